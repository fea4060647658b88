"""Order confirmations: reading, checking, and the values that come of it."""
