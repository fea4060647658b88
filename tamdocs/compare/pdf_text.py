"""The text of a returned PDF as the document that it was made of, with what was changed.

A PDF knows no paragraphs. Its words are put beside those of the issued document, one long list beside the other; what
differs is given to the paragraph that it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tamdocs.compare.hunks import Hunk, hunks_of
from tamdocs.compare.tokens import split_words
from tamdocs.document.model import (
    Block,
    Blocks,
    BulletList,
    Chart,
    Contents,
    Cover,
    Definition,
    Definitions,
    Document,
    Inlines,
    Item,
    KeyFigures,
    LineBreak,
    Note,
    OrderedList,
    Paragraph,
    Section,
    Signature,
    SignatureParty,
    Table,
    Text,
)
from tamdocs.document.text import inlines_text

_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\u00ad": "", "\u200b": ""})
_LONGEST_NUMBER = 12
"""Parts of a number, signs included."""
_BULLET = re.compile(r"^[•◦▪●○■–]\s*")
_RULE = re.compile(r"_{3,}|\.{5,}|…{2,}")
"""A rule to write on, where a program draws it with signs."""
_LINE = "\v"
"""Stands before a word that begins a line of the PDF."""
_PARTS = re.compile(r"[^\W_]+|[\W_]")
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A paragraph, heading or cell of the issued document."""

    number: str
    text: str
    is_cell: bool = False
    silent: bool = False
    """Whether what differs in it is not told, as in a table of contents."""


@dataclass(slots=True)
class _Said:
    """What the PDF says instead of a leaf."""

    text: str
    added: list[str]
    """Paragraphs after it that are new."""


def document_in(lines: Sequence[str], issued: Document) -> Document:
    """Return the document that a PDF with *lines* shows, with the structure of *issued*.

    A number at the start of a paragraph counts as unchanged wherever it can.

    Args:
        lines: Without page headers and footers.
        issued: What the PDF was made of, at first.
    """
    leaves = list(_leaves(issued))
    numbers = sorted({leaf.number for leaf in leaves if leaf.number}, key=len, reverse=True)
    said = iter(_said(leaves, [_parted(line, numbers) for line in lines]))
    return _Rebuilder(lambda: next(said)).document(issued)


def _parted(line: str, numbers: Sequence[str]) -> str:
    """Return *line* with a blank behind the number that it begins with; where the gap is narrow, a PDF has lost it."""
    for number in () if line[:1].isalpha() else numbers:
        rest = line.removeprefix(number)
        if rest != line and rest[:1].isalpha() and not number[-1].isalpha():
            return f"{number} {rest}"
    return line


def _said(leaves: Sequence[_Leaf], lines: Sequence[str]) -> list[_Said]:
    old = [_tokens(leaf.text) for leaf in leaves]
    numbers = [_tokens(leaf.number) for leaf in leaves]
    left: list[str] = []
    owners: list[tuple[int, int]] = []
    """Leaf and place in it of each word on the left; -1 for a number."""
    for index, (number, words) in enumerate(zip(numbers, old, strict=True)):
        for token in number:
            left.append(token[0])
            owners.append((index, -1))
        for place, token in enumerate(words):
            left.append(token[0])
            owners.append((index, place))
    right: list[tuple[str, str]] = []
    for line in lines:
        first, *rest = _tokens(_RULE.sub(" ", _BULLET.sub("", line))) or [("", "")]
        right += [(first[0], _LINE), *rest] if first[0] else []
    hunks = hunks_of(left, [token for token, _ in right])
    return _applied(
        leaves, old, list(zip(left, owners, strict=True)), right, [_slid(hunk, left, owners, right) for hunk in hunks]
    )


def _slid(hunk: Hunk, left: Sequence[str], owners: Sequence[tuple[int, int]], right: Sequence[tuple[str, str]]) -> Hunk:
    """Return *hunk*; a paragraph that came in before another one begins with its number, not with its words.

    Of `2. New. 3. Old.` after `2. Old.` the words `New. 3.` may seem to be new.
    """
    if hunk.left < hunk.left_end or not 0 < hunk.left < len(owners) or owners[hunk.left - 1][1] != -1:
        return hunk
    index = owners[hunk.left - 1][0]
    length = sum(1 for owner in owners[max(0, hunk.left - _LONGEST_NUMBER) : hunk.left] if owner == (index, -1))
    if owners[hunk.left] == (index, -1) or hunk.right_end - hunk.right <= length:
        return hunk
    tail = [token for token, _ in right[hunk.right_end - length : hunk.right_end]]
    if not all(map(_is_like, left[hunk.left - length : hunk.left], tail)):
        return hunk
    return Hunk(hunk.left - length, hunk.left - length, hunk.right - length, hunk.right_end - length)


