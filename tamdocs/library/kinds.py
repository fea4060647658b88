"""What kind of value each name of an expression has, known before any order is run."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from types import UnionType
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

from tamdocs.orders.data_shape import DataShape
from tamdocs.orders.model import Address, Fee, Order
from tamdocs.orders.registers import countries


@dataclass(frozen=True, slots=True)
class Kind:
    words: str
    """What it is, for messages: "text", "a day"."""
    members: Mapping[str, Kind] = field(default_factory=dict)
    item: Kind | None = None
    """What a list holds."""
    codes: Collection[str] = ()
    """What a text can be; empty where it can be anything."""
    literals: tuple[type, ...] = ()
    """What stands in an expression that it can be compared with."""


Kinds: TypeAlias = Mapping[str, Kind | None]
"""By name; None for one whose kind is not known."""

TEXT = Kind("text", literals=(str,))
NUMBER = Kind("a whole number", literals=(int, float))
DAY = Kind("a day", {"year": NUMBER, "month": NUMBER, "day": NUMBER})
AMOUNT = Kind("an amount", literals=(int, float))
TRUTH = Kind("true or false", literals=(bool,))
PROSE = Kind("prose in Markdown", literals=(str,))
_PLAIN: Mapping[type, Kind] = {str: TEXT, int: NUMBER, date: DAY, Decimal: AMOUNT, bool: TRUTH}
_SEVERAL = "made of several values"
_RECORD_WORDS: Mapping[object, str] = {Address: "an address", Fee: "a fee"}


def known_kinds(
    *,
    services: Iterable[str] = (),
    regions: Iterable[str] = (),
    languages: Collection[str] = (),
    contacts: Mapping[str, object] | None = None,
) -> Kinds:
    """Return the kind of each name that an expression may use; `names_of` gives them their values.

    Args:
        services: Codes of an edition, as are *regions* and *languages*; with none, a code can be anything.
        contacts: As in `vendor.toml`; without them what they hold is not known.
    """
    codes = _codes(languages)
    order = {name: _kind_of(hint, codes, name) for name, hint in get_type_hints(Order).items()}
    return order | {
        "service": _record(code=_text(services), name=TEXT),
        "region": _record(code=_text(regions), name=TEXT, scope=TEXT),
        "vendor": _record(name=TEXT, legal_name=TEXT, address_line=TEXT, address=_kind_of(Address, codes, "")),
        "law": _record(name=TEXT),
        "edition": _record(id=TEXT, title=TEXT),
        "language": _record(code=_text(languages), name=TEXT),
        "prevailing": _record(code=_text(languages), name=TEXT),
        "contacts": None if contacts is None else _kind_of_data(contacts, languages),
    }


def data_kinds(shape: DataShape, languages: Collection[str] = ()) -> Kinds:
    """Return the kind of each name that the data of a document adds.

    Args:
        languages: Codes of an edition; with none, a language can be anything.
    """
    codes = _codes(languages)
    return {name: _kind_of(hint, codes, name) for name, hint in get_type_hints(shape.type, include_extras=True).items()}


def page_kinds(names: Kinds) -> Kinds:
    """Return *names* with those that are known in what is printed on the pages of a document only."""
    return {**names, "document": _record(title=TEXT)}


def _codes(languages: Collection[str]) -> Mapping[str, Collection[str]]:
    """Return what a field can be, by its name."""
    return {"country": countries(), "territory": countries(), "language": languages, "languages": languages}


def _kind_of(hint: Any, codes: Mapping[str, Collection[str]], name: str) -> Kind:
    """Return the kind of a field *name* that has the type *hint*; that it may be left out is no matter here."""
    match get_origin(hint):
        case origin if origin in {Union, UnionType}:
            return _kind_of(next(each for each in get_args(hint) if each is not type(None)), codes, name)
        case origin if origin is Annotated:
            return PROSE
        case origin if origin is tuple:
            return Kind("a list", item=_kind_of(get_args(hint)[0], codes, name))
        case origin if origin is Literal:
            return _text(get_args(hint))
        case _ if is_dataclass(hint):
            hints = get_type_hints(hint, include_extras=True)
            members = {each.name: _kind_of(hints[each.name], codes, each.name) for each in fields(hint)}
            return Kind(_RECORD_WORDS.get(hint, _SEVERAL), members)
        case _:
            return _text(codes[name]) if name in codes else _PLAIN[hint]


def _kind_of_data(value: object, languages: Collection[str]) -> Kind | None:
    """Return the kind of a value of `vendor.toml`; a table whose keys are languages is text by language."""
    if isinstance(value, Mapping):
        if any(code in value for code in languages):
            return TEXT
        members = {str(key): _kind_of_data(member, languages) for key, member in value.items()}
        return _record(**{key: kind for key, kind in members.items() if kind is not None})
    return _PLAIN.get(type(value))


def _text(codes: Iterable[str]) -> Kind:
    given = tuple(codes) if not isinstance(codes, frozenset) else codes
    return Kind("text", codes=given, literals=(str,))


def _record(**members: Kind) -> Kind:
    return Kind(_SEVERAL, members)


ADDRESS = _kind_of(Address, {}, "")
FEE = _kind_of(Fee, {}, "")
