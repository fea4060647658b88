from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from tamdocs.errors import WorkspaceError
from tamdocs.reviews.period import Period, parse_period


@pytest.mark.parametrize(
    ("text", "first", "end"),
    [
        ("2026-10", date(2026, 10, 1), date(2026, 11, 1)),
        ("2026-12", date(2026, 12, 1), date(2027, 1, 1)),
        ("2026-Q3", date(2026, 7, 1), date(2026, 10, 1)),
        ("2026-Q4", date(2026, 10, 1), date(2027, 1, 1)),
        ("2026", date(2026, 1, 1), date(2027, 1, 1)),
    ],
)
def test_period_is_read_and_written(text: str, first: date, end: date) -> None:
    period = parse_period(text)

    assert (period.first_day, period.end_day, str(period)) == (first, end, text)


@pytest.mark.parametrize("text", ["", "2026-13", "2026-00", "2026-Q5", "26-10", "2026-10-01", "1066", "2026-1", "٢٠٢٦"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(WorkspaceError, match=r"is no period from 1990 to 2099"):
        parse_period(text)


@pytest.mark.parametrize(
    ("text", "previous", "year_before"),
    [("2026-01", "2025-12", "2025-01"), ("2026-Q1", "2025-Q4", "2025-Q1"), ("2026", "2025", "2025")],
)
def test_neighbours(text: str, previous: str, year_before: str) -> None:
    period = parse_period(text)

    assert (str(period.previous()), str(period.year_before())) == (previous, year_before)


def test_months_of_a_quarter_follow_each_other() -> None:
    months = parse_period("2026-Q4").each_month()

    assert [str(month) for month in months] == ["2026-10", "2026-11", "2026-12"]
    assert parse_period("2026-10").last_months(3) == tuple(map(parse_period, ("2026-08", "2026-09", "2026-10")))


def test_days_begin_at_midnight_of_the_zone() -> None:
    berlin, beirut = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Beirut")

    assert Period(2018 * 12 + 2, 1).start(berlin).isoformat() == "2018-02-28T23:00:00+00:00"
    assert Period(2018 * 12 + 2, 1).end(berlin).isoformat() == "2018-03-31T22:00:00+00:00"
    # Clocks in Beirut skip midnight on the last Sunday of March.
    assert parse_period("2019-04").start(beirut).isoformat() == "2019-03-31T21:00:00+00:00"
