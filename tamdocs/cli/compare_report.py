"""How the edits of a returned file are told: in a terminal, or as one JSON object."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tamdocs.cli.report import problem_as_json, visible
from tamdocs.cli.words import counted

if TYPE_CHECKING:
    from tamdocs.compare.edits import Edit, Place
    from tamdocs.compare.returned import Comparison, ReturnedComment, ReturnedEdit
    from tamdocs.compare.tracking import Author
    from tamdocs.document.redline import Piece

_INDENT = "    "
_AROUND = 60
"""Letters of what stayed that are shown before and after a change."""
_NAMED = 5


def comparison_lines(comparison: Comparison) -> Iterator[str]:
    """Yield the lines of the report. `[-words-]` went and `{+words+}` came."""
    for each in comparison.edits:
        yield from _edit_lines(each)
    if comparison.renumbered:
        first = [_renumbered(edit) for edit in comparison.renumbered[:_NAMED]]
        more = len(comparison.renumbered) - len(first)
        yield f"other numbers: {', '.join(first)}{f' and {more} more' if more else ''}"
    for comment in comparison.comments:
        yield from _comment_lines(comment)


def summary(comparison: Comparison) -> str:
    """Return the sum in a line."""
    edits, comments = len(comparison.edits), len(comparison.comments)
    typed = sum(each.how != "tracked" for each in comparison.edits)
    if comparison.is_same:
        words = "the words are the same" + (", but some are struck through" if comparison.is_struck else "")
    else:
        words = f"{counted(edits, 'edit')}, {typed:,} of them not tracked"
    return f"{words}; {counted(comments, 'comment')}" if comments else words


def comparison_as_json(comparison: Comparison, names: tuple[str, str]) -> dict[str, object]:
    """Return the report as a JSON object."""
    return {
        "issued": names[0],
        "returned": names[1],
        "same": comparison.is_same,
        "edits": [_edit_json(each) for each in comparison.edits],
        "renumbered": [
            {"clause": edit.place.clause or None, "before": edit.before, "after": edit.after}
            for edit in comparison.renumbered
        ],
        "comments": [
            {
                **_place_json(each.place),
                "author": each.comment.author,
                "date": each.comment.date or None,
                "text": each.comment.text,
                "quoted": each.comment.quoted or None,
                "id": each.comment.id,
                "answers": each.comment.answers or None,
                "resolved": each.comment.resolved,
            }
            for each in comparison.comments
        ],
        "remarks": [problem_as_json(remark) for remark in comparison.remarks],
    }


def _edit_json(returned: ReturnedEdit) -> dict[str, object]:
    edit = returned.edit
    return {
        **_place_json(edit.place),
        "what": edit.what,
        "before": edit.before or None,
        "after": edit.after or None,
        "moved_from": edit.moved_from or None,
        "words": [{"is": _kind(piece), "text": _text(piece)} for piece in edit.words],
        "tracking": returned.how,
        "authors": [{"name": author.name, "date": author.date or None} for author in returned.authors],
    }


def _place_json(place: Place) -> dict[str, object]:
    return {
        "clause": place.clause or None,
        "number": place.number or None,
        "title": place.title or None,
        "part": place.part or None,
    }


def _edit_lines(returned: ReturnedEdit) -> Iterator[str]:
    edit = returned.edit
    origin = f" from {edit.moved_from}" if edit.moved_from else ""
    yield f"{_named(edit.place)}: {edit.what}{visible(origin)}, {returned.how}{_by(returned.authors)}"
    if edit.words:
        for line in _words(edit).split("\n"):
            yield _INDENT + visible(line)
        return
    signs = {"removed": ("[-", "-]"), "added": ("{+", "+}")}.get(edit.what, ("", ""))
    for line in (edit.after or edit.before).split("\n"):
        yield f"{_INDENT}{signs[0]}{visible(line)}{signs[1]}"


def _named(place: Place) -> str:
    words = " ".join(part for part in (place.number, place.title) if part)
    return visible(", ".join(part for part in (words, place.part) if part) or "above the first clause")


def _by(authors: tuple[Author, ...]) -> str:
    if not authors:
        return ""
    names = list(dict.fromkeys(f"{author.name or 'somebody'} on {author.date[:10] or 'no day'}" for author in authors))
    return visible(f" by {', '.join(names[:_NAMED])}")


def _words(edit: Edit) -> str:
    """Return the words of *edit* with marks; of what stayed only what is near."""
    parts: list[str] = []
    for index, piece in enumerate(edit.words):
        text = _text(piece)
        match _kind(piece):
            case "deleted":
                parts.append(f"[-{text}-]")
            case "inserted":
                parts.append(f"{{+{text}+}}")
            case _:
                parts.append(_near(text, is_first=index == 0, is_last=index == len(edit.words) - 1))
    return "".join(parts)


def _near(text: str, *, is_first: bool, is_last: bool) -> str:
    if is_first and is_last:
        return text
    if is_first and len(text) > _AROUND:
        return "… " + text[-_AROUND:]
    if is_last and len(text) > _AROUND:
        return text[:_AROUND] + " …"
    if len(text) > 2 * _AROUND:
        return f"{text[:_AROUND]} … {text[-_AROUND:]}"
    return text


def _kind(piece: Piece) -> str:
    return type(piece).__name__.lower()


def _text(piece: Piece) -> str:
    from tamdocs.document.text import inlines_text

    return inlines_text(piece.inlines)


def _renumbered(edit: Edit) -> str:
    return visible(f"{edit.before or 'none'} is now {edit.after or 'without a number'}")


def _comment_lines(returned: ReturnedComment) -> Iterator[str]:
    comment = returned.comment
    day = f" on {comment.date[:10]}" if comment.date else ""
    quoted = f", on “{comment.quoted[:_AROUND]}”" if comment.quoted else ""
    what = "answer" if comment.answers else "comment"
    done = ", resolved" if comment.resolved else ""
    yield visible(f"{_named(returned.place)}: {what} by {comment.author or 'somebody'}{day}{quoted}{done}")
    for line in comment.text.split("\n"):
        yield _INDENT + visible(line)
