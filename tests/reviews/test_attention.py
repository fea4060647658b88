from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import pytest

from tamdocs.reviews.attention import RULES, Reason, Value, case_reasons, in_order, term_reason, urgency
from tamdocs.reviews.attention_words import words_of
from tamdocs.reviews.period import parse_period
from tests.support.cases import figures_of, history_of, open_row, row, sample_history
from tests.support.samples import ROOT

MAY = parse_period("2018-05")


def found(rows: Iterable[Mapping[str, Any]], period: str = "2018-05") -> dict[str, dict[str, Any]]:
    """Return the values of the reasons by code, in order."""
    return {each.code: dict(each.values) for each in case_reasons(figures_of(history_of(list(rows)), period))}


def many(count: int, month: int, **changes: Any) -> Iterator[dict[str, Any]]:
    """Yield closed cases that were opened in a month of 2018, answered within an hour."""
    for number in range(count):
        day = f"2018-{month:02}-{number % 20 + 2:02}"
        moments = {"opened": f"{day}T09:00:00+02:00", "closed": f"{day}T16:00:00+02:00"}
        first = {"first_response": f"{day}T10:00:00+02:00"}
        yield row(**({"case_id": f"M{month}-{number}"} | moments | first | changes))


def test_a_quiet_customer_needs_no_call() -> None:
    assert found([row()]) == {}
    assert found([]) == {}


def test_a_case_of_severity_1_is_told_while_it_is_open_and_when_it_was_opened() -> None:
    opened = open_row(case_id="OUT", severity="1")
    later = row(case_id="LATER", severity="1", closed="2018-06-01T09:00:00+02:00")
    before = row(
        case_id="BEFORE",
        severity="1",
        opened="2018-04-30T09:00:00+02:00",
        first_response="2018-04-30T10:00:00+02:00",
        closed="2018-05-01T12:00:00+02:00",
    )

    reasons = found([opened, later, before])

    assert reasons["severity-1-open"] == {"count": 2, "cases": ("OUT", "LATER")}
    assert reasons["severity-1-opened"] == {"count": 2, "cases": ("OUT", "LATER"), "month": "2018-05"}


def test_escalated_cases_are_named() -> None:
    assert found([row(escalated="true"), row(case_id="C-2")]) == {
        "escalated": {"count": 1, "cases": ("C-1",), "month": "2018-05"}
    }


def test_what_an_earlier_review_has_told_is_no_reason_any_more() -> None:
    rows = [
        row(escalated="true", severity="1"),
        *many(1, 6, case_id="JUNE", escalated="true", severity="1"),
    ]

    reasons = found(rows, "2018-Q2")

    assert reasons == {
        "severity-1-opened": {"count": 1, "cases": ("JUNE",), "month": "2018-06"},
        "escalated": {"count": 1, "cases": ("JUNE",), "month": "2018-06"},
    }


def test_cases_opened_again_are_a_reason_where_they_grew_and_chance_does_not_explain_it() -> None:
    assert found([*many(20, 4), *many(1, 5, reopened="true")]) == {}
    assert found([*many(20, 4), *many(20, 5, reopened="true")]) == {"reopened-grew": {"now": 20, "before": 0}}


def test_a_growth_counts_only_where_chance_does_not_explain_it() -> None:
    assert "opened-grew" not in found([*many(9, 4), *many(15, 5)])
    assert found([*many(9, 4), *many(40, 5)])["opened-grew"] == {"now": 40, "before": 9}
    assert "opened-grew" not in found([*many(40, 4), *many(9, 5)])
    assert "opened-grew" not in found(many(40, 5))


def test_a_backlog_that_grew_is_told() -> None:
    left = ({"closed": "", "status": "open"} | {"case_id": f"B-{number}"} for number in range(30))
    rows = [*many(3, 4), *(row(**each) for each in left)]

    assert found(rows)["backlog-grew"] == {"now": 30, "before": 0}


def test_a_pain_point_that_grew_is_named() -> None:
    reasons = found([*many(5, 4), *many(40, 5)])

    assert reasons["pain-point-grew"] == {"count": 1, "points": ("Policy / Symantec Data Loss Prevention 15",)}


@pytest.mark.parametrize(("response", "told"), [("10:00", False), ("10:12", False), ("10:20", True), ("11:00", True)])
def test_a_first_response_is_slower_from_a_quarter_on(response: str, told: object) -> None:
    late = (
        {**each, "first_response": each["opened"].replace("09:00", response)} for each in many(12, 5, category="Other")
    )

    assert ("response-slower" in found([*many(12, 4), *late])) is told


