"""What a person writes for a document, as `[notes]` of its outline tells it: part of the data of the document."""

from __future__ import annotations

import json
import keyword
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from tamdocs.errors import Problem
from tamdocs.library.files import NoteFile, Words
from tamdocs.library.model import Localized, NotePart
from tamdocs.orders.data_shape import DataShape, extended_shape

NOTES = "notes"
"""The name in the expressions of a document under which its parts stand."""
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def note_parts(written: Mapping[str, NoteFile], localized: Callable[[str, Words], Localized]) -> Iterator[NotePart]:
    """Yield the parts that are *written* in an outline.

    Args:
        written: By id.
        localized: Returns words by language; takes their place too, for messages.
    """
    for name, each in written.items():
        place = f"notes.{name}"
        yield NotePart(
            name,
            localized(f"{place}.heading", each.heading),
            localized(f"{place}.about", each.about),
            each.required,
            {column: localized(f"{place}.columns.{column}", words) for column, words in each.columns.items()},
            each.days,
        )


def shape_with_notes(shape: DataShape | None, kind: str, source: str, parts: Iterable[NotePart]) -> DataShape:
    """Return *shape* with the *parts* that a person writes.

    Args:
        shape: Of the other data; None where there is none.
        kind: Of the document.
        source: The file that tells the parts.
    """
    return extended_shape(shape, kind, source, NOTES, notes_schema(parts))


def notes_schema(parts: Iterable[NotePart]) -> dict[str, Any]:
    parts = tuple(parts)
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [part.id for part in parts if part.required],
        "properties": {part.id: _part_schema(part) for part in parts},
    }


def _part_schema(part: NotePart) -> Mapping[str, Any]:
    if not part.columns:
        return {"type": "string", "minLength": 1, "contentMediaType": "text/markdown"}
    columns: dict[str, Any] = {name: {"type": "string", "minLength": 1} for name in part.columns}
    columns |= {name: {"type": "string", "format": "date"} for name in part.days}
    row = {"type": "object", "additionalProperties": False, "required": [*part.columns], "properties": columns}
    return {"type": "array", "minItems": 1, "items": row}


def note_problems(parts: Collection[NotePart], source: str, shape: DataShape | None) -> Iterator[Problem]:
    """Yield what makes *parts* unfit: names that no expression can use, headings that do not tell them apart.

    Args:
        parts: Of a document.
        source: The file that tells them.
        shape: The other data of the document.
    """
    if parts and shape and NOTES in shape.names():
        hint = "give the field of the schema another name"
        yield Problem(source, "notes", f"`{NOTES}` is a name already", place="notes", hint=hint)
    seen: dict[tuple[str, str], str] = {}
    for part in parts:
        place = f"notes.{part.id}"
        for name in (part.id, *part.columns):
            if not _NAME.fullmatch(name) or keyword.iskeyword(name):
                hint = "use small letters, digits and _"
                message = f"{json.dumps(name, ensure_ascii=False)} cannot be a name in an expression"
                yield Problem(source, "notes", message, place=place, hint=hint)
        for day in part.days:
            if day not in part.columns:
                yield Problem(source, "notes", f"`days` names {day}, which is no column", place=place)
        for language, heading in part.heading.items():
            other = seen.setdefault((language, heading.casefold()), part.id)
            if other != part.id:
                message = f"{other} and {part.id} have the same heading in {language}"
                yield Problem(source, "notes", message, place=place)
