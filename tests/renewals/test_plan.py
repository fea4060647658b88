from __future__ import annotations

import pickle
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamdocs.errors import LibraryError
from tamdocs.library.agreement import Agreement, agree
from tamdocs.orders.model import Order, Term
from tamdocs.renewals.due import plan_due
from tamdocs.renewals.letter_data import letter_date
from tamdocs.renewals.plan import PlannedNotice, explain_notices, plan_notices
from tamdocs.renewals.plan_book import plan_book
from tests.support.samples import sample_library, sample_order

US, CN, SG, DE = "americas-us-direct", "apac-cn-direct", "apac-sg-service-provider", "emea-de-reseller"


@cache
def sample(name: str = US) -> Agreement:
    return agree(replace(sample_order(name), edition="2017-11"), sample_library())


def changed(name: str = US, **changes: Any) -> Agreement:
    agreement = sample(name)
    return replace(agreement, order=replace(agreement.order, **changes))


def ends(day: date, name: str = US) -> Agreement:
    return changed(name, term=Term(start=date(max(day.year - 1, 1), 1, 1), end=day))


def told(notices: Iterable[PlannedNotice]) -> list[str]:
    return [f"{each.step} {each.recipient} {each.post_by} {each.status}" for each in notices]


@pytest.mark.parametrize(
    ("today", "notices"),
    [
        # The first notice is due 20 days before 9 August.
        (date(2018, 7, 19), []),
        (date(2018, 7, 20), ["first business 2018-08-09 due", "first legal 2018-08-09 due"]),
        (date(2018, 8, 9), ["first business 2018-08-09 due", "first legal 2018-08-09 due"]),
        (date(2018, 8, 10), ["first business 2018-08-09 overdue", "first legal 2018-08-09 overdue"]),
        # The second one is due 15 days before 7 September, and takes the place of the first.
        (date(2018, 8, 23), ["second business 2018-09-07 due", "second legal 2018-09-07 due"]),
        (date(2018, 11, 14), ["final business 2018-10-05 overdue", "final legal 2018-10-05 overdue"]),
        # The term ends with 14 November.
        (date(2018, 11, 15), ["lapsed business 2018-11-27 due", "lapsed legal 2018-11-27 due"]),
        (date(2019, 1, 13), ["lapsed business 2018-11-27 overdue", "lapsed legal 2018-11-27 overdue"]),
        (date(2019, 1, 14), []),
    ],
)
def test_only_the_most_urgent_notice_is_sent(today: date, notices: list[str]) -> None:
    assert told(plan_notices(sample(), today)) == notices


def test_starting_late_says_which_notices_it_stands_in_for() -> None:
    notice = plan_notices(sample(), date(2018, 10, 20))[0]

    assert notice.why == (
        "to be received by 2018-10-15, 30 days before the last day of service; late by 15 days: post it at once; "
        "stands in for first and second where not sent in time"
    )


def test_renewed_contract_gets_no_notice() -> None:
    assert plan_notices(sample(), date(2018, 10, 1), {"rps-2017-000931"}) == ()


def test_explained_contract_that_is_renewed_gets_none_of_its_notices() -> None:
    notices = explain_notices(sample(), date(2018, 8, 10), ["RPS-2018-000412"])

    assert [(each.step, each.status, each.overdue) for each in notices if each.recipient == "business"] == [
        (step, "renewed", False) for step in ("first", "second", "final", "lapsed")
    ]
    assert {each.why for each in notices} == {"not sent: renewed by RPS-2018-000412"}


@pytest.mark.parametrize(
    ("today", "written"),
    [
        # The last posting day is 9 August, a Thursday.
        (date(2018, 7, 22), date(2018, 8, 9)),
        (date(2018, 8, 10), date(2018, 8, 10)),
        (date(2018, 8, 11), date(2018, 8, 13)),
        (date(2018, 8, 12), date(2018, 8, 13)),
        # Veterans Day, kept on the Monday.
        (date(2018, 11, 12), date(2018, 11, 13)),
    ],
)
def test_a_late_letter_bears_the_next_day_on_which_its_sender_posts(today: date, written: date) -> None:
    assert {letter_date(notice, today) for notice in plan_due(sample(), today)} == {written}


def test_notices_that_become_due_soon_are_told_if_asked_for() -> None:
    assert told(plan_notices(sample(), date(2018, 7, 10), days_ahead=10)) == [
        "first business 2018-08-09 upcoming",
        "first legal 2018-08-09 upcoming",
    ]
    assert plan_notices(sample(), date(2018, 7, 10), days_ahead=9) == ()


def test_legal_contact_gets_a_copy_where_the_order_names_one() -> None:
    notices = explain_notices(sample(), date(2018, 7, 20))
    customer = replace(sample().order.customer, legal_contact=None)

    assert {(each.recipient, each.letter) for each in notices} == {
        ("business", "renewal-notice"),
        ("legal", "renewal-notice-copy"),
    }
    assert {each.recipient for each in explain_notices(changed(customer=customer), date(2018, 7, 20))} == {"business"}


def test_unknown_part_of_the_country_keeps_a_day_in_hand_and_says_so() -> None:
    address = sample(DE).order.customer.address
    known = replace(sample(DE).order.customer, address=replace(address, region="Baden-Württemberg"))
    today = date(2020, 9, 10)
    vague, exact = plan_notices(sample(DE), today)[0], plan_notices(changed(DE, customer=known), today)[0]

    assert vague.why.endswith("the address names no part of DE, so local holidays are not counted")
    assert (vague.post_by, exact.post_by) == (date(2020, 9, 24), date(2020, 9, 25))
    assert exact.derivation.doubts == ()


