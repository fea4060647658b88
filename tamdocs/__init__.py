"""Contract packs from order confirmations: DOCX and PDF, in every language of the clause library."""

__version__ = "0.1.0"