def _is_like(one: str, other: str) -> bool:
    """Return whether two parts of numbers are alike: figures both, letters both, or the same sign."""
    return one == other or (one.isdigit() and other.isdigit()) or (one.isalpha() and other.isalpha())


def _tokens(text: str) -> list[tuple[str, str]]:
    """Return the words of *text*, each with the blank before it.

    A number and an address are several words: a PDF breaks a line within them.
    """
    found: list[tuple[str, str]] = []
    blank = ""
    for word in split_words(text.translate(_LIGATURES)):
        if word.isspace():
            blank = "\n" if "\n" in blank + word else " "
        else:
            first, *rest = _PARTS.findall(word)
            found += [(first, blank), *((part, "") for part in rest)]
            blank = ""
    return found


def _applied(
    leaves: Sequence[_Leaf],
    old: Sequence[Sequence[tuple[str, str]]],
    left: Sequence[tuple[str, tuple[int, int]]],
    right: Sequence[tuple[str, str]],
    hunks: Iterable[Hunk],
) -> list[_Said]:
    owners = [owner for _, owner in left]
    words: list[list[tuple[str, str] | None]] = [list(each) for each in old]
    inserted: dict[tuple[int, int], list[tuple[str, str]]] = {}
    added: dict[int, list[str]] = {}
    for hunk in hunks:
        gone = owners[hunk.left : hunk.left_end]
        new = list(right[hunk.right : hunk.right_end])
        for index, place in gone:
            if place >= 0:
                words[index][place] = None
        if not new or _is_number(gone, new, [word for word, _ in left[hunk.left : hunk.left_end]]):
            continue
        text_places = [owner for owner in gone if owner[1] >= 0]
        before = owners[hunk.left - 1] if hunk.left else None
        after = owners[hunk.left] if hunk.left < len(owners) else None
        if text_places:
            inserted.setdefault(text_places[0], []).extend(new)
        elif before and after and before[0] == after[0]:
            inserted.setdefault(after if after[1] >= 0 else (after[0], 0), []).extend(new)
        elif before and not _is_paragraph(hunk, right, old[before[0]], is_cell=leaves[before[0]].is_cell):
            inserted.setdefault((before[0], len(old[before[0]])), []).extend(new)
        else:
            added.setdefault(before[0] if before else 0, []).append(_joined(new))
    return [
        _Said(leaf.text, []) if leaf.silent else _Said(_text(index, leaf, words, inserted), added.get(index, []))
        for index, leaf in enumerate(leaves)
    ]


def _is_paragraph(
    hunk: Hunk, right: Sequence[tuple[str, str]], last: Sequence[tuple[str, str]], *, is_cell: bool
) -> bool:
    """Return whether the words that *hunk* puts between two paragraphs are one of their own.

    They take whole lines; and they end as a paragraph does, and so does the *last* one, unless that is a cell.
    """
    new = right[hunk.right : hunk.right_end]
    whole = new[0][1] == _LINE and (hunk.right_end == len(right) or right[hunk.right_end][1] == _LINE)
    return whole and (is_cell or bool(last and last[-1][0] in _ENDS and new[-1][0] in _ENDS and len(new) > _FEWEST))


def _is_number(gone: Sequence[tuple[int, int]], new: Sequence[tuple[str, str]], left: Sequence[str]) -> bool:
    """Return whether a number only became another one."""
    return (
        bool(gone)
        and all(place == -1 for _, place in gone)
        and len(gone) == len(new)
        and all(_is_like(one, other) for one, (other, _) in zip(left, new, strict=True))
    )


_ENDS = frozenset(".;:!?。；：！？")
_FEWEST = 3


def _text(
    index: int,
    leaf: _Leaf,
    words: Sequence[Sequence[tuple[str, str] | None]],
    inserted: dict[tuple[int, int], list[tuple[str, str]]],
) -> str:
    own = words[index]
    places = {place for owner, place in inserted if owner == index}
    if None not in own and not places:
        return leaf.text
    kept: list[tuple[str, str]] = []
    for place in range(len(own) + 1):
        kept += inserted.get((index, place), [])
        word = own[place] if place < len(own) else None
        if word is not None:
            kept.append(word)
    return _joined(kept)


def _joined(words: Sequence[tuple[str, str]]) -> str:
    """Return *words* as a text; a line end between two Chinese characters is no blank."""
    text = ""
    for word, before in words:
        blank = " " if before == _LINE else before
        wide = text and _WIDE.match(text[-1]) and _WIDE.match(word[0])
        text += word if not text or wide else blank + word
    return text


def _leaves(document: Document) -> Iterator[_Leaf]:
    yield _Leaf("", document.title)
    for line in document.cover.lines if document.cover else ():
        yield _Leaf("", line)
    yield from _block_leaves(document.blocks)
    yield _Leaf("", document.closing)


