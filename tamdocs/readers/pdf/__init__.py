"""PDFs from outside, read with limits."""
