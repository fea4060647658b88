"""Codes of an order that are data of an edition: services, languages, families of covered products."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from tamdocs.errors import Problem
from tamdocs.orders.model import Order
from tamdocs.orders.words import as_json, listed, nearest


class KnownCodes(NamedTuple):
    """What an order may name when an edition is used."""

    edition: str
    services: Collection[str]
    languages: Collection[str]
    families: Collection[str]
    """Families of the covered-products list. It changes without notice (SD-21), so another one is only doubted."""


def check_codes(order: Order, known: KnownCodes) -> tuple[Problem, ...]:
    """Return what *order* names and the edition does not have, in the order of its fields.

    A problem carries its place only; `Reading.located` finds the line.
    """
    if _are_known(order, known):
        return ()
    return (*_services(order, known), *_languages(order, known), *_families(order, known))


def _are_known(order: Order, known: KnownCodes) -> bool:
    for language in order.languages:
        if language not in known.languages:
            return False
    for software in order.designated_software:
        if software.family not in known.families:
            return False
    return order.service in known.services and order.renewal.language in known.languages


def _services(order: Order, known: KnownCodes) -> Iterator[Problem]:
    if order.service not in known.services:
        message = f"edition {known.edition} has no service {as_json(order.service)}"
        hint = _hint(order.service, known.services, "services")
        yield Problem("", "unknown-service", message, place="/service", hint=hint)


def _languages(order: Order, known: KnownCodes) -> Iterator[Problem]:
    places = [(f"/languages/{index}", language) for index, language in enumerate(order.languages)]
    for place, language in (*places, ("/renewal/language", order.renewal.language)):
        if language not in known.languages:
            message = f"edition {known.edition} has no language {as_json(language)}"
            hint = _hint(language, known.languages, "languages")
            yield Problem("", "unknown-language", message, place=place, hint=hint)


def _families(order: Order, known: KnownCodes) -> Iterator[Problem]:
    for index, software in enumerate(order.designated_software):
        if software.family not in known.families:
            message = f"the covered products of edition {known.edition} do not list {as_json(software.family)}"
            hint = _hint(software.family, known.families, "families")
            place = f"/designated_software/{index}/family"
            yield Problem("", "unlisted-family", message, place=place, hint=hint, severity="warning")


def _hint(word: str, known: Collection[str], what: str) -> str:
    has = f"the edition has the {what} {listed(map(as_json, known), 'and')}" if known else f"the edition has no {what}"
    guess = nearest(word, known)
    return f"did you mean {as_json(guess)}? {has[0].upper()}{has[1:]}" if guess else has