@pytest.mark.parametrize(("before", "now"), [(3, 3), (9, 30), (30, 9)])
def test_a_response_that_few_cases_tell_of_says_nothing(before: int, now: int) -> None:
    late = ({**each, "first_response": each["opened"].replace("09:00", "15:00")} for each in many(now, 5))

    assert "response-slower" not in found([*many(before, 4), *late])


def test_old_cases_of_the_backlog_are_named_with_the_age_of_the_oldest() -> None:
    rows = [
        open_row(case_id="YOUNG", opened="2018-05-02T09:00:00+02:00"),
        open_row(case_id="OLD", opened="2018-03-01T09:00:00+01:00", first_response=""),
        open_row(case_id="OLDER", opened="2017-12-01T09:00:00+01:00", first_response=""),
    ]

    assert found(rows)["old-case"] == {"count": 2, "days": 181, "cases": ("OLD", "OLDER")}


def test_a_customer_who_falls_silent_is_told_if_there_were_enough_cases_before() -> None:
    assert found(many(10, 4)) == {"silent": {"before": 10}}
    assert found(many(9, 4)) == {}


@pytest.mark.parametrize(
    ("end", "days"),
    [(date(2018, 5, 10), -21), (date(2018, 5, 31), 0), (date(2018, 8, 29), 90), (date(2018, 8, 30), None)],
)
def test_a_term_that_ends_within_ninety_days_of_the_period_is_told(end: date, days: int | None) -> None:
    reason = term_reason(MAY, end, renewed=False)

    assert (reason.values["days"] if reason else None) == days
    assert term_reason(MAY, end, renewed=True) is None


def test_customers_are_in_order_of_their_heaviest_reason_then_of_the_next() -> None:
    def order(*codes: str) -> tuple[int, ...]:
        return urgency(in_order(Reason(code, {}) for code in codes))

    assert (
        order("old-case", "severity-1-open")
        < order("severity-1-open")
        < order("reopened-grew", "escalated", "old-case", "silent")
        < order("escalated", "old-case")
        < order("reopened-grew")
        < order()
    )


def test_where_the_reasons_are_the_same_more_cases_come_first() -> None:
    def order(escalated: int, old: int) -> tuple[int, ...]:
        return urgency((Reason("escalated", {"count": escalated}), Reason("old-case", {"count": old})))

    assert order(3, 1) < order(2, 9) < order(2, 1)
    assert order(1, 1) < urgency((Reason("escalated", {"count": 9}),))


def test_the_rules_are_in_order_of_their_weight() -> None:
    weights = [rule.weight for rule in RULES.values()]

    assert weights == sorted(set(weights), reverse=True)


def test_each_rule_stands_in_the_docs_in_the_same_words() -> None:
    text = (ROOT / "docs" / "reviews.md").read_text("utf-8")

    rows = [f"| `{code}` | {rule.weight} | {rule.meaning} |" for code, rule in RULES.items()]

    assert "\n".join(rows) in text


VALUES: dict[str, Value] = {
    "count": 12,
    "cases": ("A-1", "A-2"),
    "now": 40,
    "before": 9,
    "days": 45,
    "term_end": "2018-07-15",
    "languages": "en",
    "month": "2018-05",
}


@pytest.mark.parametrize("code", RULES)
def test_each_reason_has_words_in_both_languages(code: str) -> None:
    english, chinese = (words_of(Reason(code, VALUES), language) for language in ("en", "zh-Hans"))

    assert english.isascii()
    assert english[0].isupper() or english[0].isdigit()
    assert not chinese.isascii()
    assert "{" not in english + chinese
    assert words_of(Reason(code, VALUES), "fr") == english


def test_words_name_the_cases_and_how_many_more_there_are() -> None:
    reason = Reason("escalated", {"count": 12, "cases": tuple("ABCDEFGHIJ"), "month": "2018-05"})
    one = Reason("old-case", {"count": 1, "cases": ("A",), "days": 45})

    assert words_of(reason, "en") == "12 cases of 2018-05 escalated: A, B, C, D, E, 7 more"
    assert words_of(reason, "zh-Hans") == "2018-05 新增的 12 个案例已升级：A、B、C、D、E、另有 7 个"
    assert words_of(one, "en") == "1 case open for more than 30 days, the oldest for 45: A"


def test_the_samples_need_a_call_in_august() -> None:
    history = sample_history("TAM-2017-004218", "Asia/Shanghai")

    reasons = case_reasons(figures_of(history, "2018-08", "Asia/Shanghai"))

    assert [reason.code for reason in reasons] == [
        "severity-1-opened",
        "escalated",
        "opened-grew",
        "pain-point-grew",
        "old-case",
    ]
