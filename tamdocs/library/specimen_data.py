"""Data that stands for all data of its kind, to see what a document says before anybody asks for one."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import fields, make_dataclass, replace
from datetime import date
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from tamdocs.library.model import Edition
from tamdocs.orders.data_shape import SHARED, DataShape
from tamdocs.orders.model import Address, Contact, Order, Party

DAY = date(2018, 6, 1)

_ADDRESS = Address(
    lines=("1 Specimen Street",), city="Specimen", country="US", region="Specimen Region", postal_code="10001"
)
_SHARED: Mapping[str, object] = {
    "address": _ADDRESS,
    "code": "specimen",
    "contact": Contact(
        name="Specimen Contact", email="contact@specimen.example", phone="+1 555 0100", title="Specimen Title"
    ),
    "country": "US",
    "date": DAY,
    "email": "contact@specimen.example",
    "language": "en",
    "order_number": "SPECIMEN",
    "party": Party(legal_name="Specimen Party", address=_ADDRESS),
    "phone": "+1 555 0100",
}
"""By the name of a definition in the schema of an order."""
assert _SHARED.keys() == SHARED.keys()


def specimen_data(shape: DataShape, *, full: bool = True) -> Any:
    """Return data of *shape* that says everything it may, or with *full* off as little as it may.

    Texts, figures and days are the first example of their schema, where it has one.
    """
    return msgspec.convert(_Maker(shape, full).value(shape.schema, shape.name), shape.type)


def specimen_data_of(edition: Edition, kind: str) -> Any:
    """Return data for the document *kind* of *edition*; None where it needs none."""
    outline = edition.outlines.get(kind)
    return specimen_data(outline.data) if outline and outline.data else None


class _Maker:
    def __init__(self, shape: DataShape, full: bool) -> None:  # noqa: FBT001
        self._definitions = shape.schema.get("$defs", {})
        self._full = full

    def value(self, node: Mapping[str, Any], name: str) -> Any:
        """Return a value of the field *name*, which *node* describes, as JSON has it."""
        if reference := node.get("$ref"):
            target = str(reference).removeprefix("#/$defs/")
            if target not in _SHARED:
                return self.value({**self._definitions[target], **node, "$ref": ""}, name)
            examples = node.get("examples")
            return examples[0] if examples else msgspec.to_builtins(_SHARED[target])
        match node:
            case {"type": "object"}:
                required = node.get("required", ())
                members = node["properties"].items()
                return {each: self.value(inner, each) for each, inner in members if self._full or each in required}
            case {"examples": [first, *_]}:
                return first
            case {"enum": [first, *_]} | {"const": first}:
                return first
            case {"type": "array"}:
                return [self.value(node["items"], name) for _ in range(max(1, node.get("minItems", 1)))]
            case {"type": "integer"}:
                return max(2, node.get("minimum", 2))
            case {"type": "boolean"}:
                return True
            case {"format": "date"}:
                return DAY.isoformat()
            case _:
                return f"Specimen {node.get('title', name)}"


def data_situations(shape: DataShape) -> Iterator[Any]:
    """Yield data that says as little as it may, all that it may, and all with each other value of its codes."""
    full = specimen_data(shape)
    yield specimen_data(shape, full=False)
    yield full
    yield from _coded(full)


def _coded(record: Any) -> Iterator[Any]:
    """Yield *record* with one code or yes-or-no in it changed, for each and in each way."""
    for name, hint in get_type_hints(type(record)).items():
        value = getattr(record, name)
        kind = next((each for each in get_args(hint) if each is not type(None)), hint) if _is_optional(hint) else hint
        if get_origin(kind) is Literal:
            others: Iterator[Any] = (each for each in get_args(kind) if each != value)
        elif kind is bool:
            others = iter([not value])
        elif hasattr(value, "__dataclass_fields__") and not isinstance(value, Address | Contact | Party):
            others = _coded(value)
        else:
            continue
        yield from (replace(record, **{name: other}) for other in others)


def _is_optional(hint: Any) -> bool:
    return type(None) in get_args(hint)


def with_data(order: Order, data: Any) -> Order:
    """Return *order* as one that has the names of *data* as fields of its own, for those who ask for every answer."""
    values = {each.name: getattr(order, each.name) for each in fields(Order)}
    added = {each.name: getattr(data, each.name) for each in fields(data)}
    made: Order = _order_with(data.__class__)(**values, **added)
    return made


@cache
def _order_with(data: Hashable) -> type[Any]:
    members = list(get_type_hints(data).items())
    return make_dataclass("OrderWithData", members, bases=(Order,), frozen=True, slots=True, kw_only=True)
