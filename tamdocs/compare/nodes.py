"""What a comparison asks of a node of the tree: its words, its id, and whether two nodes can be one."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import TypeAlias

from tamdocs.compare.hunks import similarity
from tamdocs.compare.tokens import is_blank, tokens_of
from tamdocs.document.charts import blocks_in_words
from tamdocs.document.ids import ids_of
from tamdocs.document.model import (
    Block,
    BulletList,
    Chart,
    Contents,
    ContentsEntry,
    Definition,
    Definitions,
    Inlines,
    Item,
    KeyFigures,
    Note,
    OrderedList,
    Paragraph,
    Section,
    Signature,
    Table,
)

Row: TypeAlias = tuple[Inlines, ...]
Node: TypeAlias = Block | Item | Definition | ContentsEntry | Row

_CONTAINER = 0.2
"""Two lists or tables in one place are one, however little they have in common."""
_LEAST = 0.4
_LEAST_SECTION = 0.5
_SAME_NAME = 2.0
"""More than any likeness of words: a clause is the clause of that id."""
_SAME_LABEL = 1.5


class Nodes:
    """Knows the nodes of two documents, and keeps what it worked out about each."""

    def __init__(self, before: Iterable[Block], after: Iterable[Block]) -> None:
        self._ids = (frozenset(ids_of(before)), frozenset(ids_of(after)))
        self._words: dict[int, tuple[Node, tuple[Hashable, ...]]] = {}

    def key(self, node: Node) -> Hashable:
        """Return what is equal for nodes that read the same, whatever their numbers."""
        return (type(node).__name__, _shape(node), self.words(node))

    def words(self, node: Node) -> tuple[Hashable, ...]:
        """Return the tokens of *node* without blanks."""
        found = self._words.get(id(node))
        if found is None or found[0] is not node:
            words = tuple(
                token.key for inlines in _inlines(node) for token in tokens_of(inlines) if not is_blank(token.text)
            )
            # With the node, so that its place in memory is not given to another one.
            found = self._words[id(node)] = (node, words)
        return found[1]

    def likeness(self, before: Node, after: Node) -> float:
        """Return how good it is to take the two for one node, from 0: they must not be."""
        if type(before) is not type(after) or _shape(before) != _shape(after):
            return 0.0
        if (own := _id(before)) and own == _id(after):
            return _SAME_NAME
        if own in self._ids[1] or _id(after) in self._ids[0]:
            # It stands on the other side too, if elsewhere.
            return 0.0
        return self._likeness_of_words(before, after)

    def _likeness_of_words(self, before: Node, after: Node) -> float:
        if label := _label(before):
            other = _label(after)
            if [token.text for token in tokens_of(label)] == [token.text for token in tokens_of(other)]:
                return _SAME_LABEL
        alike = similarity(self.words(before), self.words(after))
        if isinstance(before, OrderedList | BulletList | Table | Definitions | Note | Signature | Contents):
            return max(alike, _CONTAINER)
        return alike if alike >= (_LEAST_SECTION if isinstance(before, Section) else _LEAST) else 0.0


def _id(node: Node) -> str:
    match node:
        case Section(id=name) | Paragraph(id=name) | Item(id=name) | Definition(id=name) | ContentsEntry(target=name):
            return name
        case _:
            return ""


def _label(node: Node) -> Inlines:
    """Return the words that stand for a node: the term of a definition, the first cell of a row."""
    if isinstance(node, Definition):
        return node.term
    return node[0] if isinstance(node, tuple) and node else ()


def _shape(node: Node) -> Hashable:
    """Return what must be the same for two nodes to be one."""
    match node:
        case OrderedList(level=level):
            return level
        case Table(columns=columns, row_headers=row_headers):
            return len(columns), row_headers
        case Signature(parties=parties):
            return tuple(len(party.lines) for party in parties)
        case tuple():
            return len(node)
        case _:
            return None


def _inlines(node: Node) -> Iterator[Inlines]:
    match node:
        case Section(title=title, blocks=blocks):
            yield title
            yield from _of_all(blocks)
        case Paragraph(inlines=inlines):
            yield inlines
        case OrderedList(items=items) | BulletList(items=items):
            yield from _of_all(items)
        case Item(blocks=blocks) | Note(blocks=blocks):
            yield from _of_all(blocks)
        case Table(header=header, rows=rows):
            yield from header
            yield from _of_all(rows)
        case tuple():
            yield from node
        case Definitions(entries=entries):
            yield from _of_all(entries)
        case Definition(term=term, blocks=blocks):
            yield term
            yield from _of_all(blocks)
        case Signature(parties=parties):
            yield from (words for party in parties for words in (party.name, *party.lines))
        case Chart() | KeyFigures():
            for block in blocks_in_words((node,)):
                yield from _inlines(block)
        case Contents(title=title, entries=entries):
            yield title
            yield from _of_all(entries)
        case ContentsEntry(title=title):
            yield title


def _of_all(nodes: Iterable[Node]) -> Iterator[Inlines]:
    for node in nodes:
        yield from _inlines(node)
