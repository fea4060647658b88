from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tamdocs.calendars.business_calendar import BusinessCalendar
from tamdocs.errors import WorkspaceError
from tamdocs.reviews.business_hours import BusinessHours, business_hours

ZONES = (
    "Europe/Berlin",
    "America/Los_Angeles",
    "Asia/Shanghai",
    "Asia/Singapore",
    "Africa/Cairo",
    "Asia/Beirut",
    "UTC",
)


def between(hours: BusinessHours, start: str, end: str) -> float:
    zone = ZoneInfo(hours.zone)
    moments = [int(datetime.fromisoformat(text).replace(tzinfo=zone).timestamp()) for text in (start, end)]
    found = hours.between(pl.Series([moments[0]]), pl.Series([moments[1]]))
    return int(found.item()) / 3600


@pytest.mark.parametrize(
    ("zone", "start", "end", "expected"),
    [
        ("Europe/Berlin", "2018-05-02T09:00", "2018-05-02T17:00", 8),
        ("Europe/Berlin", "2018-05-02T07:00", "2018-05-02T22:00", 8),
        ("Europe/Berlin", "2018-05-04T16:00", "2018-05-07T10:00", 2),  # over a weekend
        ("Europe/Berlin", "2018-04-30T16:00", "2018-05-02T10:00", 2),  # over Labour Day
        ("Europe/Berlin", "2018-03-23T16:00", "2018-03-26T10:00", 2),  # over the change of clocks
        ("Europe/Berlin", "2018-05-05T10:00", "2018-05-06T10:00", 0),
        ("Asia/Shanghai", "2018-10-01T09:00", "2018-10-07T17:00", 0),  # the golden week
        ("Asia/Shanghai", "2018-09-29T09:00", "2018-09-30T17:00", 16),  # a weekend that is worked
        ("America/Los_Angeles", "2018-11-21T16:00", "2018-11-23T10:00", 2),  # Thanksgiving
        ("Asia/Singapore", "2018-05-02T17:00", "2018-05-03T09:00", 0),
        ("Asia/Jerusalem", "2018-10-11T16:00", "2018-10-14T10:00", 2),  # Thursday to Sunday
        ("Asia/Riyadh", "2018-10-11T16:00", "2018-10-14T10:00", 2),
        ("Asia/Riyadh", "2013-05-15T16:00", "2013-05-18T10:00", 2),  # Wednesday to Saturday, until June 2013
        ("Asia/Dubai", "2021-10-14T16:00", "2021-10-17T10:00", 2),
        ("Asia/Dubai", "2022-10-14T16:00", "2022-10-17T10:00", 2),  # Friday to Monday, since 2022
        ("Asia/Dhaka", "2018-07-12T16:00", "2018-07-15T10:00", 2),
        ("Asia/Tehran", "2018-07-11T16:00", "2018-07-14T10:00", 2),  # Wednesday to Saturday
        ("Asia/Kathmandu", "2018-07-13T16:00", "2018-07-15T10:00", 2),  # Friday to Sunday
        ("Africa/Cairo", "2018-06-14T09:00", "2018-06-14T17:00", 8),  # beside a holiday whose date is estimated
        ("Africa/Bissau", "2018-07-13T16:00", "2018-07-16T10:00", 2),  # no calendar: Saturday and Sunday
        ("Pacific/Apia", "2011-12-29T16:00", "2012-01-03T10:00", 2),  # clocks skipped Friday; a holiday on Monday
    ],
)
def test_business_hours_between(zone: str, start: str, end: str, expected: float) -> None:
    assert between(business_hours(zone, "09:00-17:00"), start, end) == expected


def test_hours_that_clocks_skip_or_repeat_count_as_they_pass() -> None:
    hours = BusinessHours("Africa/Cairo", None, *(datetime(2024, 1, 1, hour).time() for hour in (0, 23)))  # noqa: DTZ001

    # The clocks of Cairo went from midnight to one on Friday, 26 April 2024.
    assert between(hours, "2024-04-25T00:00", "2024-04-25T23:00") == 23
    assert between(hours, "2024-04-26T00:00", "2024-04-26T23:59") == 22


@pytest.mark.parametrize("zone", ZONES)
@settings(max_examples=30)
@given(
    start=st.datetimes(datetime(2017, 1, 1), datetime(2019, 12, 1)),  # noqa: DTZ001
    minutes=st.integers(0, 40 * 24 * 60),
)
def test_business_hours_are_the_minutes_that_are_worked(zone: str, start: datetime, minutes: int) -> None:
    hours = business_hours(zone, "08:30-17:15")
    calendar = BusinessCalendar(hours.country) if hours.country else None
    first = int(start.replace(second=0, microsecond=0, tzinfo=UTC).timestamp())
    local = ZoneInfo(zone)

    worked = 0
    for minute in range(0, minutes, 15):
        moment = datetime.fromtimestamp(first - first % 900 + minute * 60, UTC).astimezone(local)
        works = calendar.is_business_day(moment.date(), cautious=False) if calendar else moment.weekday() < 5
        worked += works and (8, 30) <= (moment.hour, moment.minute) < (17, 15)
    begin = first - first % 900
    quarters = -(-minutes // 15)
    found = hours.between(pl.Series([begin]), pl.Series([begin + quarters * 900]))

    assert found.item() == worked * 900


@pytest.mark.parametrize("text", ["9-17", "17:00-09:00", "09:00-09:00", "25:00-26:00", "", "09:00-17:00x"])
def test_what_are_no_hours_is_refused(text: str) -> None:
    with pytest.raises(WorkspaceError, match="are no business hours"):
        business_hours("UTC", text)


def test_zone_tells_the_country() -> None:
    assert [business_hours(zone, "09:00-17:00").country for zone in ZONES] == ["DE", "US", "CN", "SG", "EG", "LB", None]


def test_nothing_takes_no_time() -> None:
    empty = pl.Series([], dtype=pl.Int64)

    assert business_hours("UTC", "09:00-17:00").between(empty, empty).len() == 0
    assert (
        timedelta(hours=between(business_hours("UTC", "09:00-17:00"), "2018-05-02T10:00", "2018-05-02T10:00"))
        == timedelta()
    )
