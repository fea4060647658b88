"""A document as it is held against one that came back: what it says, apart from how it looks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from tamdocs.document.bookmarks import bookmark_name, id_of_bookmark
from tamdocs.document.charts import figures_table
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
    Emphasis,
    Inline,
    Inlines,
    Item,
    KeyFigures,
    LineBreak,
    Link,
    Note,
    OrderedList,
    Paragraph,
    Section,
    Signature,
    SignatureParty,
    Strong,
    Table,
    Text,
)
from tamdocs.document.text import inlines_text

_BLANKS = re.compile(r"[^\S\n]+")
_UNSEEN = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
"""A soft hyphen, and characters without a width."""


def plain(document: Document) -> Document:
    """Return *document* without the look of its words, its table of contents, and blanks that say nothing.

    A link keeps its address only where its words do not say it. Values and references become words like any other. Ids
    are those that a file can carry: see `id_of_bookmark`.
    """
    return replace(
        document,
        title=plain_text(document.title),
        cover=Cover(tuple(map(plain_text, document.cover.lines))) if document.cover else None,
        blocks=plain_blocks(document.blocks),
        closing=plain_text(document.closing),
    )


def flat(document: Document) -> Document:
    """Return *document* with each heading, item, definition and paragraph beside the others, none inside another.

    So a heading or an item that comes or goes changes nothing else.
    """
    return replace(document, blocks=tuple(_flat_blocks(document.blocks)))


def _flat_blocks(blocks: Blocks) -> Iterator[Block]:
    for block in blocks:
        match block:
            case Section(blocks=inner):
                yield replace(block, blocks=())
                yield from _flat_blocks(inner)
            case OrderedList(items=items):
                for item in items:
                    lead, rest = _led(item.blocks)
                    yield OrderedList(block.level, (replace(item, blocks=lead),))
                    yield from _flat_blocks(rest)
            case BulletList(items=items):
                for item in items:
                    lead, rest = _led(item.blocks)
                    yield BulletList((replace(item, blocks=lead),))
                    yield from _flat_blocks(rest)
            case Definitions(entries=entries):
                for entry in entries:
                    lead, rest = _led(entry.blocks)
                    yield Definitions((replace(entry, blocks=lead),))
                    yield from _flat_blocks(rest)
            case Note(blocks=inner):
                yield from _flat_blocks(inner)
            case _:
                yield block


def _led(blocks: Blocks) -> tuple[Blocks, Blocks]:
    """Return the paragraph that begins an item, and the rest."""
    return (blocks[:1], blocks[1:]) if blocks and isinstance(blocks[0], Paragraph) else ((), blocks)


def plain_blocks(blocks: Blocks) -> Blocks:
    return tuple(_blocks(blocks))


def plain_text(text: str) -> str:
    """Return *text* with single blanks, none of them at an end of a line."""
    lines = _BLANKS.sub(" ", _UNSEEN.sub("", text)).split("\n")
    return "\n".join(line.strip() for line in lines).strip()


def _blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        match block:
            case Section():
                title = _words(block.title)
                yield replace(block, id=_id(block.id), clause="", title=title, blocks=plain_blocks(block.blocks))
            case Paragraph():
                words = _words(block.inlines)
                if words:
                    yield Paragraph(words, _id(block.id))
            case OrderedList() | BulletList():
                yield replace(block, items=tuple(map(_item, block.items)))
            case Table():
                yield _table(block)
            case Definitions():
                yield Definitions(tuple(map(_definition, block.entries)))
            case Note():
                yield Note(plain_blocks(block.blocks))
            case Signature():
                yield Signature(tuple(map(_party, block.parties)))
            case Chart(title=title):
                yield Paragraph(_words(title))
            case KeyFigures():
                yield _table(figures_table(block))
            case Contents():
                pass


def _item(item: Item) -> Item:
    return Item(item.marker, plain_blocks(item.blocks), _id(item.id))


def _definition(entry: Definition) -> Definition:
    return Definition(_words(entry.term), plain_blocks(entry.blocks), _id(entry.id))


def _party(party: SignatureParty) -> SignatureParty:
    return SignatureParty(_words(party.name), tuple(map(_words, party.lines)))


def _table(table: Table) -> Table:
    header = tuple(map(_words, table.header))
    return replace(table, header=header, rows=tuple(tuple(map(_words, row)) for row in table.rows))


def _id(name: str) -> str:
    return id_of_bookmark(bookmark_name(name)) if name and not name.startswith("_") else name


def _words(inlines: Inlines) -> Inlines:
    """Return the words as texts, line breaks and links, no two texts side by side."""
    found: list[Inline] = []
    for inline in _flat(inlines):
        last = found[-1] if found else None
        match inline:
            case Text(text=text) if isinstance(last, Text):
                found[-1] = Text(last.text + text)
            case _:
                found.append(inline)
    return tuple(_tidied(found))


def _flat(inlines: Inlines) -> Iterator[Inline]:
    for inline in inlines:
        match inline:
            case Strong(inlines=inner) | Emphasis(inlines=inner):
                yield from _flat(inner)
            case Link(address=address, inlines=inner):
                text = inlines_text(inner)
                yield Text(text) if _says(text, address) else Link(_normal(address), (Text(text),))
            case LineBreak():
                yield inline
            case _:
                yield Text(inline.text)


def _says(text: str, address: str) -> bool:
    """Return whether the words of a link are its address."""
    said = plain_text(text).casefold().strip("/").removeprefix("https://").removeprefix("http://")
    meant = _normal(address).casefold().strip("/")
    for scheme in ("https://", "http://", "mailto:"):
        meant = meant.removeprefix(scheme)
    return said == meant


def _normal(address: str) -> str:
    """Return *address* as programs write it that tidy addresses."""
    try:
        parts = urlsplit(address.strip())
        return parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower(), path=parts.path or "/").geturl()
    except ValueError:
        return address.strip()


def _tidied(inlines: list[Inline]) -> Iterator[Inline]:
    """Yield *inlines* with single blanks; none at the ends, none beside a line break."""
    blank = True
    for index, inline in enumerate(inlines):
        if isinstance(inline, LineBreak):
            blank = True
            if any(not isinstance(each, LineBreak) for each in inlines[index + 1 :]) and index:
                yield inline
            continue
        text = _BLANKS.sub(" ", _UNSEEN.sub("", inlines_text((inline,))).replace("\n", " "))
        if blank:
            text = text.lstrip()
        if index + 1 == len(inlines) or isinstance(inlines[index + 1], LineBreak):
            text = text.rstrip()
        if text:
            blank = text.endswith(" ")
            yield replace(inline, inlines=(Text(text),)) if isinstance(inline, Link) else Text(text)
