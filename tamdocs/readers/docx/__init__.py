"""A Word file as plain values: paragraphs and tables, with their numbers, changes and comments."""