def _block_leaves(blocks: Iterable[Block]) -> Iterator[_Leaf]:
    """Yield the leaves of *blocks* in the order in which `_Rebuilder` asks for them."""
    for block in blocks:
        match block:
            case Section():
                yield _Leaf(block.number, inlines_text(block.title))
                yield from _block_leaves(block.blocks)
            case Paragraph():
                yield _Leaf("", inlines_text(block.inlines))
            case OrderedList() | BulletList():
                for item in block.items:
                    lead = item.blocks[0] if item.blocks and isinstance(item.blocks[0], Paragraph) else None
                    yield _Leaf(item.marker, inlines_text(lead.inlines) if lead else "")
                    yield from _block_leaves(item.blocks[1:] if lead else item.blocks)
            case Definitions():
                for entry in block.entries:
                    yield _Leaf("", inlines_text(entry.term))
                    yield from _block_leaves(entry.blocks)
            case Note():
                yield from _block_leaves(block.blocks)
            case Table():
                for row in (block.header, *block.rows):
                    yield from (_Leaf("", inlines_text(cell), is_cell=True) for cell in row)
            case Signature():
                for party in block.parties:
                    yield from (_Leaf("", inlines_text(words)) for words in (party.name, *party.lines))
            case Chart() | KeyFigures():
                pass  # a file that is read has their words only
            case Contents():
                yield _Leaf("", inlines_text(block.title), silent=True)
                yield from (_Leaf(entry.number, inlines_text(entry.title), silent=True) for entry in block.entries)


class _Rebuilder:
    """Puts other texts into a document, one leaf after the other; what was added stands after its leaf."""

    def __init__(self, following: Callable[[], _Said]) -> None:
        self._following = following
        self._waiting: list[Block] = []

    def document(self, document: Document) -> Document:
        title = self._plain()
        lines = tuple(self._plain() for _ in (document.cover.lines if document.cover else ()))
        top = self._taken()
        blocks = self._blocks(document.blocks)
        closing = self._plain()
        return replace(
            document, title=title, cover=Cover(lines) if lines else None, blocks=(*top, *blocks), closing=closing
        )

    def _plain(self) -> str:
        said = self._following()
        self._waiting += [Paragraph((Text(text),)) for text in said.added]
        return said.text

    def _taken(self) -> list[Block]:
        taken, self._waiting = self._waiting, []
        return taken

    def _words(self, old: Inlines) -> Inlines:
        text = self._plain()
        if text == inlines_text(old):
            return old
        lines = [(Text(line),) for line in text.split("\n") if line]
        return tuple(inline for index, line in enumerate(lines) for inline in ((LineBreak(), *line) if index else line))

    def _blocks(self, blocks: Blocks) -> Blocks:
        found: list[Block] = []
        for block in blocks:
            found += self._block(block)
            found += self._taken()
        return tuple(found)

    def _block(self, block: Block) -> Iterator[Block]:
        match block:
            case Section():
                title = self._words(block.title)
                yield replace(block, title=title, blocks=(*self._taken(), *self._blocks(block.blocks)))
            case Paragraph():
                words = self._words(block.inlines)
                if words:
                    yield replace(block, inlines=words)
            case OrderedList(items=items) | BulletList(items=items):
                kept = tuple(item for each in items if (item := self._item(each)).blocks)
                if kept:
                    yield replace(block, items=kept)
            case Definitions():
                yield Definitions(tuple(map(self._definition, block.entries)))
            case Note():
                yield Note(self._blocks(block.blocks))
            case Table():
                yield from self._table(block)
            case Signature():
                yield Signature(tuple(map(self._party, block.parties)))
            case Chart() | KeyFigures():
                yield block
            case Contents():
                for _ in (block.title, *block.entries):
                    self._plain()

    def _item(self, item: Item) -> Item:
        lead = item.blocks[0] if item.blocks and isinstance(item.blocks[0], Paragraph) else None
        words = self._words(lead.inlines if lead else ())
        first = (Paragraph(words, lead.id if lead else ""),) if words else ()
        rest = self._blocks(item.blocks[1:] if lead else item.blocks)
        return replace(item, blocks=(*first, *rest))

    def _definition(self, entry: Definition) -> Definition:
        term = self._words(entry.term)
        return replace(entry, term=term, blocks=self._blocks(entry.blocks))

    def _party(self, party: SignatureParty) -> SignatureParty:
        return SignatureParty(self._words(party.name), tuple(map(self._words, party.lines)))

    def _table(self, table: Table) -> Iterator[Table]:
        header = tuple(map(self._words, table.header))
        rows = [tuple(map(self._words, row)) for row in table.rows]
        kept = tuple(row for row, old in zip(rows, table.rows, strict=True) if any(row) or not any(old))
        if kept:
            yield replace(table, header=header if any(header) else (), rows=kept)
