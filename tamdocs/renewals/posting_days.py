"""The days on which letters are to be posted, as a calendar (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from tamdocs.renewals.issued import IssuedNotice


@dataclass(slots=True)
class PostingDays:
    """How many letters are to be posted on which day, by delivery and country."""

    letters: dict[date, Counter[tuple[str, str]]] = field(default_factory=dict)

    def add(self, notice: IssuedNotice) -> None:
        self.letters.setdefault(notice.letter_date, Counter())[notice.delivery, notice.country] += 1


def write_calendar(days: Mapping[date, Mapping[tuple[str, str], int]], as_of: date, name: str) -> bytes:
    """Return *days* as a calendar with one event for each.

    Args:
        days: How many letters there are by day, delivery and country.
        as_of: Stands in it as the day on which it was made.
        name: Of the batch, such as `2021-01-04`; it is in the identifiers of the events.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//tamdocs//renewal notices//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for day in sorted(days):
        calendar.add_component(_event(day, days[day], as_of, name))
    return bytes(calendar.to_ical())


def _event(day: date, letters: Mapping[tuple[str, str], int], as_of: date, name: str) -> Event:
    event = Event()
    event.add("uid", f"{name}.{day}@renewals.tamdocs")
    event.add("dtstamp", datetime.combine(as_of, time(), UTC))
    event.add("dtstart", day)
    if day < date.max:
        event.add("dtend", day + timedelta(days=1))
    total = sum(letters.values())
    event.add("summary", f"Post {total:,} notice{'s' if total > 1 else ''}")
    event.add("description", "\n".join(_lines(letters)))
    event.add("transp", "TRANSPARENT")
    return event


def _lines(letters: Mapping[tuple[str, str], int]) -> Iterable[str]:
    for delivery, country in sorted(letters):
        yield f"{delivery} to {country}: {letters[delivery, country]:,}"
