"""Contract packs from order confirmations: DOCX and PDF, in every language of the clause library."""

from __future__ import annotations

__version__ = "0.1.0"
