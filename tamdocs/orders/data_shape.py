"""What a kind of document needs beyond the order: a JSON Schema, and the Python types that values of it have.

An object becomes a frozen dataclass, a list a tuple, a day a `date`; what the schema of an order has under `$defs` is
what it is in an order. So whoever can look through an order can look through these values.
"""

from __future__ import annotations

import json
import keyword
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, make_dataclass
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, Literal, TypeAlias, get_type_hints

import jsonschema_rs

from tamdocs.errors import LibraryError, Problem
from tamdocs.orders.encoding import NotText, decode_utf8
from tamdocs.orders.model import Address, Contact, Party
from tamdocs.orders.positions import Places
from tamdocs.orders.syntax import explain_stop
from tamdocs.orders.words import as_json, join_pointer, listed, nearest

ORDER_SCHEMA = "urn:tamdocs:schema:order-confirmation"
SHARED: Mapping[str, type[Any]] = {
    "address": Address,
    "code": str,
    "contact": Contact,
    "country": str,
    "date": date,
    "email": str,
    "language": str,
    "order_number": str,
    "party": Party,
    "phone": str,
}
"""What a schema may take from that of an order, `urn:tamdocs:schema:order-confirmation#/$defs/address` and so on."""

PROSE_TYPE = "text/markdown"
Prose: TypeAlias = Annotated[str, PROSE_TYPE]
"""Text that is Markdown, written by a person."""

_KEPT = 64
_PLAIN: Mapping[str, type[Any]] = {"string": str, "integer": int, "boolean": bool}
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_OWN = "data."
"""Before the name of a definition of its own, once those of an order stand beside it."""


@dataclass(frozen=True, slots=True, eq=False)
class DataShape:
    """The data of a document."""

    name: str
    source: str
    """The file of its schema."""
    schema: Mapping[str, Any]
    """As written, but for the form of its references, which `with_order` makes valid."""
    type: type[Any]
    """Of checked values."""

    def names(self) -> tuple[str, ...]:
        """Return what an expression may use on top of the names of an order."""
        return tuple(self.schema["properties"])

    def pointers(self) -> dict[str, str]:
        """Return where the value of each name comes from, as `Field.pointer` has it."""
        return {name: f"data:/{name}" for name in self.names()}

    def without(self, name: str) -> DataShape:
        """Return the shape of data that lacks *name*, which somebody else fills in."""
        hints = get_type_hints(self.type, include_extras=True)
        members: list[Any] = [
            (each.name, hints[each.name], field(default=each.default))
            for each in fields(self.type)
            if each.name != name
        ]
        made = make_dataclass(self.type.__name__, members, frozen=True, slots=True, kw_only=True)
        properties = {key: each for key, each in self.schema["properties"].items() if key != name}
        required = [each for each in self.schema.get("required", ()) if each != name]
        return DataShape(self.name, self.source, {**self.schema, "properties": properties, "required": required}, made)

    def with_order(self, order_schema: Mapping[str, Any]) -> dict[str, Any]:
        """Return the schema of the data, which needs no other one."""
        return {**self.schema, "$defs": {**order_schema["$defs"], **self.schema.get("$defs", {})}}

    def beside_order(self, order_schema: Mapping[str, Any]) -> dict[str, Any]:
        """Return the schema of an order that had the data too: for those who ask what a dotted name leads to."""
        whole = self.with_order(order_schema)
        return {
            **order_schema,
            "$defs": whole["$defs"],
            "properties": {**order_schema["properties"], **whole["properties"]},
            "required": [*order_schema.get("required", ()), *whole.get("required", ())],
        }


@lru_cache(_KEPT)
def read_shape(name: str, source: str, data: bytes) -> DataShape:
    """Return the shape that the JSON Schema *data* gives; making its types takes long, and editions share them.

    Raises:
        LibraryError: It is no JSON Schema, or one that does not tell what kind of value each field has.
    """
    text = decode_utf8(data)
    if isinstance(text, NotText):
        raise LibraryError(Problem(source, text.code, text.message, text.line, text.column, "", text.hint))
    places = Places(text)
    if stop := places.index.stop:
        flaw, at = explain_stop(places, stop), places.at(stop.offset)
        raise LibraryError(Problem(source, "data-schema", flaw.message, at.line, at.column, "", flaw.hint))
    reader = _Reader(source, places, json.loads(text))
    made = reader.read(name)
    if reader.problems:
        raise LibraryError(dict.fromkeys(reader.problems))
    return DataShape(name, source, _rewritten(reader.schema), made)


def extended_shape(
    shape: DataShape | None, name: str, source: str, member: str, schema: Mapping[str, Any]
) -> DataShape:
    """Return *shape* with one more required *member*, an object that *schema* describes.

    Args:
        shape: None where there is no other data.
        name: Of the new shape.
        source: The file that *schema* comes from.
    """
    whole: dict[str, Any] = dict(shape.schema) if shape else {"type": "object", "additionalProperties": False}
    whole["required"] = [*whole.get("required", ()), member]
    whole["properties"] = {**whole.get("properties", {}), member: schema}
    added = _Reader(source, Places("{}"), schema).read(member)
    hints = get_type_hints(shape.type, include_extras=True) if shape else {}
    members: list[Any] = [
        (each, hints[each]) if each in whole["required"] else (each, hints[each], field(default=None)) for each in hints
    ]
    made = make_dataclass(f"Data_{name}", [*members, (member, added)], frozen=True, slots=True, kw_only=True)
    return DataShape(name, shape.source if shape else source, whole, made)


