"""The ids of a document: what its references can lead to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tamdocs.document.model import (
    Block,
    BulletList,
    Definition,
    Definitions,
    Item,
    Note,
    OrderedList,
    Paragraph,
    Section,
)


def ids_of(nodes: Iterable[Block | Item | Definition]) -> Iterator[str]:
    """Yield the ids that *nodes* and all that is in them have, in reading order."""
    for node in nodes:
        match node:
            case Section(id=name, blocks=blocks) | Item(id=name, blocks=blocks) | Definition(id=name, blocks=blocks):
                if name:
                    yield name
                yield from ids_of(blocks)
            case Paragraph(id=name) if name:
                yield name
            case Note(blocks=blocks):
                yield from ids_of(blocks)
            case OrderedList(items=items) | BulletList(items=items):
                yield from ids_of(items)
            case Definitions(entries=entries):
                yield from ids_of(entries)
            case _:
                pass
