"""The document tree as JSON: what the Typst skin reads, and the key by which equal documents are found.

Text stands as a string; every other node is an object whose `is` names its kind (`section`, `field`, `line-break`) and
whose other members are the fields of the class in `model`. Nothing is left out and nothing is added.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import TypeAlias, get_args

import msgspec

from tamdocs.document.model import (
    Block,
    Column,
    ContentsEntry,
    Cover,
    Definition,
    Detail,
    Document,
    Inline,
    Inlines,
    Item,
    KeyFigure,
    Letter,
    Numbering,
    Series,
    SignatureParty,
    Text,
    Tick,
    Window,
)

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"

_Node: TypeAlias = (
    Document
    | Cover
    | Letter
    | Window
    | Detail
    | Numbering
    | Inline
    | Block
    | Item
    | Column
    | Definition
    | SignatureParty
    | Series
    | Tick
    | KeyFigure
    | ContentsEntry
)
_Value: TypeAlias = "_Node | tuple[_Value, ...] | str | int | float | date | Mapping[str, str] | None"


def tree_values(document: Document) -> Mapping[str, Json]:
    """Return *document* as objects, lists and plain values that JSON has."""
    values = _values(document)
    assert isinstance(values, dict)
    return values


def inlines_values(inlines: Inlines) -> list[Json]:
    """Return *inlines* as they stand in `tree_values`."""
    return [_values(inline) for inline in inlines]


def canonical_json(document: Document) -> str:
    """Return *document* as JSON text: one text for equal documents, whatever the order of their marks.

    Names are sorted, there is no white space between tokens, and no character is escaped that need not be (as in
    RFC 8785, but for numbers: widths of columns are written as Python writes them).
    """
    return msgspec.json.encode(tree_values(document), order="sorted").decode()


def _values(value: _Value) -> Json:
    # A document has thousands of nodes and this runs for each: the commonest kinds stand first.
    kind = type(value)
    if kind is str:
        return value  # type: ignore[return-value]
    if kind is tuple:
        return [_values(part) for part in value]  # type: ignore[union-attr]
    if isinstance(value, Text):
        return value.text
    if shape := _SHAPES.get(kind):
        name, names = shape
        return {"is": name, **{each: _values(getattr(value, each)) for each in names}}
    if isinstance(value, date):
        return value.isoformat()
    return dict(value) if isinstance(value, Mapping) else value  # type: ignore[return-value]


def _shape(node: type[_Node]) -> tuple[str, tuple[str, ...]]:
    """Name of a kind of node (`LineBreak` is `line-break`), and of its fields."""
    kind = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", node.__name__).lower()
    return kind, tuple(field.name for field in fields(node))


_SHAPES = {node: _shape(node) for node in get_args(_Node)}
