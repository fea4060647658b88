"""The renewal desk at work: notices issued exactly once, by one process or by many machines."""
