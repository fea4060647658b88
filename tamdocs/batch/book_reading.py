"""Entries of a book, read and checked as any order is, one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from tamdocs.batch.desk import Desk
from tamdocs.batch.judge import judge_quickly
from tamdocs.errors import Problem
from tamdocs.orders.parse import parse_again
from tamdocs.orders.quick import canonical_json, read_quickly
from tamdocs.orders.reading import Reading, has_error
from tamdocs.orders.text import tidied
from tamdocs.orders.unique import taken
from tamdocs.renewals.book.first_places import FirstPlaces
from tamdocs.renewals.book.record import Entry, Record


def read_entries(entries: Iterable[Entry], place_of: Callable[[Entry, int], str], desk: Desk) -> Iterator[Record]:
    """Yield the record of each of *entries*; one whose order number an earlier one has is refused.

    Args:
        place_of: Says where the entry of a number is, seen from another entry of the same source.
    """
    seen = FirstPlaces()
    for entry in entries:
        record = read_entry(entry, desk)
        if record.order_number is not None:
            first = seen.first(record.order_number, entry.number)
            if first != entry.number:
                problem = _located(taken(record.order_number, place_of(entry, first)), entry)
                record = record._replace(order=None, agreement=None, problems=(*record.problems, problem))
        yield record


def read_entry(entry: Entry, desk: Desk) -> Record:
    """Return the record of *entry*, whatever is wrong with it.

    Raises:
        TamdocsError: The workspace or the clause library is wrong.
    """
    return (None if entry.problems else _quick(entry, desk)) or _explained(entry, desk)


def _quick(entry: Entry, desk: Desk) -> Record | None:
    reading = read_quickly(entry.data, desk.schema, desk.unprintable)
    judged = judge_quickly(reading.order, desk.library) if reading else None
    if reading is None or judged is None:
        return None
    agreement, more = judged
    problems = tuple(_located(problem, entry) for problem in (*reading.doubts, *more))
    order = reading.order
    return Record(entry.place, order, agreement, problems, reading.canonical, entry.data, order.order_number, entry)


def _explained(entry: Entry, desk: Desk) -> Record:
    if entry.problems and not entry.columns:  # there is no order to look into
        return Record(entry.place, None, None, entry.problems, entry.data, entry.data, None, entry)
    judged = desk.read(entry.source, entry.data)
    reading = judged.reading
    said = {problem.place for problem in entry.problems}
    found = [_located(problem, entry) for problem in reading.problems if problem.place not in said]
    problems = (*entry.problems, *found)
    good = not has_error(problems) and judged.agreement is not None
    return Record(
        entry.place,
        reading.order if good else None,
        judged.agreement if good else None,
        problems,
        _canonical(reading) if good else entry.data,
        entry.data,
        reading.order_number,
        entry,
    )


def _canonical(reading: Reading) -> bytes:
    return canonical_json(tidied(parse_again(reading.places)))


def _located(problem: Problem, entry: Entry) -> Problem:
    """Return *problem* where a person looks for it: in the line or row, and for a cell with the name of its column."""
    if entry.line is None:
        return replace(problem, source=entry.source)
    if not entry.columns:
        return replace(problem, source=entry.source, line=entry.line)
    column = entry.columns.get(problem.place or "")
    message = f'{problem.message} (column "{column}")' if column else problem.message
    return replace(problem, source=entry.source, line=entry.line, column=None, message=message)
