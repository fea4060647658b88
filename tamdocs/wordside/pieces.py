"""What a paragraph says, in the one form in which a clause file and a Word file are held against each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from tamdocs.document.model import LineBreak, Text
from tamdocs.library.template import CrossReference, OutwardLink, Slot, TemplateInlines, Wrapped

_SHOWN = 60
BREAK = "\n"
"""Stands in the words for a line that ends there."""


@dataclass(frozen=True, slots=True)
class Look:
    strong: bool = False
    emphasis: bool = False
    address: str = ""
    """Of the link that it stands in."""


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Words:
    text: str
    look: Look = PLAIN


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A value that an order gives."""

    expression: str
    look: Look = PLAIN


@dataclass(frozen=True, slots=True)
class Pointer:
    """A reference to another place of the document; its words are worked out where it has none of its own."""

    target: str
    words: str
    look: Look = PLAIN


Piece: TypeAlias = Words | Placeholder | Pointer
Pieces: TypeAlias = tuple[Piece, ...]


def pieces_of(inlines: TemplateInlines) -> Pieces:
    """Return what *inlines* of a clause say."""
    return tidy(_pieces(inlines, PLAIN))


def _pieces(inlines: TemplateInlines, look: Look) -> Iterator[Piece]:
    for inline in inlines:
        match inline:
            case Text():
                yield Words(inline.text, look)
            case LineBreak():
                yield Words(BREAK)
            case Slot():
                yield Placeholder(inline.expression.source, look)
            case CrossReference():
                yield Pointer(inline.target, inline.words, look)
            case Wrapped():
                inner = replace(look, strong=True) if inline.kind == "strong" else replace(look, emphasis=True)
                yield from _pieces(inline.inlines, inner)
            case OutwardLink():
                yield from _pieces(inline.inlines, replace(look, address=inline.address))


def tidy(pieces: Iterable[Piece]) -> Pieces:
    """Return *pieces* with neighbours of one look as one, blanks outside bold and italics, and none at the ends."""
    joined: list[Piece] = []
    for piece in pieces:
        for part in _blanks_apart(piece):
            last = joined[-1] if joined else None
            if isinstance(part, Words) and isinstance(last, Words) and part.look == last.look:
                joined[-1] = Words(last.text + part.text, last.look)
            else:
                joined.append(part)
    return _stripped(joined)


def _blanks_apart(piece: Piece) -> Iterator[Piece]:
    """Yield *piece*; blanks inside a run of bold words stay with it and are set free at its ends by `_stripped`."""
    if not isinstance(piece, Words) or piece.look == PLAIN:
        yield piece
        return
    for part in re.split(r"(^\s+|\s+$)", piece.text):
        if part:
            yield Words(part, PLAIN if part.isspace() else piece.look)


def _stripped(pieces: list[Piece]) -> Pieces:
    """Return *pieces* without blanks at the ends and around line ends, each run of bold words as one."""
    found = _bridged(pieces)
    text = [re.sub(r"[ \t]*\n[ \t]*", BREAK, piece.text) if isinstance(piece, Words) else None for piece in found]
    out: list[Piece] = []
    for index, (piece, words) in enumerate(zip(found, text, strict=True)):
        if words is None or not isinstance(piece, Words):
            out.append(piece)
            continue
        start = words.lstrip() if index == 0 else words
        if whole := start.rstrip() if index == len(found) - 1 else start:
            out.append(Words(whole, piece.look))
    return tuple(out)


def _bridged(pieces: list[Piece]) -> list[Piece]:
    """Return *pieces* with blanks that stand between two of one look in that look too."""
    found = list(pieces)
    for index in range(1, len(found) - 1):
        before, here, after = found[index - 1], found[index], found[index + 1]
        if isinstance(here, Words) and here.text.strip(" ") == "" and before.look == after.look != here.look:
            found[index] = Words(here.text, before.look)
    joined: list[Piece] = []
    for piece in found:
        last = joined[-1] if joined else None
        if isinstance(piece, Words) and isinstance(last, Words) and piece.look == last.look:
            joined[-1] = Words(last.text + piece.text, piece.look)
        else:
            joined.append(piece)
    return joined


def plain_text(pieces: Iterable[Piece]) -> str:
    """Return the words of *pieces*, with a short form of what is worked out."""
    return "".join(_shown(piece) for piece in pieces)


def _shown(piece: Piece) -> str:
    match piece:
        case Words():
            return piece.text
        case Placeholder():
            return friendly(piece.expression)
        case Pointer():
            return piece.words or f"#{piece.target}"


def friendly(expression: str) -> str:
    """Return how a reader sees the value of *expression*."""
    return f"«{expression}»"


def short(text: str) -> str:
    """Return *text* as a message quotes it: on one line, cut where it is long."""
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"
