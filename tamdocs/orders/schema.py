"""The schema of an order: one engine says yes or no, another explains a no.

jsonschema-rs answers in some ten microseconds, jsonschema in some milliseconds, but what it says of an error is enough
to word it for a person. A test holds that the two agree.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, NoReturn, cast

import jsonschema_rs

from tamdocs.errors import Problem, WorkspaceError
from tamdocs.orders.explain import explain_error

if TYPE_CHECKING:
    from jsonschema.protocols import Validator


class OrderSchema:
    """A compiled schema: that of order confirmations, or another one.

    Args:
        schema: It needs no other one.
        name: For messages.

    Raises:
        WorkspaceError: The schema is none of JSON Schema 2020-12.
    """

    def __init__(self, schema: Mapping[str, Any], name: str = "order-confirmation.schema.json") -> None:
        self._schema, self._name = schema, name
        try:
            self._fast = jsonschema_rs.Draft202012Validator(
                _with_quick_patterns(dict(schema)), retriever=_refuse_to_fetch
            )
        except (ValueError, jsonschema_rs.ReferencingError) as error:
            what = "the schema of order confirmations" if name.startswith("order-confirmation") else "this"
            message = f"{what} is no schema: {error}"
            raise WorkspaceError(Problem(name, "schema", message)) from error

    def __reduce__(self) -> tuple[type[OrderSchema], tuple[Mapping[str, Any], str]]:
        return type(self), (self._schema, self._name)

    def accepts(self, document: object) -> bool:
        """Return whether *document* follows the schema; no also where the engine cannot tell."""
        try:
            return self._fast.is_valid(document)
        except (ValueError, OverflowError, TypeError):
            return False

    def explain(self, document: object) -> Iterator[Problem]:
        """Yield what is wrong with *document*; each problem carries its place only."""
        for error in self._thorough.iter_errors(cast("Any", document)):
            yield from explain_error(error)

    @cached_property
    def _thorough(self) -> Validator:
        return _make_thorough(self._schema)


def _refuse_to_fetch(address: str) -> NoReturn:
    raise ValueError(f"{address} is not fetched from the network")


def _with_quick_patterns(schema: Any) -> Any:
    """Return *schema* for the quick engine: its `$` is the very end in any case, and each look-ahead costs it time."""
    if isinstance(schema, dict):
        return {
            name: value.removesuffix("(?!\\n)")
            if name == "pattern" and isinstance(value, str) and value.endswith(_VERY_END)
            else _with_quick_patterns(value)
            for name, value in schema.items()
        }
    return [_with_quick_patterns(each) for each in schema] if isinstance(schema, list) else schema


_VERY_END = "$(?!\\n)"
"""What schemas write for the end of a text: `$` alone is in Python also the place before a line break there."""


def _make_thorough(schema: Mapping[str, Any]) -> Validator:
    """Return the explaining validator.

    It takes no `2.0` for a whole number, which JSON Schema does, and finds doubles without comparing each with each.
    """
    from jsonschema import Draft202012Validator, ValidationError  # noqa: PLC0415 - needed only to explain an error
    from jsonschema.validators import extend  # noqa: PLC0415

    def is_integer(_checker: object, value: object) -> bool:
        return isinstance(value, int) and not isinstance(value, bool)

    def unique_items(_: object, wanted: bool, items: object, __: object) -> Iterator[ValidationError]:  # noqa: FBT001
        if wanted and isinstance(items, list):
            written = [json.dumps(item, sort_keys=True) for item in items]
            if len(set(written)) < len(written):
                yield ValidationError("an entry stands there twice")

    checker = Draft202012Validator.TYPE_CHECKER.redefine("integer", is_integer)
    words = {"uniqueItems": unique_items}
    strict: type[Validator] = extend(Draft202012Validator, words, type_checker=checker)  # type: ignore[no-untyped-call]
    return strict(schema)
