"""Many orders in one run."""