def _rewritten(node: Any) -> Any:
    """Return the schema *node* with its own definitions renamed, and those of an order as if they were its own."""
    if isinstance(node, list):
        return [_rewritten(each) for each in node]
    if not isinstance(node, dict):
        return node
    made: dict[str, Any] = {}
    for name, each in node.items():
        if name == "$ref":
            address, _, target = str(each).partition("#/$defs/")
            made[name] = f"#/$defs/{'' if address else _OWN}{target}"
        elif name == "$defs":
            made[name] = {f"{_OWN}{key}": _rewritten(inner) for key, inner in each.items()}
        elif name == "properties":
            made[name] = {key: _rewritten(inner) for key, inner in each.items()}
        elif name not in {"$id", "$schema"}:
            made[name] = each if name in {"examples", "enum", "const"} else _rewritten(each)
    if "enum" in node or "const" in node:
        made["type"] = "string"  # so that a value of another kind is told as one
    return made


@dataclass(slots=True)
class _Reader:
    source: str
    places: Places
    schema: Any
    problems: list[Problem] = field(default_factory=list)

    def read(self, name: str) -> type[Any]:
        if not isinstance(self.schema, dict) or self.schema.get("type") != "object":
            self._complain("", 'a schema of data is an object with "type": "object"')
            return object
        if not jsonschema_rs.meta.is_valid({"$schema": _DIALECT, **self.schema}):
            self._complain("", "this is no schema of JSON Schema 2020-12", "the specification is on json-schema.org")
            return object
        return self._record(self.schema, "", name, ())

    def _complain(self, pointer: str, message: str, hint: str | None = None) -> None:
        at = self.places.of_value(pointer)
        self.problems.append(Problem(self.source, "data-schema", message, at.line, at.column, pointer, hint))

    def _type(self, node: Any, pointer: str, name: str, trail: tuple[str, ...]) -> Any:
        """Return the type of what the schema *node* lets pass.

        Args:
            pointer: Of *node* in the schema.
            name: Of the field that has it.
            trail: The definitions that it stands in.
        """
        if not isinstance(node, dict):
            self._complain(pointer, f"the kind of `{name}` is not told", _WAYS_OUT)
            return str
        if "$ref" in node:
            return self._referred(str(node["$ref"]), f"{pointer}/$ref", name, trail)
        codes = node.get("enum", [node["const"]] if "const" in node else None)
        if codes is not None:
            if not codes or not all(isinstance(code, str) for code in codes):
                self._complain(pointer, f"the values of `{name}` are no texts", "a list of values is one of texts")
                return str
            return Literal[tuple(codes)]
        match node.get("type"):
            case "object":
                return self._record(node, pointer, name, trail)
            case "array":
                return _list_of(self._type(node.get("items"), f"{pointer}/items", name, trail))
            case "string" if node.get("format") == "date":
                return date
            case "string" if node.get("contentMediaType") == PROSE_TYPE:
                return Prose
            case str(kind) if kind in _PLAIN:
                return _PLAIN[kind]
            case _:
                self._complain(pointer, f"the kind of `{name}` is not told", _WAYS_OUT)
                return str

    def _referred(self, reference: str, pointer: str, name: str, trail: tuple[str, ...]) -> Any:
        address, _, target = reference.partition("#/$defs/")
        own = self.schema.get("$defs", {})
        known = SHARED if address == ORDER_SCHEMA else own
        if address not in {"", ORDER_SCHEMA} or target not in known:
            every = [f"{ORDER_SCHEMA}#/$defs/{each}" for each in SHARED] + [f"#/$defs/{each}" for each in own]
            guess = nearest(reference, every)
            hint = f"did you mean {guess}?" if guess else f"it can be one of {listed(every)}"
            self._complain(pointer, f"{as_json(reference)} points at nothing", hint)
            return str
        if address:
            return SHARED[target]
        if target in trail:
            self._complain(pointer, f"`{name}` holds itself", "data has a depth that the schema tells")
            return str
        return self._type(own[target], f"/$defs/{target}", name, (*trail, target))

    def _record(self, node: Mapping[str, Any], pointer: str, name: str, trail: tuple[str, ...]) -> type[Any]:
        if node.get("additionalProperties") is not False:
            hint = 'write "additionalProperties": false, so that a slip in the name of a field is found'
            self._complain(pointer, f"`{name}` lets unknown fields pass", hint)
        members = list(self._members(node, pointer, trail))
        return make_dataclass(f"Data_{name}", members, frozen=True, slots=True, kw_only=True)

    def _members(self, node: Mapping[str, Any], pointer: str, trail: tuple[str, ...]) -> Iterator[Any]:
        required = node.get("required", ())
        properties = node.get("properties", {})
        if not properties:
            self._complain(pointer, "an object has no fields", "name them under `properties`")
        for each in sorted(set(required) - set(properties)):
            self._complain(f"{pointer}/required", f"`{each}` is required and not among the properties")
        for each, inner in properties.items():
            place = f"{pointer}/properties{join_pointer([each])}"
            if not _NAME.fullmatch(each) or keyword.iskeyword(each) or each in _TAKEN:
                hint = "use small letters, digits and _, and no word that an expression knows, such as `in`"
                self._complain(place, f"{as_json(each)} cannot be a name in an expression", hint)
                continue
            kind = self._type(inner, place, each, trail)
            yield (each, kind) if each in required else (each, kind | None, field(default=None))


def _list_of(inner: Any) -> Any:
    return tuple.__class_getitem__((inner, ...))


_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TAKEN = frozenset({"true", "false", "none"})
_WAYS_OUT = (
    'write "type": "string", "integer", "boolean", "object" or "array" with "items"; "enum" with texts; '
    '"format": "date" for a day; "contentMediaType": "text/markdown" for prose; or a $ref'
)
