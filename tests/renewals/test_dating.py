from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tamdocs.calendars.business_calendar import BusinessCalendar
from tamdocs.library.schedule import Schedule, Step
from tamdocs.renewals.dating import RoutedStep, allowance_of
from tamdocs.renewals.notice_day import Route, days_from, notice_day
from tests.support.samples import sample_library

FOUND = sample_library().editions["2017-11"].schedule
assert FOUND
SCHEDULE: Schedule = FOUND
US, CN, NP = BusinessCalendar("US", "CA"), BusinessCalendar("CN"), BusinessCalendar("NP")
ROUTES = [
    Route(delivery, sender, recipient)
    for delivery in ("post", "courier")
    for sender, recipient in [(US, US), (CN, CN), (US, NP), (BusinessCalendar("SG"), CN)]
]
FIRST, FINAL = (next(step for step in SCHEDULE.steps if step.name == name) for name in ("first", "final"))

DAYS = st.dates(date(2015, 1, 1), date(2032, 12, 31)) | st.dates()
STEPS, WAYS = st.sampled_from(SCHEDULE.steps), st.sampled_from(ROUTES)


@given(STEPS, WAYS, DAYS, st.integers(-400, 400))
@example(FIRST, ROUTES[0], date.max, 0)
@example(FINAL, ROUTES[1], date.min, 0)
@example(FINAL, ROUTES[1], date(1, 2, 1), 400)
def test_what_is_due_by_the_quick_way_is_due_by_its_days(step: Step, route: Route, end: date, days: int) -> None:
    routed, today = RoutedStep(SCHEDULE, step, route), days_from(end, days)

    assert routed.is_due(end.toordinal(), today.toordinal()) == (routed.days(end).due_from <= today)


@given(STEPS.filter(lambda step: not step.after_end), WAYS, DAYS)
def test_days_of_a_step_are_those_of_its_way(step: Step, route: Route, end: date) -> None:
    dated = RoutedStep(SCHEDULE, step, route).days(end)

    wanted = dated.basis.wanted
    assert dated.basis.allowance == allowance_of(SCHEDULE, route, wanted)
    assert (dated.receive_by, dated.post_by) == notice_day(wanted, route, dated.basis.allowance)


@pytest.mark.parametrize("route", [route for route in ROUTES if route.recipient == NP])
def test_first_days_of_a_year_are_counted_by_the_year_before_too(route: Route) -> None:
    """The calendar of Nepal begins with 2010: until 30 January of that year a day is kept in hand."""
    routed = RoutedStep(SCHEDULE, FINAL, route)
    changes = set()
    for year in range(2010, 2040):
        for day in range(date(year, 1, 25).toordinal(), date(year, 2, 5).toordinal()):
            wanted = date.fromordinal(day)
            dated = routed.days(days_from(wanted, FINAL.days_before_end))
            assert dated.basis.wanted == wanted
            assert dated.basis.allowance == allowance_of(SCHEDULE, route, wanted)
            changes.add((day - date(year, 1, 1).toordinal() >= 30, dated.basis.allowance.in_hand, year))
    early, late = ({(hand, year) for after, hand, year in changes if after is side} for side in (False, True))
    assert early != late


def test_days_stay_the_same_over_more_years_than_are_kept() -> None:
    routed = RoutedStep(SCHEDULE, FIRST, ROUTES[0])

    for end in [date(year, 7, 1) for year in (*range(2000, 2050), *range(2000, 2050))]:
        assert routed.days(end) == RoutedStep(SCHEDULE, FIRST, ROUTES[0]).days(end)
