from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamdocs.calendars.business_calendar import BusinessCalendar
from tamdocs.library.schedule import Delivery
from tamdocs.renewals.notice_day import (
    Allowance,
    DayOff,
    NoticeDay,
    Route,
    derive,
    doubts,
    first_posting_day,
    notice_day,
)

COUNTRIES = ("AE", "BD", "BN", "CN", "DE", "HK", "IL", "IN", "IR", "JP", "NP", "SA", "SG", "US")
DAYS = st.dates(date(2012, 1, 10), date(2025, 12, 31))


def way(places: str, wanted: str, delivery: Delivery = "post", days: int = 5, in_hand: int = 0) -> NoticeDay:
    return notice_day(date.fromisoformat(wanted), route(places, delivery), Allowance(days, in_hand, "to be safe"))


def route(places: str, delivery: Delivery = "post") -> Route:
    return Route(delivery, *map(calendar, places.split(" > ")))


def calendar(place: str) -> BusinessCalendar:
    country, _, part = place.partition("-")
    return BusinessCalendar(country, part or None)


@pytest.mark.parametrize(
    ("places", "wanted", "receive_by", "post_by"),
    [
        # Thu 16, Wed 15, Tue 14, Mon 13, Fri 10 August: posted on Thu 9.
        ("US-CA > US-CA", "2018-08-16", "2018-08-16", "2018-08-09"),
        # Sat is not one; Fri 14 to Mon 10 September: Sun 9 is no posting day, Fri 7 is.
        ("US-CA > US-CA", "2018-09-15", "2018-09-14", "2018-09-07"),
        # Mon 15, Fri 12, Thu 11, Wed 10, Tue 9 October: Mon 8 is Columbus Day, so Fri 5.
        ("US-CA > US-CA", "2018-10-15", "2018-10-15", "2018-10-05"),
        # Thu 12, Wed 11, Tue 10, Mon 9, Sun 8 July (Friday and Saturday are free): Sat 7 is none in Ireland, so Fri 6.
        ("IE > SA", "2018-07-14", "2018-07-12", "2018-07-06"),
        ("IE > AE", "2018-07-14", "2018-07-12", "2018-07-06"),
        ("IE > IL", "2018-07-14", "2018-07-12", "2018-07-06"),
        ("SG > BD", "2018-07-14", "2018-07-12", "2018-07-06"),
        # Since 2022 Friday counts in the Emirates and Sunday does not: Fri 15 to Mon 11 March 2024, posted on Fri 8.
        ("IE > AE", "2024-03-16", "2024-03-15", "2024-03-08"),
        # Before June 2013 Saturday counted in Saudi Arabia: Sat 18 May, Wed 15, Tue 14, Mon 13, Sun 12: Fri 10.
        ("IE > SA", "2013-05-18", "2013-05-18", "2013-05-10"),
        # Sunday counts in Nepal: Sun 15, Fri 13, Thu 12, Wed 11, Tue 10 July: Mon 9.
        ("SG > NP", "2018-07-15", "2018-07-15", "2018-07-09"),
        # Saturday counts in Brunei, Friday and Sunday do not: Sat 7, Thu 5, Wed 4, Tue 3, Mon 2 July: Sun 1, so Fri 29.
        ("SG > BN", "2018-07-08", "2018-07-07", "2018-06-29"),
        # Thursday and Friday are free in Iran: Sat 28, Wed 25, Tue 24, Mon 23, Sun 22 July: Sat 21, so Fri 20.
        ("IE > IR", "2018-07-28", "2018-07-28", "2018-07-20"),
        # Golden Week in China, the weekend before it worked: Mon 8 Oct., Sun 30, Sat 29, Fri 28, Thu 27 Sept.: Wed 26.
        ("SG > CN", "2018-10-08", "2018-10-08", "2018-09-26"),
        # A leap day: Sat 29 February 2020 is none; Fri 28, Thu 27, Wed 26, Tue 25, Mon 24: Sun 23, so Fri 21.
        ("IE > GB-ENG", "2020-02-29", "2020-02-28", "2020-02-21"),
        # Wed 29 February 2012 counts: Thu 1 March, Wed 29, Tue 28, Mon 27, Fri 24: Thu 23.
        ("IE > GB-ENG", "2012-03-01", "2012-03-01", "2012-02-23"),
        # Christmas, with 1 Jan., 25 and 26 Dec. free: Wed 2 Jan. 2019, Mon 31, Fri 28, Thu 27, Mon 24 Dec.: Fri 21.
        ("IE > DE-HE", "2019-01-02", "2019-01-02", "2018-12-21"),
    ],
)
def test_letter_is_posted_five_business_days_before_it_must_be_received(
    places: str, wanted: str, receive_by: str, post_by: str
) -> None:
    found = way(places, wanted)

    assert (str(found.receive_by), str(found.post_by)) == (receive_by, post_by)


