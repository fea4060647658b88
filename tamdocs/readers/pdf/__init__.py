"""The text of a PDF from outside."""
