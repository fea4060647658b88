"""Reads the words of a paragraph, heading cell or term of a clause."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.token import Token

from tamdocs.document.model import LineBreak, Text
from tamdocs.library.clause_context import FIRST_SLOT, PRIVATE, ClauseContext
from tamdocs.library.template import CrossReference, OutwardLink, TemplateInline, TemplateInlines, Wrapped

_WIDE = re.compile(r"[\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef“”‘’]")
"""Characters of scripts that have no spaces between words."""
_ADDRESS = re.compile(r"(https?://|mailto:)\S+")


class InlineReader:
    def __init__(self, context: ClauseContext, line: int) -> None:
        self.context = context
        self.line = line

    def read(self, token: Token) -> TemplateInlines:
        """Return the words of the inline *token*."""
        return _joined(self._run(iter(token.children or []), ""))

    def plain(self, words: str) -> TemplateInlines:
        """Return *words*, in which no character but those of values means anything."""
        return _joined(self._words(words))

    def _run(self, children: Iterator[Token], until: str) -> Iterator[TemplateInline]:
        for token in children:
            match token.type:
                case _ if token.type == until:
                    return
                case "text" | "text_special":
                    yield from self._words(token.content)
                case "softbreak":
                    self.line += 1
                    yield Text("\n")
                case "hardbreak":
                    self.line += 1
                    yield LineBreak()
                case "strong_open":
                    yield Wrapped("strong", _joined(self._run(children, "strong_close")))
                case "em_open":
                    yield Wrapped("emphasis", _joined(self._run(children, "em_close")))
                case "link_open":
                    yield self._link(token, _joined(self._run(children, "link_close")))
                case _:
                    self.context.refuse(token.type, self.line)

    def _words(self, words: str) -> Iterator[TemplateInline]:
        start = 0
        for match in PRIVATE.finditer(words):
            if match.start() > start:
                yield Text(words[start : match.start()])
            yield self._slot(ord(match[0]) - FIRST_SLOT)
            start = match.end()
        if start < len(words):
            yield Text(words[start:])

    def _slot(self, index: int) -> TemplateInline:
        if index < len(self.context.slots):
            return self.context.slots[index]
        self.context.complain(self.line, "private-character", "a private-use character cannot stand in a clause")
        return Text("")

    def _link(self, token: Token, inlines: TemplateInlines) -> TemplateInline:
        address = str(token.attrs["href"])
        if address.startswith("#"):
            if not all(isinstance(inline, Text) for inline in inlines):
                self.context.complain(
                    self.line, "reference", f"the words of the reference to `{address}` are more than words"
                )
            words = "".join(inline.text for inline in inlines if isinstance(inline, Text))
            return CrossReference(address[1:], words, self.line)
        if PRIVATE.search(address) or "%EE" in address or not _ADDRESS.fullmatch(address):
            self.context.complain(self.line, "link", f"`{address}` is not an http, https or mailto address")
        return OutwardLink(address, inlines or (Text(address),))


def _joined(inlines: Iterator[TemplateInline]) -> TemplateInlines:
    """Return *inlines* with neighbouring words in one node and the line ends of the file made plain.

    A line end is a space, or nothing between two characters of a script that has no spaces.
    """
    joined: list[TemplateInline] = []
    for inline in inlines:
        if isinstance(inline, Text) and joined and isinstance(before := joined[-1], Text):
            joined[-1] = Text(before.text + inline.text)
        else:
            joined.append(inline)
    return tuple(Text(_unfold(inline.text)) if isinstance(inline, Text) else inline for inline in joined)


def _unfold(words: str) -> str:
    first, *rest = words.split("\n")
    for line in rest:
        wide = (not first or _WIDE.match(first[-1])) and (not line or _WIDE.match(line[0])) and (first or line)
        first += line if wide else " " + line
    return first
