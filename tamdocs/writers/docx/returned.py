"""What a redline keeps of the file that came back."""

from __future__ import annotations

from dataclasses import dataclass

from tamdocs.writers.docx.comments import Comment
from tamdocs.writers.docx.hands import HandLine


@dataclass(frozen=True, slots=True)
class Returned:
    comments: tuple[Comment, ...] = ()
    """What was said about the text; each stands at the paragraph that it is about."""
    lines: tuple[HandLine, ...] = ()
    """Paragraphs that somebody else than the author of the redline has changed."""


NOTHING = Returned()
"""For a redline of documents that nobody has sent back."""
