"""The runs of a paragraph as inlines of the tree. How they look is left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from tamdocs.document.bookmarks import id_of_bookmark
from tamdocs.document.model import Inline, Inlines, LineBreak, Link, Reference, Text
from tamdocs.readers.docx.values import ReadParagraph, Run

_ADDRESSES = ("http://", "https://", "mailto:")


def inlines_of(runs: Iterable[Run]) -> Inlines:
    """Return what *runs* say: texts, line breaks, links out of the document and to places in it."""
    found: list[Inline] = []
    for link, group in groupby(runs, key=lambda run: run.link):
        text = "".join(run.text for run in group)
        target = id_of_bookmark(link[1:]) if link.startswith("#") else ""
        if target and text and "\n" not in text:
            found.append(Reference(target, text))
        elif link.casefold().startswith(_ADDRESSES):
            found.append(Link(link, _lines(text)))
        elif found and isinstance(last := found[-1], Text) and not text.startswith("\n"):
            found[-1:] = _lines(last.text + text)
        else:
            found += _lines(text)
    return tuple(found)


def _lines(text: str) -> Inlines:
    """Return *text* with its line ends as breaks."""
    found: list[Inline] = []
    for index, line in enumerate(text.split("\n")):
        if index:
            found.append(LineBreak())
        if line:
            found.append(Text(line))
    return tuple(found)


def cut(runs: Sequence[Run], start: int, end: int | None = None) -> tuple[Run, ...]:
    """Return *runs* from the letter *start* of their text up to the letter *end*."""
    found = []
    place = 0
    for run in runs:
        first, last = max(start - place, 0), len(run.text) if end is None else end - place
        if first < len(run.text) and last > first:
            text = run.text[first:last]
            found.append(Run(text, run.link, run.strong, run.emphasis, run.tracked))
        place += len(run.text)
    return tuple(found)


def ids_at(paragraph: ReadParagraph, first: int, last: int) -> tuple[str, ...]:
    """Return the ids of bookmarks that start at the runs from *first* up to and with *last*, the outermost first."""
    found = (id_of_bookmark(anchor.name) for anchor in paragraph.anchors if first <= anchor.run <= last)
    return tuple(name for name in found if name)
