"""Rules of the schema that a value breaks, each in the words of the person who wrote the order."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from tamdocs.errors import Problem
from tamdocs.orders.words import as_json, dotted, join_pointer, listed, nearest

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError


def explain_error(error: ValidationError) -> Iterator[Problem]:
    """Yield what *error* means; each problem carries its place only."""
    yield from _EXPLAIN.get(str(error.validator), _explain_other)(_Broken(error))


class _Broken:
    """A rule of the schema that a value breaks."""

    def __init__(self, error: ValidationError) -> None:
        self.place = join_pointer(error.absolute_path)
        self.value: Any = error.instance
        self.limit: Any = error.validator_value
        self.schema: Mapping[str, Any] = error.schema if isinstance(error.schema, Mapping) else {}

    @property
    def name(self) -> str:
        return dotted(self.place)

    def problem(self, code: str, message: str, hint: str | None = None) -> Problem:
        return Problem("", code, message, place=self.place, hint=hint)


def _explain_type(broken: _Broken) -> Iterator[Problem]:
    wanted = str(broken.limit)
    if isinstance(broken.value, float) and wanted == "integer":
        hint = "write it without a decimal point"
    elif isinstance(broken.value, str) and wanted in ("integer", "boolean"):
        hint = "write it without quotation marks"
    elif broken.value is None:
        hint = _FILL_IN
    else:
        hint = None
    message = f"{broken.name} must be {_KINDS.get(wanted, wanted)}, found {as_json(broken.value)}"
    yield broken.problem("bad-type", message, hint)


_KINDS = {
    "string": "text in quotation marks",
    "integer": "a whole number",
    "boolean": "true or false",
    "object": "an object in { }",
    "array": "a list in [ ]",
}


def _explain_required(broken: _Broken) -> Iterator[Problem]:
    properties: Mapping[str, Any] = broken.schema.get("properties", {})
    for name in broken.limit:
        if name not in broken.value:
            field = dotted(f"{broken.place}/{name}")
            yield broken.problem("missing-field", f"{field} is missing", _hint_at(name, properties.get(name, {})))


def _hint_at(name: str, schema: Mapping[str, Any]) -> str | None:
    """Return what the schema says of the field *name*, with an example if it is short."""
    about = str(schema.get("description", "")) or None
    for example in schema.get("examples", [])[:1]:
        shows = f'"{name}": {json.dumps(example, ensure_ascii=False)}'
        if len(shows) <= _LONGEST_EXAMPLE:
            return f"{about or ''} For example {shows}".lstrip()
    return about


_LONGEST_EXAMPLE = 80


def _explain_unknown(broken: _Broken) -> Iterator[Problem]:
    known = broken.schema.get("properties", {})
    free = [field for field in known if field not in broken.value]
    around = dotted(broken.place)
    for name in broken.value:
        if name in known:
            continue
        guess = nearest(name, free)
        if guess:
            hint = f"did you mean {guess}?"
        else:
            hint = f"{around} can also have {listed(free, 'and')}" if free else "take it out"
        place = broken.place + join_pointer([name]) if len(name) <= _LONGEST_NAME else broken.place
        yield Problem("", "unknown-field", f"{around} has no field {as_json(name)}", place=place, hint=hint)


_LONGEST_NAME = 200
"""Of a field, in a JSON pointer that is told."""


def _explain_enum(broken: _Broken) -> Iterator[Problem]:
    words = listed(map(as_json, broken.limit))
    guess = nearest(broken.value, broken.limit) if isinstance(broken.value, str) else None
    hint = f"did you mean {as_json(guess)}?" if guess else None
    if isinstance(broken.value, str):  # else its type is the problem, and is reported as such
        yield broken.problem("unknown-value", f"{broken.name} is {as_json(broken.value)}; it can be {words}", hint)


def _explain_pattern(broken: _Broken) -> Iterator[Problem]:
    code = {"date": "bad-date", "email": "bad-email"}.get(str(broken.schema.get("format")), "bad-format")
    expected = broken.schema.get("patternErrorMessage", f"it must match {broken.limit}")
    if broken.value:
        yield broken.problem(code, f"{broken.name} is {as_json(broken.value)}; {expected}")
    else:
        yield broken.problem("empty-text", f"{broken.name} is empty; {expected}")


def _explain_short(broken: _Broken) -> Iterator[Problem]:
    if broken.value:
        message = f"{broken.name} has {_count(broken.value, 'character')}, at least {broken.limit}"
        yield broken.problem("too-short", message)
    else:
        yield broken.problem("empty-text", f"{broken.name} is empty", _FILL_IN)


_FILL_IN = "fill it in, or leave the field out where it may be left out"


def _explain_long(broken: _Broken) -> Iterator[Problem]:
    message = f"{broken.name} has {_count(broken.value, 'character')}, at most {broken.limit:,}"
    yield broken.problem("too-long", message)


def _explain_few(broken: _Broken) -> Iterator[Problem]:
    message = (
        f"{broken.name} has {_count(broken.value, 'entry') if broken.value else 'no entry'}, at least {broken.limit}"
    )
    yield broken.problem("too-few", message)


def _explain_many(broken: _Broken) -> Iterator[Problem]:
    message = f"{broken.name} has {_count(broken.value, 'entry')}, at most {broken.limit:,}"
    yield broken.problem("too-many", message)


def _count(value: list[object] | str, what: str) -> str:
    if len(value) == 1:
        return f"1 {what}"
    return f"{len(value):,} {'entries' if what == 'entry' else what + 's'}"


def _explain_minimum(broken: _Broken) -> Iterator[Problem]:
    yield broken.problem("out-of-range", f"{broken.name} is {as_json(broken.value)}, at least {broken.limit:,}")


def _explain_maximum(broken: _Broken) -> Iterator[Problem]:
    yield broken.problem("out-of-range", f"{broken.name} is too large a number, at most {broken.limit:,}")


def _explain_unique(broken: _Broken) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, item in enumerate(broken.value):
        written = json.dumps(item, sort_keys=True)
        if written in seen:
            place = f"{broken.place}/{index}"
            yield Problem(
                "", "double-entry", f"{broken.name} has {as_json(item)} twice", place=place, hint="take it out"
            )
        seen.add(written)


def _explain_other(broken: _Broken) -> Iterator[Problem]:
    yield broken.problem("misplaced-field", f"{broken.name} may not stand here")


_EXPLAIN: Mapping[str, Callable[[_Broken], Iterator[Problem]]] = {
    "type": _explain_type,
    "required": _explain_required,
    "additionalProperties": _explain_unknown,
    "enum": _explain_enum,
    "pattern": _explain_pattern,
    "minLength": _explain_short,
    "maxLength": _explain_long,
    "minItems": _explain_few,
    "maxItems": _explain_many,
    "minimum": _explain_minimum,
    "maximum": _explain_maximum,
    "uniqueItems": _explain_unique,
}
