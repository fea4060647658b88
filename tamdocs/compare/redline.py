"""Compares two documents."""

from __future__ import annotations

from tamdocs.compare.marking import Marker
from tamdocs.compare.moves import with_moves
from tamdocs.compare.nodes import Nodes
from tamdocs.compare.words import mark_text
from tamdocs.document.charts import in_words
from tamdocs.document.letters import without_head
from tamdocs.document.model import Cover, Document
from tamdocs.document.redline import MarkedLine, Pair, Redline


def redline(before: Document, after: Document) -> Redline:
    """Return two documents in one language as one, with every difference marked.

    Nodes are one node if they have one id, such as a clause, wherever they stand; else those in one place of the tree
    that have the most words in common. The address of a letter is text like the rest, and so
    are the title and the values of a chart.

    Raises:
        ValueError: The documents are in two languages.
    """
    if before.language != after.language:
        raise ValueError(f"documents in {before.language} and {after.language} have no words in common")
    before, after = (in_words(without_head(side)) for side in (before, after))
    marker = Marker(Nodes(before.blocks, after.blocks))
    return Redline(
        before=before,
        after=after,
        title=mark_text(before.title, after.title),
        cover=_cover(before.cover, after.cover),
        blocks=with_moves(marker.blocks(before.blocks, after.blocks), marker),
        closing=mark_text(before.closing, after.closing),
    )


def _cover(before: Cover | None, after: Cover | None) -> tuple[MarkedLine, ...]:
    """Mark the lines of the title page, from the last one up: the title page ends with the last one of both sides."""
    left, right = (list(side.lines) if side else [] for side in (before, after))
    missing = len(right) - len(left)
    first: list[str | None] = [*[None] * max(missing, 0), *left]
    second: list[str | None] = [*[None] * max(-missing, 0), *right]
    return tuple(
        MarkedLine(Pair(old, new), mark_text(old or "", new or "")) for old, new in zip(first, second, strict=True)
    )