@pytest.mark.parametrize(
    ("places", "wanted", "days", "receive_by", "post_by"),
    [
        # Signed for on Sun 30 September, a working day; Fri 28, Thu 27, Wed 26 on the way (29 is none in Singapore).
        ("SG > CN", "2018-10-01", 4, "2018-09-30", "2018-09-25"),
        # Signed for on Sun 15 July; Thu 12 and Wed 11 on the way, for Ireland rests on Saturday and Israel on Friday.
        ("IE > IL", "2018-07-15", 3, "2018-07-15", "2018-07-10"),
        ("SG > SG", "2018-11-30", 1, "2018-11-30", "2018-11-29"),
    ],
)
def test_parcel_travels_on_days_on_which_both_countries_work(
    places: str, wanted: str, days: int, receive_by: str, post_by: str
) -> None:
    found = way(places, wanted, "courier", days)

    assert (str(found.receive_by), str(found.post_by)) == (receive_by, post_by)


def test_derivation_names_the_holidays_that_were_not_counted() -> None:
    steps = derive(date(2018, 10, 15), route("US-CA > US-CA"), Allowance(5))

    assert [str(step.day) for step in steps] == ["2018-10-15", "2018-10-08", "2018-10-05"]
    assert steps[-1].holidays == (DayOff(date(2018, 10, 8), "Columbus Day"),)
    assert steps[0].source == "TC-12D"


def test_derivation_names_the_days_of_a_weekend_that_were_worked() -> None:
    steps = derive(date(2018, 10, 8), route("SG > CN"), Allowance(5))

    assert steps[1].worked == (date(2018, 9, 30), date(2018, 9, 29))


def test_days_in_hand_come_before_the_way() -> None:
    # One of them: Wed 15 August instead of Thu 16.
    assert way("US-CA > US-CA", "2018-08-16", in_hand=1).post_by == date(2018, 8, 8)


@pytest.mark.parametrize("wanted", ["0001-01-01", "0001-01-05", "9999-12-31"])
def test_ends_of_the_calendar_are_no_traps(wanted: str) -> None:
    found = way("IE > DE", wanted)

    assert found.post_by <= found.receive_by <= date.fromisoformat(wanted)
    assert "no calendar of DE is known" in doubts(date.fromisoformat(wanted), found.post_by, route("IE > DE"))[0]


def test_estimated_holidays_on_the_way_are_doubted() -> None:
    # Eid al-Fitr of 2040 is about 14 October; in November there is none.
    assert any("are estimated" in doubt for doubt in doubts(date(2040, 10, 18), date(2040, 10, 8), route("IE > SA")))
    assert doubts(date(2018, 7, 14), date(2018, 7, 6), route("IE > SA")) == ()


def test_derivation_ends_on_the_posting_day() -> None:
    for wanted in (date(2018, 10, 8), date(2018, 1, 1), date.min, date.max):
        for delivery in ("post", "courier"):
            places, allowed = route("SG > CN", delivery), Allowance(4, 2)

            assert derive(wanted, places, allowed)[-1].day == notice_day(wanted, places, allowed).post_by


def test_first_posting_day_is_the_day_itself_or_the_next_business_day() -> None:
    assert first_posting_day(date(2018, 7, 13), BusinessCalendar("IE")) == date(2018, 7, 13)
    assert first_posting_day(date(2018, 7, 14), BusinessCalendar("IE")) == date(2018, 7, 16)
    assert first_posting_day(date.max, BusinessCalendar("IE")) == date.max


def business_days(after: date, until: date, calendar: BusinessCalendar) -> int:
    """Return the business days after *after* up to *until*, counted one by one."""
    return sum(calendar.is_business_day(after + timedelta(days)) for days in range(1, (until - after).days + 1))


@given(DAYS, st.sampled_from(COUNTRIES), st.sampled_from(("IE", "SG", "US")), st.integers(1, 12))
def test_posting_day_is_in_time_and_the_next_one_is_not(wanted: date, recipient: str, sender: str, days: int) -> None:
    found = way(f"{sender} > {recipient}", str(wanted), days=days)
    there, here = BusinessCalendar(recipient), BusinessCalendar(sender)
    next_post = first_posting_day(found.post_by + timedelta(1), here)

    assert here.is_business_day(found.post_by)
    assert there.is_business_day(found.receive_by)
    assert business_days(found.receive_by, wanted, there) == 0
    assert business_days(found.post_by, wanted, there) >= days
    assert business_days(next_post, wanted, there) < days


@given(DAYS, st.integers(0, 30), st.sampled_from(COUNTRIES), st.sampled_from(("post", "courier")))
def test_later_deadline_never_means_an_earlier_posting_day(
    wanted: date, later: int, recipient: str, delivery: Delivery
) -> None:
    first = way(f"SG > {recipient}", str(wanted), delivery)
    second = way(f"SG > {recipient}", str(wanted + timedelta(later)), delivery)

    assert first.receive_by <= second.receive_by
    assert first.post_by <= second.post_by


@given(DAYS, st.sampled_from(COUNTRIES), st.integers(1, 10))
def test_longer_way_never_means_a_later_posting_day(wanted: date, recipient: str, days: int) -> None:
    short = way(f"IE > {recipient}", str(wanted), "courier", days)
    long = way(f"IE > {recipient}", str(wanted), "courier", days + 1)

    assert long.post_by <= short.post_by
