"""Rules that the clause texts of an edition keep."""
