"""The neutral document tree, and what can be asked of it without knowing a format."""
