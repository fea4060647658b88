"""From an order to the edition, the region, the entity and the law that apply to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from babel import Locale

from tamdocs.errors import LibraryError, OrderError, Problem
from tamdocs.library.filters import language_name
from tamdocs.library.hints import one_of
from tamdocs.library.in_force import edition_on, in_turn
from tamdocs.library.model import Edition, Language, Library, Region
from tamdocs.orders.codes import check_codes
from tamdocs.orders.data_shape import DataShape
from tamdocs.orders.model import Order


@dataclass(frozen=True, slots=True)
class Agreement:
    """An order with all that follows from it."""

    order: Order
    edition: Edition
    region: Region

    @property
    def axes(self) -> frozenset[str]:
        """What the texts of a clause may be written for: region, service, channel."""
        return frozenset({self.region.code, self.order.service, self.order.channel.kind})


def agree(order: Order, library: Library) -> Agreement:
    """Return the agreement that *order* makes.

    Raises:
        OrderError: No edition is in force, or the edition does not know a code. The problems carry the place only.
    """
    edition = find_edition(order.edition, order.order_date, library)
    return agree_on(order, edition, check_codes(order, edition.codes))


def agree_on(order: Order, edition: Edition, problems: tuple[Problem, ...]) -> Agreement:
    """Return the agreement that *order* makes under *edition*, whose `check_codes` finds *problems*.

    Raises:
        OrderError: There is an error among the problems, or no region has the territory.
    """
    region = _region_of(order.territory, edition)
    if region is None:
        message = f"no region of edition {edition.id} has the territory {order.territory}"
        problems = (*problems, Problem("", "unknown-territory", message, place="/territory"))
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors or region is None:
        raise OrderError(errors)
    return Agreement(order, edition, region)


def _region_of(territory: str, edition: Edition) -> Region | None:
    for region in edition.vendor.regions:
        if territory in region.territories:
            return region
    return None


def find_edition(pinned: str | None, day: date, library: Library) -> Edition:
    """Return the edition *pinned*, which may be a draft, or the released one in force on *day*.

    Raises:
        OrderError: There is none; the problem carries the place only.
    """
    if pinned is not None:
        if pinned in library.editions:
            return library.editions[pinned]
        hint = one_of(pinned, list(library.editions))
        raise OrderError(Problem("", "unknown-edition", f"there is no edition {pinned}", place="/edition", hint=hint))
    in_force = edition_on(day, library)
    if in_force is None:
        message = f"no edition of the clause library is in force on {day}"
        hint = f"{_first_and_last(day, library)}; an order may pin one with `edition`"
        raise OrderError(Problem("", "no-edition-in-force", message, place="/order_date", hint=hint))
    return in_force


def _first_and_last(day: date, library: Library) -> str:
    turns = in_turn(library.editions.values())
    if not turns:
        return "none is released"
    if day < turns[0].in_force_from:
        return f"the first one is in force from {turns[0].in_force_from}"
    last = [edition for edition in turns if edition.in_force_from <= day][-1]
    return f"edition {last.id} ended on {last.in_force_until}"


def pick_edition(name: str | None, library: Library) -> Edition:
    """Return the edition *name*, or the newest one, be it a draft: for those who work on the library.

    Raises:
        LibraryError: There is none of that name.
    """
    known = list(library.editions)
    if name is None:
        return library.editions[known[-1]]
    if name not in library.editions:
        hint = one_of(name, known)
        raise LibraryError(Problem("editions", "unknown-edition", f"there is no edition {name}", hint=hint))
    return library.editions[name]


def names_of(
    agreement: Agreement, language: Language, shape: DataShape | None = None, data: object = None
) -> dict[str, object]:
    """Return the names that an expression may use, in *language*: those of the order and what follows from it.

    Args:
        shape: Which names a document adds.
        data: Has an attribute for each of them.
    """
    order, edition, region = agreement.order, agreement.edition, agreement.region
    vendor, code = edition.vendor, language.code
    locale = Locale.parse(language.locale.replace("-", "_"))
    names: dict[str, object] = {name: getattr(order, name) for name in _ORDER_NAMES}
    names["service"] = {"code": order.service, "name": vendor.services[order.service][code]}
    names["region"] = {"code": region.code, "name": region.name[code], "scope": region.scope[code]}
    names["vendor"] = {
        "name": vendor.name,
        "legal_name": region.entity.legal_name,
        "address_line": region.entity.address_line,
        "address": region.entity.address,
    }
    names["law"] = {"name": region.law[code]}
    names["edition"] = {"id": edition.id, "title": edition.title[code]}
    names["language"] = {"code": code, "name": language_name(code, locale)}
    prevailing = vendor.prevailing_language
    names["prevailing"] = {"code": prevailing, "name": language_name(prevailing, locale)}
    names["contacts"] = _in_language(vendor.contacts, code)
    if shape:
        names |= {name: getattr(data, name) for name in shape.names()}
    return names


def pointer_of(path: tuple[str, ...], loops: Mapping[str, str]) -> str:
    """Return where the value of a dotted name comes from, as `Field.pointer` wants it.

    Args:
        path: The dotted name, such as `("customer", "legal_name")`; empty for a value that comes from no name.
        loops: JSON pointer by the name that a repeat gives its item.
    """
    if not path:
        return ""
    root, rest = path[0], "".join(f"/{part}" for part in path[1:])
    if root in loops:
        return loops[root] + rest
    if root == "service":
        return "/service"
    if root in _ORDER_NAMES:
        return f"/{root}{rest}"
    return f"{root}:{rest}"


_ORDER_NAMES = tuple(field.name for field in fields(Order))


def _in_language(value: object, code: str) -> object:
    """Return *value* with each table whose keys are languages replaced by the text in the language *code*."""
    if not isinstance(value, Mapping):
        return value
    if code in value:
        return value[code]
    return {key: _in_language(member, code) for key, member in value.items()}
