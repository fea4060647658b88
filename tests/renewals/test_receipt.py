from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamdocs.calendars.business_calendar import BusinessCalendar
from tamdocs.library.dispatch import Deadline
from tamdocs.library.schedule import Delivery, Schedule
from tamdocs.renewals.dating import allowance_of
from tamdocs.renewals.notice_day import Route, notice_day
from tamdocs.renewals.receipt import Receipt, receipt_of
from tests.support.samples import sample_library

CURE = Deadline(30, "TC-2b")


def schedule() -> Schedule:
    found = sample_library().editions["2017-11"].schedule
    assert found
    return found


def route(places: str, delivery: Delivery = "post") -> Route:
    parts = [place.partition("-") for place in places.split(" > ")]
    sender, recipient = (BusinessCalendar(country, part or None) for country, _, part in parts)
    return Route(delivery, sender, recipient)


def receipt(places: str, today: str, delivery: Delivery = "post") -> Receipt:
    return receipt_of(date.fromisoformat(today), route(places, delivery), schedule(), CURE)


@pytest.mark.parametrize(
    ("places", "today", "posted", "received", "deadline"),
    [
        # Mon 13 to Fri 17 August.
        ("US-CA > US-CA", "2018-08-10", "2018-08-10", "2018-08-17", "2018-09-16"),
        # Labor Day, Mon 3 September, is not counted: Tue 4 to Fri 7, Mon 10.
        ("US-CA > US-CA", "2018-08-31", "2018-08-31", "2018-09-10", "2018-10-10"),
        # Posted after the holiday, for nothing is posted on it.
        ("US-CA > US-CA", "2018-09-03", "2018-09-04", "2018-09-11", "2018-10-11"),
        # A Saturday: posted on Mon 5 November; Mon 12, Veterans Day as observed, is not counted.
        ("US-CA > US-CA", "2018-11-03", "2018-11-05", "2018-11-13", "2018-12-13"),
        # Over a leap day: received on Fri 31 January 2020, and 1 March is 30 days later, by way of 29 February.
        ("IE > GB-ENG", "2020-01-24", "2020-01-24", "2020-01-31", "2020-03-01"),
        # The year after has none.
        ("IE > GB-ENG", "2021-01-22", "2021-01-22", "2021-01-29", "2021-02-28"),
        # Received on the leap day's eve: Fri 28 February 2020.
        ("IE > GB-ENG", "2020-02-21", "2020-02-21", "2020-02-28", "2020-03-29"),
        # Good Friday and Easter Monday 2019 in Germany: Thu 18, then Tue 23 to Fri 26 April.
        ("IE > DE-BW", "2019-04-17", "2019-04-17", "2019-04-26", "2019-05-26"),
        # Over the turn of the year: 24 to 26 December 2018 and 1 January 2019 are free in Ireland and England.
        ("IE > GB-ENG", "2018-12-21", "2018-12-21", "2019-01-02", "2019-02-01"),
        # Golden Week 2018 in China, with Sat 29 and Sun 30 September worked: Fri 28, Sat 29, Sun 30, then Mon 8, Tue 9.
        ("SG > CN", "2018-09-27", "2018-09-27", "2018-10-09", "2018-11-08"),
    ],
)
def test_thirty_days_run_from_the_day_after_the_receipt(
    places: str, today: str, posted: str, received: str, deadline: str
) -> None:
    found = receipt(places, today)

    assert [str(day) for day in (found.posted, found.received, found.deadline)] == [posted, received, deadline]


def test_a_parcel_takes_days_on_which_both_sides_work() -> None:
    # Two at home, by the schedule: Fri 31 August is given, Mon 3 September is Labor Day.
    assert receipt("US-CA > US-CA", "2018-08-31", "courier").received == date(2018, 9, 5)
    # Three to Germany. Thu 31 May 2018 is free in Bavaria and not in Hamburg; Mon 4 June is free in Ireland.
    assert receipt("IE > DE-HH", "2018-05-29", "courier").received == date(2018, 6, 1)
    assert receipt("IE > DE-BY", "2018-05-29", "courier").received == date(2018, 6, 5)


def test_what_is_not_known_gives_more_time_and_is_said() -> None:
    known, unknown = receipt("IE > DE-BW", "2018-08-13"), receipt("IE > DE", "2018-08-13")

    assert unknown.received == known.received + timedelta(days=1)
    assert unknown.doubts == ("the address names no part of DE, so local holidays are not counted",)
    assert "1 business day in hand" in unknown.steps[2].rule


def test_the_holidays_on_the_way_are_named_and_those_before_it_are_not() -> None:
    assert receipt("US-CA > US-CA", "2018-08-31").rest_days == (date(2018, 9, 3),)
    assert receipt("US-CA > US-CA", "2018-09-03").rest_days == ()


def test_the_derivation_says_each_step_and_its_source() -> None:
    steps = receipt("US-CA > US-CA", "2018-08-31").steps

    assert [(str(step.day), step.source) for step in steps] == [
        ("2018-08-31", "the sender's address"),
        ("2018-09-10", "TC-12D"),
        ("2018-10-10", "TC-2b"),
    ]


def test_a_letter_without_a_deadline_has_none() -> None:
    assert receipt_of(date(2018, 8, 10), route("US-CA > US-CA"), schedule()).deadline is None


def test_the_end_of_the_calendar_is_the_last_day() -> None:
    assert receipt("US-CA > US-CA", "9999-12-30").deadline == date.max


@given(
    st.dates(date(2015, 1, 1), date(2028, 12, 1)),
    st.sampled_from(["US-CA", "SG", "IE"]),
    st.sampled_from(["AE", "CN", "DE-BW", "GB-ENG", "IN", "JP", "NP", "SA", "US-CA"]),
    st.sampled_from(["post", "courier"]),
)
def test_a_letter_that_must_be_there_on_the_day_of_receipt_is_not_posted_earlier(
    today: date, sender: str, recipient: str, delivery: Delivery
) -> None:
    """The way forward and the way back agree: what was posted then could not have been posted later."""
    way, plan = route(f"{sender} > {recipient}", delivery), schedule()
    there = receipt_of(today, way, plan)
    allowance = allowance_of(plan, way, there.received)

    if allowance == allowance_of(plan, way, there.posted + timedelta(days=30)):
        assert notice_day(there.received, way, allowance).post_by >= there.posted
