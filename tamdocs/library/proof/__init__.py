"""Proof that an edition has exactly one text for every combination, and that every condition can hold and fail."""
