"""What is wrong with the shape of a TOML file, in the words of those who write it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from typing import NamedTuple

from msgspec import inspect

from tamdocs.library.hints import did_you_mean
from tamdocs.library.toml_lines import Path
from tamdocs.orders.words import as_json, listed


class Fault(NamedTuple):
    path: Path
    """Of the value, or of the table that lacks one."""
    message: str
    hint: str | None = None


def shape_faults(content: Mapping[str, object], shape: type) -> list[Fault]:
    """Return every place at which *content* is not as *shape*, a struct of msgspec, wants it."""
    return list(_faults(content, _shape_of(shape), ()))


@cache
def _shape_of(shape: type) -> inspect.Type:
    return inspect.type_info(shape)


def _faults(value: object, kind: inspect.Type, path: Path) -> Iterator[Fault]:
    match kind:
        case inspect.StructType() | inspect.DataclassType() if isinstance(value, Mapping):
            yield from _in_table(value, kind.fields, path)
        case inspect.DictType() if isinstance(value, Mapping):
            for key, member in value.items():
                yield from _faults(member, kind.value_type, (*path, key))
        case inspect.VarTupleType() if isinstance(value, list):
            for index, member in enumerate(value):
                yield from _faults(member, kind.item_type, (*path, index))
        case inspect.UnionType():
            yield from _in_union(value, [each for each in kind.types if not isinstance(each, inspect.NoneType)], path)
        case _ if not _is(value, kind):
            yield Fault(path, f"`{_name(path)}` is {_words([kind])}, not {_shown(value)}")
        case _:
            pass


def _in_table(value: Mapping[str, object], fields: Iterable[inspect.Field], path: Path) -> Iterator[Fault]:
    known = {field.encode_name: field for field in fields}
    for name, field in known.items():
        if field.required and name not in value:
            yield Fault(path, f"`{name}` is missing")
    for key, member in value.items():
        if key in known:
            yield from _faults(member, known[key].type, (*path, key))
        else:
            hint = did_you_mean(key, known.keys() - value.keys()) or f"known: {listed(known, 'and')}"
            yield Fault((*path, key), f"`{key}` is not known here", hint)


def _in_union(value: object, kinds: list[inspect.Type], path: Path) -> Iterator[Fault]:
    """Judge *value* by the one of *kinds* that it is an instance of."""
    fitting = [kind for kind in kinds if _is(value, kind)] or (kinds if len(kinds) == 1 else [])
    if fitting:
        yield from _faults(value, fitting[0], path)
    else:
        yield Fault(path, f"`{_name(path)}` is {_words(kinds)}, not {_shown(value)}")


def _is(value: object, kind: inspect.Type) -> bool:
    match kind:
        case inspect.StrType():
            return isinstance(value, str)
        case inspect.BoolType():
            return isinstance(value, bool)
        case inspect.IntType():
            return isinstance(value, int) and not isinstance(value, bool)
        case inspect.DateType():
            return _is_day(value)
        case inspect.LiteralType():
            return value in kind.values
        case inspect.StructType() | inspect.DataclassType() | inspect.DictType():
            return isinstance(value, Mapping)
        case inspect.VarTupleType():
            return isinstance(value, list)
        case _:
            return True


def _is_day(value: object) -> bool:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value).isoformat() == value
        except ValueError:
            return False
    return isinstance(value, date) and not isinstance(value, datetime)


def _words(kinds: Iterable[inspect.Type]) -> str:
    return " or ".join(map(_word, kinds))


def _word(kind: inspect.Type) -> str:
    match kind:
        case inspect.StrType():
            return "text"
        case inspect.BoolType():
            return "true or false"
        case inspect.IntType():
            return "a whole number"
        case inspect.DateType():
            return "a day such as 2017-11-01"
        case inspect.LiteralType():
            return listed(map(str, kind.values))
        case inspect.DictType(value_type=inspect.StrType()):
            return "a table of texts"
        case inspect.VarTupleType():
            return "a list"
        case _:
            return "a table"


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return "a table"
    return str(value) if isinstance(value, date) else as_json(value)


def _name(path: Path) -> str:
    """Return the last name of *path*, with its place where that is in a list."""
    names = [index for index, part in enumerate(path) if isinstance(part, str)]
    return dotted(path[names[-1] :]) if names else "the file"


def dotted(path: Path) -> str:
    """Return *path* as a person writes it, such as `regions.emea.law` or `documents[0]`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")
