"""The fields of an order as columns may fill them, taken from its schema."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class OrderField:
    pointer: str
    """JSON pointer, with `*` for each entry of a list."""
    kind: str
    """`text`, `integer`, `boolean`, `date`, `moment` (a day and a time); `list` for a list of texts."""
    required: bool
    """Whether every order has it: it and all that it is a part of."""
    title: str
    path: tuple[str, ...]
    """Titles of all that it is a part of, itself the last."""


def order_fields(schema: Mapping[str, Any]) -> dict[str, OrderField]:
    """Return the fields of an order by pointer, in the order of the *schema* of order confirmations."""
    return {field.pointer: field for field in _fields(schema, schema, "", (), required=True)}


def generic(pointer: str) -> str:
    """Return *pointer* with `*` for each index of a list."""
    return re.sub(r"/[0-9]+(?=/|$)", "/*", pointer)


def _fields(
    schema: Mapping[str, Any], root: Mapping[str, Any], pointer: str, path: tuple[str, ...], *, required: bool
) -> Iterator[OrderField]:
    whole = _resolved(schema, root)
    match whole.get("type"):
        case "object":
            for name, member in whole.get("properties", {}).items():
                title = str(_resolved(member, root).get("title", name))
                needed = required and name in whole.get("required", ())
                yield from _fields(member, root, f"{pointer}/{name}", (*path, title), required=needed)
        case "array" if _resolved(whole.get("items", {}), root).get("type") != "object":
            yield OrderField(pointer, "list", required, path[-1], path)
        case "array":
            yield from _fields(whole["items"], root, f"{pointer}/*", path, required=required)
        case kind:
            found = _FORMATS.get(str(whole.get("format"))) or _KINDS.get(str(kind), "text")
            yield OrderField(pointer, found, required, path[-1], path)


_KINDS = {"integer": "integer", "boolean": "boolean"}
_FORMATS = {"date": "date", "date-time": "moment"}


def _resolved(schema: Mapping[str, Any], root: Mapping[str, Any]) -> Mapping[str, Any]:
    reference = schema.get("$ref")
    if not isinstance(reference, str):
        return schema
    target = root.get("$defs", {}).get(reference.rpartition("/")[2], {})
    return {**_resolved(target, root), **schema}
