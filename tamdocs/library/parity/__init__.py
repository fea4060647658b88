"""Rules that the texts of a clause keep between languages: the same values, the same skeleton, the same words."""
