"""Reading the data of a document that needs more than the order: bytes in, values or all that is wrong with it out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from hashlib import sha256
from typing import Any

import msgspec

from tamdocs.errors import Problem
from tamdocs.orders.data_shape import PROSE_TYPE, DataShape
from tamdocs.orders.encoding import NotText, decode_utf8
from tamdocs.orders.positions import Places
from tamdocs.orders.read import MOST_BYTES, judge_text, refused
from tamdocs.orders.reading import Reading, has_error, in_file_order
from tamdocs.orders.rules import check_country, check_day
from tamdocs.orders.schema import OrderSchema
from tamdocs.orders.words import as_json, dotted, join_pointer

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WHOLE = "the order"
"""What a message about an order calls the file as a whole."""


@dataclass(frozen=True, slots=True)
class DataReading:
    """A file of data, read."""

    reading: Reading
    """Its source, its problems and their places; it holds no order."""
    values: object = None
    """Of the type that the shape has."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.reading.problems

    @property
    def data(self) -> object:
        """The values; None if and only if one of the problems is an error."""
        return None if has_error(self.problems) else self.values


class DataReader:
    """Reads data of one shape. Make one and keep it: the schema is compiled once."""

    def __init__(self, shape: DataShape, order_schema: Mapping[str, Any]) -> None:
        self._shape = shape
        self._whole = shape.with_order(order_schema)

    @cached_property
    def _schema(self) -> OrderSchema:
        return OrderSchema(self._whole, self._shape.source)

    def _prose(self, document: object) -> Iterator[str]:
        return _prose_places(self._whole, self._whole, document)

    def read(self, source: str, data: bytes) -> DataReading:
        """Return what came of reading the JSON text *data*: values, or all problems that can be judged.

        Raises:
            WorkspaceError: The schema cannot be used.
        """
        digest = sha256(data).hexdigest()
        if len(data) > MOST_BYTES:
            message = f"the file is larger than {MOST_BYTES // 1_000_000} MB; this is no data of one document"
            return DataReading(refused(Problem(source, "too-large", message, 1, 1, ""), digest))
        text = decode_utf8(data)
        if isinstance(text, NotText):
            problem = Problem(source, text.code, text.message, text.line, text.column, "", text.hint)
            return DataReading(refused(problem, digest))
        reading = Reading(source, digest, None, (), data=data, places=Places(text))
        document, found = judge_text(reading, self._schema, partial(_judged, self._whole, self._whole), self._prose)
        values = None
        if not has_error(found):
            try:
                values = msgspec.convert(document, self._shape.type)
            except (msgspec.ValidationError, ValueError) as error:
                message = f"the schema lets this data pass, but it cannot be read: {error}"
                found = (*found, Problem("", "data-schema", message, place="", hint=f"mend {self._shape.source}"))
        problems = in_file_order(reading.located(_of_data(problem)) for problem in found) if found else ()
        return DataReading(replace(reading, problems=problems), values)


def _prose_places(whole: Mapping[str, Any], node: Mapping[str, Any], value: object, pointer: str = "") -> Iterator[str]:
    """Yield the pointers of what is prose in *value*, which *node* describes."""
    while "$ref" in node:
        node = whole["$defs"].get(str(node["$ref"]).removeprefix("#/$defs/"), {})
    if isinstance(value, dict):
        for each, inner in value.items():
            if isinstance(known := node.get("properties", {}).get(each), Mapping):
                yield from _prose_places(whole, known, inner, pointer + join_pointer([each]))
    elif isinstance(value, list) and isinstance(items := node.get("items"), Mapping):
        for index, inner in enumerate(value):
            yield from _prose_places(whole, items, inner, f"{pointer}/{index}")
    elif isinstance(value, str) and node.get("contentMediaType") == PROSE_TYPE:
        yield pointer


def _judged(whole: Mapping[str, Any], node: Mapping[str, Any], value: object, pointer: str = "") -> Iterator[Problem]:
    """Yield which days and countries in *value*, which *node* describes, do not exist."""
    while "$ref" in node:
        name = str(node["$ref"]).removeprefix("#/$defs/")
        if name == "country" and isinstance(value, str):
            yield from check_country(pointer, value)
        node = whole["$defs"].get(name, {})
    if isinstance(value, dict):
        for each, inner in value.items():
            known = node.get("properties", {}).get(each)
            if isinstance(known, Mapping):
                yield from _judged(whole, known, inner, pointer + join_pointer([each]))
    elif isinstance(value, list) and isinstance(items := node.get("items"), Mapping):
        for index, inner in enumerate(value):
            yield from _judged(whole, items, inner, f"{pointer}/{index}")
    elif isinstance(value, str) and node.get("format") == "date":
        if _DAY.fullmatch(value):
            yield from check_day(pointer, value)
        elif "pattern" not in node:
            message = f"{dotted(pointer)} is {as_json(value)}; a date is written year-month-day, such as 2018-11-30"
            yield Problem("", "bad-date", message, place=pointer)


def _of_data(problem: Problem) -> Problem:
    message = problem.message
    return replace(problem, message="the data" + message[len(_WHOLE) :]) if message.startswith(_WHOLE) else problem


def write_data(data: object) -> bytes:
    """Return *data* of some shape as the JSON text that is read as this data, its names sorted."""
    return msgspec.json.encode(_given(msgspec.to_builtins(data)), order="sorted")


def _given(value: object) -> object:
    """Return *value* without the fields that are left out."""
    if isinstance(value, dict):
        return {name: _given(each) for name, each in value.items() if each is not None}
    return [_given(each) for each in value] if isinstance(value, list | tuple) else value
