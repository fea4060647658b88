"""The words of a redline as HTML."""

from __future__ import annotations

from html import escape
from typing import assert_never

from tamdocs.document.model import Emphasis, Field, Inlines, LineBreak, Link, Reference, Strong, Text
from tamdocs.document.redline import Deleted, Inserted, Kept, Piece, Standing, Words

_OUTSIDE = ("http://", "https://", "mailto:")


class Changes:
    """Numbers the changes of a page, so that a reader can go from one to the next."""

    def __init__(self) -> None:
        self.count = 0

    def around(self, html: str) -> str:
        """Return *html*, all of which changed, as one change."""
        self.count += 1
        return f'<span class="change" id="change-{self.count}" tabindex="-1">{html}</span>'


def words_html(words: Words, standing: Standing, changes: Changes) -> str:
    """Return *words* of a node with that standing; what was put in for what was taken out is one change with it."""
    parts: list[str] = []
    changed: list[str] = []
    for piece in words:
        html = _piece(piece, standing)
        if isinstance(piece, Kept) and standing == "kept":
            parts += [changes.around("".join(changed))] if changed else []
            changed.clear()
            parts.append(html)
        else:
            changed.append(html)
    parts += [changes.around("".join(changed))] if changed else []
    return "".join(parts)


def number_html(before: str | None, after: str | None, standing: Standing) -> str:
    """Return the number of a node before and after, as far as it stands there."""
    if standing == "kept" and before == after:
        return escape(after or "")
    gone = f"<del>{escape(before)}</del>" if before and standing in {"kept", "deleted", "moved-away"} else ""
    new = f"<ins>{escape(after)}</ins>" if after and standing in {"kept", "inserted", "moved-here"} else ""
    return " ".join(part for part in (gone, new) if part)


def inlines_html(inlines: Inlines) -> str:
    """Return *inlines*. An address that is none of the web or of mail is not made a link."""
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Text(text=text) | Field(text=text):
                parts.append(escape(text, quote=False))
            case Strong(inlines=inner):
                parts.append(f"<strong>{inlines_html(inner)}</strong>")
            case Emphasis(inlines=inner):
                parts.append(f"<em>{inlines_html(inner)}</em>")
            case Link(address=address, inlines=inner) if address.startswith(_OUTSIDE):
                parts.append(f'<a href="{escape(address)}" rel="noopener noreferrer">{inlines_html(inner)}</a>')
            case Link(inlines=inner):
                parts.append(inlines_html(inner))
            case Reference(target=target, text=text):
                parts.append(f'<a href="#{escape(anchor(target))}">{escape(text, quote=False)}</a>')
            case LineBreak():
                parts.append("<br>")
            case _:
                assert_never(inline)
    return "".join(parts)


def anchor(name: str) -> str:
    """Return the id in the page of what is called *name* in the tree."""
    return f"clause-{name}"


def _piece(piece: Piece, standing: Standing) -> str:
    html = inlines_html(piece.inlines)
    match piece:
        case Kept():
            return f'<ins class="moved">{html}</ins>' if standing == "moved-here" else html
        case Inserted():
            return f"<ins>{html}</ins>"
        case Deleted():
            return f'<del class="moved">{html}</del>' if standing == "moved-away" else f"<del>{html}</del>"
