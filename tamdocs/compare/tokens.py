"""The words of a paragraph as tokens, the smallest things that a comparison keeps or changes.

A token is a word, a number with its signs (`48,000.00`), an address, a blank, a sign, a whole reference ("Section 11"),
or one character where words are not set apart by blanks, as in Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Literal, NamedTuple, TypeAlias

from tamdocs.document.model import Emphasis, Field, Inline, Inlines, LineBreak, Link, Reference, Strong, Text

_CHARACTER = (
    "\u1100-\u11ff\u2e80-\u2fff\u3005-\u3007\u3021-\u3029\u3040-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7ff"
    "\uf900-\ufaff\U00016fe0-\U00018d8f\U0001aff0-\U0001b2ff\U00020000-\U0003ffff"
)
_WORD = rf"[^\W_{_CHARACTER}]"
_TOKEN = re.compile(
    rf"{_WORD}+(?:['’.,:/@_+\-]+{_WORD}+)*"  # a word, a number, an address
    r"|\s+"
    r"|."  # a character or a sign
)
_SOLID = re.compile(r"\w")
_ENDS = frozenset(".;:!?。；：！？")

Frame: TypeAlias = tuple[Literal["strong", "emphasis", "link"], str]
"""What words stand in; the address of a link is part of what it says."""


class Token(NamedTuple):
    text: str
    frames: tuple[Frame, ...]
    """From the outermost."""
    leaf: Inline
    """What the text is taken from."""

    @property
    def key(self) -> object:
        """Equal for tokens that read the same and look the same."""
        return (self.text, self.frames) if self.frames else self.text


def tokens_of(inlines: Inlines, frames: tuple[Frame, ...] = ()) -> Iterator[Token]:
    """Yield the tokens of *inlines*; their texts together are its text."""
    for inline in inlines:
        match inline:
            case Text(text=text) | Field(text=text):
                yield from (Token(word, frames, inline) for word in split_words(text))
            case Reference(text=text):
                yield Token(text, frames, inline)
            case LineBreak():
                yield Token("\n", frames, inline)
            case Strong(inlines=inner):
                yield from tokens_of(inner, (*frames, ("strong", "")))
            case Emphasis(inlines=inner):
                yield from tokens_of(inner, (*frames, ("emphasis", "")))
            case Link(address=address, inlines=inner):
                yield from tokens_of(inner, (*frames, ("link", address)))


def split_words(text: str) -> list[str]:
    """Return *text* in pieces, none of them empty; together they are *text*."""
    return [match[0] for match in re.finditer(_TOKEN, text)] if "\n" not in text else _with_line_ends(text)


def inlines_of(tokens: Iterable[Token], depth: int = 0) -> Inlines:
    """Return *tokens* as inlines again, with all that they stand in."""
    made: list[Inline] = []
    for frame, group in groupby(tokens, key=lambda token: token.frames[depth] if len(token.frames) > depth else None):
        if frame is None:
            made += _leaves(group)
            continue
        kind, address = frame
        inner = inlines_of(group, depth + 1)
        if kind == "link":
            made.append(Link(address, inner))
        else:
            made.append(Strong(inner) if kind == "strong" else Emphasis(inner))
    return tuple(made)


def weight(text: str) -> int:
    """Return how much *text* says, about, in letters; blanks and signs say nothing."""
    return sum(1 for letter in text if letter.isalnum())


def is_blank(text: str) -> bool:
    return text.isspace()


def ends_sentence(text: str) -> bool:
    return text in _ENDS


def is_sign(text: str) -> bool:
    return not _SOLID.search(text)


def _with_line_ends(text: str) -> list[str]:
    """Return the pieces of *text*, each line end one of its own."""
    return [word for line in re.split(r"(\n)", text) for word in ([line] if line == "\n" else split_words(line))]


def _leaves(tokens: Iterable[Token]) -> Iterator[Inline]:
    """Yield texts joined, values and references each as what they were."""
    for leaf, group in groupby(tokens, key=_joined):
        match leaf:
            case Field(pointer=pointer):
                yield Field("".join(token.text for token in group), pointer)
            case None:
                yield Text("".join(token.text for token in group))
            case _:
                yield from (token.leaf for token in group)


def _joined(token: Token) -> Inline | None:
    return None if isinstance(token.leaf, Text) else token.leaf