def test_calendar_that_is_not_known_keeps_days_in_hand_and_says_so() -> None:
    first = explain_notices(ends(date(2150, 12, 31), SG), date(2150, 1, 1))[0]

    assert "no calendar of SG is known for 2150: Friday, Saturday and Sunday count as free" in first.derivation.doubts
    assert "5 business days in hand: the holidays of SG are not known" in [step.rule for step in first.derivation.steps]


def test_chinese_year_whose_working_days_are_not_yet_moved_says_so() -> None:
    first = explain_notices(ends(date(2040, 12, 31), CN), date(2040, 1, 1))[0]

    assert any("which working days CN moves is known until" in doubt for doubt in first.derivation.doubts)
    assert any(step.rule.startswith("3 business days in hand") for step in first.derivation.steps)


def test_derivation_leads_from_the_end_of_the_term_to_the_day_on_which_it_is_due() -> None:
    first = explain_notices(sample(), date(2018, 7, 20))[0]

    assert [(str(step.day), step.rule) for step in first.derivation.steps] == [
        ("2018-11-14", "last day of service"),
        ("2018-08-16", "first: received 90 days before the last day of service at the latest"),
        ("2018-08-16", "counts as received on a business day of US-CA at the latest"),
        ("2018-08-09", "5 business days of US-CA after posting"),
        ("2018-08-09", "posted on a business day of US-CA"),
        ("2018-07-20", "due 20 days before, to be printed and signed"),
    ]


def test_lapsed_notice_is_not_posted_before_the_term_has_ended() -> None:
    customer = sample().order.customer
    antarctic = replace(customer, address=replace(customer.address, country="AQ", region=None))
    lapsed = explain_notices(changed(customer=antarctic, renewal=sample(CN).order.renewal), date(2018, 11, 15))[-1]

    assert lapsed.post_by == date(2018, 11, 15)
    assert lapsed.derivation.steps[-2].rule == "not posted before the term has ended"


@pytest.mark.parametrize(
    "end", [date(2020, 2, 29), date(2019, 2, 28), date(2018, 5, 31), date(1, 1, 1), date(2199, 12, 31), date.max]
)
@pytest.mark.parametrize("name", [US, CN])
def test_every_end_of_a_term_has_notice_days(end: date, name: str) -> None:
    notices = explain_notices(ends(end, name), end)

    assert [each.step for each in notices if each.recipient == "business"] == ["first", "second", "final", "lapsed"]
    assert all(each.post_by <= each.receive_by for each in notices if each.step != "lapsed")


def test_edition_without_a_schedule_is_refused() -> None:
    bare = replace(sample(), edition=replace(sample().edition, schedule=None))

    with pytest.raises(LibraryError) as caught:
        plan_notices(bare, date(2018, 7, 20))

    assert str(caught.value) == (
        "2017-11/schedule.toml: edition 2017-11 has no schedule, so nothing says which notices its contracts get "
        "[missing-file]\n  hint: add a schedule.toml, as docs/notice-days.md shows"
    )


def test_notice_goes_to_another_process_as_it_is() -> None:
    notice = plan_notices(sample(), date(2018, 10, 20))[0]
    copy = pickle.loads(pickle.dumps(notice))  # noqa: S301 - our own

    assert copy == notice
    assert copy.derivation == notice.derivation


@given(st.dates(date(2017, 1, 1), date(2021, 12, 31)), st.integers(-500, 200))
def test_a_contract_gets_at_most_one_notice_a_day_and_recipient(end: date, days: int) -> None:
    today = date.fromordinal(end.toordinal() + days)
    notices = plan_notices(ends(end), today)

    assert len({each.step for each in notices}) <= 1
    assert len({each.recipient for each in notices}) == len(notices)
    assert all(each.due_from <= today for each in notices)
    assert all(each.overdue == (today > each.post_by) for each in notices)


# A book


def test_overdue_notices_come_first_then_the_posting_day_decides() -> None:
    book = [sample(name) for name in (SG, CN, US, DE)]
    plan = plan_book(book, date(2018, 10, 20))

    assert [(each.order_number, each.recipient, each.overdue) for each in plan.notices] == [
        ("RPS-2017-000931", "business", True),
        ("RPS-2017-000931", "legal", True),
        ("TAM-2017-004218", "business", False),
        ("TAM-2017-004218", "legal", False),
    ]


def test_later_order_may_stand_before_or_after_the_one_that_it_renews() -> None:
    later: Order = replace(sample().order, order_number="RPS-2018-1", renews="rps-2017-000931")
    renewal = replace(sample(), order=replace(later, term=Term(start=date(2018, 11, 15), end=date(2019, 11, 14))))

    for book in ([sample(), renewal], [renewal, sample()]):
        plan = plan_book(book, date(2018, 10, 1))

        assert (list(plan.notices), plan.contracts, plan.renewed) == ([], 2, 1)


def test_instant_is_another_day_in_china_than_in_california() -> None:
    # The second notice is due on 10 September in China, where it is one o'clock in the morning.
    now = datetime(2018, 9, 9, 17, 0, tzinfo=UTC)

    assert {each.step for each in plan_book([sample(CN)], now).notices} == {"second"}
    assert {each.step for each in plan_book([sample(CN)], now.date()).notices} == {"first"}


def test_edition_without_a_schedule_does_not_stop_the_others() -> None:
    bare = replace(sample(SG), edition=replace(sample(SG).edition, schedule=None))
    plan = plan_book([bare, bare, sample()], date(2018, 10, 20))

    assert [problem.code for problem in plan.problems] == ["missing-file"]
    assert plan.count == len(list(plan.notices)) == 2
