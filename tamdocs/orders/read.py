"""Reading an order: bytes in, an order or all that is wrong with it out.

A good order takes the quick way: one parse, one yes of the schema, one look at each string. Anything odd takes the
patient way, which finds all problems at once and where they stand.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from hashlib import sha256
from typing import TypeAlias

from tamdocs.errors import Problem
from tamdocs.orders.doubts import find_doubts
from tamdocs.orders.draft import Draft, build_order, draft_order
from tamdocs.orders.encoding import NotText, decode_utf8
from tamdocs.orders.parse import parse_again, parse_plain
from tamdocs.orders.parts import member, strings
from tamdocs.orders.positions import Places
from tamdocs.orders.reading import Reading, has_error, in_file_order
from tamdocs.orders.rules import check_rules
from tamdocs.orders.schema import OrderSchema
from tamdocs.orders.syntax import explain_stop
from tamdocs.orders.text import find_flaw, find_prose_flaw, is_plain, tidied
from tamdocs.orders.words import dotted

__all__ = ["MOST_BYTES", "Reading", "read_order", "refused", "too_large"]

Judge: TypeAlias = Callable[[object], Iterator[Problem]]
ProsePlaces: TypeAlias = Callable[[object], Iterator[str]]

MOST_BYTES = 4_000_000
"""Size of an order file. One with a thousand licences has 200,000 bytes."""


def _no_prose(_: object) -> Iterator[str]:
    yield from ()


def read_order(source: str, data: bytes, schema: OrderSchema) -> Reading:
    """Return what came of reading *data*: an order, or all problems that can be judged. Raises nothing.

    Args:
        source: Name of the file, for the problems.
        data: Its bytes; no more than `MOST_BYTES` and one more are needed.
        schema: What `schemas/order-confirmation.schema.json` says.
    """
    digest = sha256(data).hexdigest()
    if len(data) > MOST_BYTES:
        return refused(too_large(source), digest)
    text = decode_utf8(data)
    if isinstance(text, NotText):
        problem = Problem(source, text.code, text.message, text.line, text.column, "", text.hint)
        return refused(problem, digest)
    return _read_text(Reading(source, digest, None, (), data=data, places=Places(text)), schema)


def refused(problem: Problem, digest: str = "") -> Reading:
    """Return the reading of a file that has no text, because of *problem*."""
    return Reading(problem.source, digest, None, (problem,))


def too_large(source: str) -> Problem:
    message = f"the file is larger than {MOST_BYTES // 1_000_000} MB; this is no order"
    return Problem(source, "too-large", message, 1, 1, "")


def _read_text(reading: Reading, schema: OrderSchema) -> Reading:
    document, found = judge_text(reading, schema, _judged)
    order, draft = None, None
    if not has_error(found):
        try:
            order = build_order(document)
            draft = Draft(order, frozenset())
        except ValueError as error:  # the schema is a file of the workspace, and somebody may have changed it
            message = f"the schema lets this order pass, but it cannot be read: {error}"
            found = (*found, Problem("", "unreadable-order", message, place="", hint="put the schema back as it was"))
    problems = in_file_order(map(reading.located, found)) if found else ()
    number = member(document, "order_number")
    return replace(
        reading,
        order=order,
        problems=problems,
        order_number=number if isinstance(number, str) else None,
        draft=draft or draft_order(document),
    )


def _judged(document: object) -> Iterator[Problem]:
    yield from check_rules(document)
    yield from find_doubts(document)


def judge_text(
    reading: Reading, schema: OrderSchema, judge: Judge, prose: ProsePlaces = _no_prose
) -> tuple[object, tuple[Problem, ...]]:
    """Return the document of *reading*, its strings put in order, and all that is wrong with it.

    Args:
        schema: What the document follows.
        judge: Yields what is wrong beyond the schema; it takes a document that may break the schema.
        prose: Yields the pointers of strings that have lines of their own.
    """
    document = _plain_document(reading.places.text, schema)
    return _patient(reading, schema, judge, prose) if document is None else (document, tuple(judge(document)))


def _plain_document(text: str, schema: OrderSchema) -> object:
    """Return the value of *text* if it follows the schema and every string is as it is printed, else None."""
    try:
        document = parse_plain(text)
    except ValueError:
        return None
    return document if schema.accepts(document) and _all_plain(document) else None


def _all_plain(value: object) -> bool:
    if isinstance(value, str):
        return is_plain(value)
    if isinstance(value, dict):
        return all(map(_all_plain, value.values()))
    return not isinstance(value, list) or all(map(_all_plain, value))


def _patient(
    reading: Reading, schema: OrderSchema, judge: Judge, prose: ProsePlaces
) -> tuple[object, tuple[Problem, ...]]:
    """Return the document of *reading*, its strings put in order, and all that is wrong with it."""
    stop = reading.places.index.stop
    if stop:
        flaw = explain_stop(reading.places, stop)
        at = reading.places.at(flaw.offset)
        return None, (Problem(reading.source, flaw.code, flaw.message, at.line, at.column, "", flaw.hint),)
    document = parse_again(reading.places)
    lined = frozenset(prose(document))
    tidy = tidied(document, lined)
    judged = (*_text_flaws(document, lined), *judge(tidy))
    known = {problem.place for problem in judged if problem.severity == "error"}
    said = {(problem.code, problem.place, problem.message) for problem in judged}
    shape = [
        problem
        for problem in schema.explain(document)
        if not (problem.place in known and problem.code in _SAID_BETTER)
        and (problem.code, problem.place, problem.message) not in said
    ]
    return tidy, (*_duplicates(reading), *judged, *dict.fromkeys(shape))


_SAID_BETTER = frozenset(
    {"bad-format", "bad-date", "bad-email", "empty-text", "misplaced-field", "too-long", "too-short", "unknown-value"}
)
"""Problems of the schema that are left out where another error of the same value says more."""


def _duplicates(reading: Reading) -> Iterator[Problem]:
    for duplicate in reading.places.index.duplicates:
        at, first = reading.places.at(duplicate.offset), reading.places.at(duplicate.first)
        message = f"{dotted(duplicate.pointer)} stands here again; it stands at {first.line}:{first.column} already"
        hint = "take one of them out"
        yield Problem(reading.source, "duplicate-key", message, at.line, at.column, duplicate.pointer, hint)


def _text_flaws(document: object, prose: Collection[str]) -> Iterator[Problem]:
    for place, text in strings(document):
        flaw = None if is_plain(text) else find_prose_flaw(text) if place in prose else find_flaw(text)
        if flaw:
            yield Problem("", flaw.code, f"{dotted(place)} {flaw.message}", place=place, hint=flaw.hint)
