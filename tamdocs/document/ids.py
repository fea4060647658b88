"""The ids of a document: what its references can lead to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tamdocs.document.model import Definition, Item, Paragraph, Section
from tamdocs.document.walk import Node, walk


def ids_of(nodes: Iterable[Node]) -> Iterator[str]:
    """Yield the ids that *nodes* and all that is in them have, in reading order."""
    for node in walk(nodes):
        if isinstance(node, Section | Item | Definition | Paragraph) and node.id:
            yield node.id
