from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tamdocs.reviews.figures import COUNTED, CaseFigures
from tamdocs.reviews.period import parse_period
from tests.support.case_sql import CaseSql
from tests.support.cases import (
    SAMPLES,
    as_csv,
    figures_of,
    headline,
    history_of,
    moment,
    open_row,
    row,
    sample_history,
)

CUSTOMERS = {"TAM-2017-004218": ("Asia/Shanghai", "CN"), "RPS-2017-000931": ("America/Los_Angeles", "US")}
PERIODS = ("2017-09", "2017-11", "2018-03", "2018-08", "2018-11", "2018-12", "2017-Q4", "2018-Q3", "2017", "2018")


def agrees(figures: CaseFigures, sql: CaseSql) -> None:
    """Hold all that SQL says of the period against *figures*."""
    days = figures.period.first_day, figures.period.end_day
    assert {name: headline(figures)[name] for name in COUNTED} == sql.counts(*days)
    for place, name in enumerate(COUNTED):
        by_severity = {(int(part.name[0]),): part.counts[place].value for part in figures.by_severity}
        by_product = {part.name: part.counts[place].value for part in figures.by_product}
        assert {key: each for key, each in by_severity.items() if each} == sql.counts_by(name, "severity", *days)
        assert {key: each for key, each in by_product.items() if each} == sql.counts_by(
            name, "product_family, product", *days
        )
    for each in figures.times:
        assert tuple(figure.value for figure in each.figures()) == sql.hours(each.measure, *days, each.severity)
    age = figures.backlog_age
    assert (age.median.value, age.p90.value, age.oldest.value) == sql.ages(*days)
    points = {(point.category, point.product_family, point.product): point.now.value for point in figures.pain_points}
    assert points.items() <= sql.counts_by("opened", "category, product_family, product", *days).items()
    for month in figures.trend:
        counts = sql.counts(month.month.first_day, month.month.end_day)
        assert [figure.value for figure in month.figures()] == [
            counts[name] for name in ("opened", "closed", "backlog")
        ]


@pytest.mark.parametrize("order", CUSTOMERS)
def test_figures_of_the_samples_are_those_of_sql(order: str) -> None:
    zone, country = CUSTOMERS[order]
    sql = CaseSql(SAMPLES / f"{order}.csv", zone, country)

    for period in PERIODS:
        agrees(figures_of(sample_history(order, zone), period, zone), sql)


ZONES = {"Europe/Berlin": "DE", "America/Los_Angeles": "US", "Asia/Singapore": "SG", "UTC": None}
SPAN = (1_519_000_000, 1_551_000_000)


@st.composite
def histories(draw: st.DrawFn) -> tuple[str, list[dict[str, Any]]]:
    zone = draw(st.sampled_from(sorted(ZONES)))
    rows = []
    for number in range(draw(st.integers(0, 12))):
        opened = draw(st.integers(*SPAN))
        response = opened + draw(st.integers(0, 900_000)) if draw(st.booleans()) else None
        closed = (response or opened) + draw(st.integers(0, 9_000_000)) if draw(st.booleans()) else None
        rows.append(
            row(
                case_id=f"C-{number}",
                opened=moment(opened, zone),
                first_response="" if response is None else moment(response, "UTC"),
                closed="" if closed is None else moment(closed, zone),
                status="open" if closed is None else "closed",
                severity=draw(st.integers(1, 4)),
                product=draw(st.sampled_from(["P", "Q"])),
                category=draw(st.sampled_from(["a", "b"])),
                escalated=draw(st.sampled_from(["true", "false"])),
                reopened=draw(st.sampled_from(["true", "false"])),
            )
        )
    return zone, rows


@settings(max_examples=60)
@given(histories(), st.sampled_from(["2018-03", "2018-10", "2018-Q2", "2018"]))
def test_figures_of_any_history_are_those_of_sql(drawn: tuple[str, list[dict[str, Any]]], period: str) -> None:
    zone, rows = drawn
    with TemporaryDirectory() as folder:
        path = Path(folder) / "cases.csv"
        path.write_bytes(as_csv(rows))
        if rows:
            agrees(figures_of(history_of(rows, zone), period, zone), CaseSql(path, zone, ZONES[zone]))


@given(histories(), st.sampled_from(["2018-Q1", "2018-Q4", "2018"]))
def test_a_period_is_the_sum_of_its_months(drawn: tuple[str, list[dict[str, Any]]], period: str) -> None:
    zone, rows = drawn
    history = history_of(rows, zone)
    whole = figures_of(history, period, zone)
    months = [figures_of(history, str(month), zone) for month in parse_period(period).each_month()]

    for name in ("opened", "closed", "escalated", "reopened"):
        assert headline(whole)[name] == sum(headline(month)[name] for month in months)
    assert headline(whole)["backlog"] == headline(months[-1])["backlog"]
    for measure in whole.times:
        parts = [each for month in months for each in month.times]
        same = [each.count for each in parts if (each.measure, each.severity) == (measure.measure, measure.severity)]
        assert measure.count == sum(same)


@given(histories())
def test_backlog_is_what_was_opened_and_not_closed(drawn: tuple[str, list[dict[str, Any]]]) -> None:
    zone, rows = drawn
    months = figures_of(history_of(rows, zone), "2019-02", zone).trend

    for before, after in itertools.pairwise(months):
        assert after.backlog.count == before.backlog.count + after.opened.count - after.closed.count


@given(histories())
def test_the_rows_behind_a_count_are_as_many_as_it_says(drawn: tuple[str, list[dict[str, Any]]]) -> None:
    zone, rows = drawn
    figures = figures_of(history_of(rows, zone), "2018", zone)

    ids = [figure.id for figure in figures.all_figures()]
    assert len(ids) == len(set(ids))
    for figure in figures.all_figures():
        if figure.unit == "cases":
            assert len(figure.rows) == figure.count == figure.value
        else:
            assert len(figure.rows) >= figure.count


def test_story_of_the_samples_is_seen() -> None:
    zone = "Asia/Shanghai"
    august, november = (
        figures_of(sample_history("TAM-2017-004218", zone), each, zone) for each in ("2018-08", "2018-11")
    )

    point = august.pain_points[0]
    assert (point.category, point.product, point.grew) == ("False positive", "Symantec Data Loss Prevention 15", True)
    assert [point.category for point in november.pain_points if point.grew] == []
    fixed = next(each for each in november.pain_points if each.category == "False positive")
    assert fixed.now.count < 10 < point.now.count
    outage = figures_of(sample_history("RPS-2017-000931", "America/Los_Angeles"), "2018-08", "America/Los_Angeles")
    case = next(each for each in outage.severity_one.cases if each.case_id == "US-OUTAGE-1")
    assert (f"{case.opened:%d %H:%M}", f"{case.closed:%d %H:%M}", case.resolution.value) == (
        "14 22:47",
        "15 09:31",
        10.7,
    )


def opened_in(month: str, count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        yield open_row(case_id=f"{month}-{number}", opened=f"{month}-10T09:00:00Z", first_response="")


@pytest.mark.parametrize(
    ("before", "now", "percent", "caution"),
    [
        (3, 6, None, "few"),
        (20, 25, 25, "chance"),
        (20, 40, 100, None),
        (40, 20, -50, None),
        (0, 12, None, None),
        (1, 9, 800, None),
    ],
)
def test_small_numbers_are_told_with_caution(before: int, now: int, percent: int | None, caution: str | None) -> None:
    rows = [*opened_in("2018-04", before), *opened_in("2018-05", now), *opened_in("2017-05", 1)]
    opened = figures_of(history_of(rows), "2018-05").headline[0]

    assert opened.previous is not None
    assert (opened.previous.difference, opened.previous.percent, opened.previous.caution) == (
        now - before,
        percent,
        caution,
    )


def test_what_the_history_does_not_reach_back_to_is_no_zero() -> None:
    history = history_of([*opened_in("2018-04", 2), *opened_in("2018-05", 2)])

    month, quarter = (figures_of(history, period).headline[0] for period in ("2018-05", "2018-Q2"))

    assert month.previous is not None
    assert month.year_before is None
    assert (quarter.now.value, quarter.previous) == (4, None)


def test_quantile_is_the_nearest_rank() -> None:
    rows = [
        row(
            case_id=f"C-{hours}",
            first_response=f"2018-05-02T{9 + hours:02}:00:00+02:00",
            closed="2018-05-03T09:00:00+02:00",
        )
        for hours in range(1, 11)
    ]

    times = figures_of(history_of(rows), "2018-05").times[0]

    assert (times.median_elapsed.value, times.p90_elapsed.value) == (5.0, 9.0)
    assert times.median_business.value == 5.0


def test_cases_for_other_software_are_counted() -> None:
    from tamdocs.reviews.business_hours import business_hours  # noqa: PLC0415
    from tamdocs.reviews.figures import case_figures  # noqa: PLC0415

    history = history_of([row(), row(case_id="C-2", product_family="Web Security")])
    made = case_figures(
        history, parse_period("2018-05"), business_hours("UTC", "09:00-17:00"), ["data loss prevention"]
    )

    assert made.outside is not None
    assert [each.case_id for each in made.outside.rows] == ["C-2"]


# Edge months


def test_month_without_a_case() -> None:
    for rows in ([], [row()], list(opened_in("2018-09", 1))):
        figures = figures_of(history_of(rows), "2018-06")

        assert [headline(figures)[name] for name in COUNTED] == [0] * 6
        assert [each.count for each in figures.times] == [0] * 10
        assert figures.times[0].median_elapsed.value is None
        assert (figures.pain_points, figures.severity_one.cases, figures.by_product) == ((), (), ())


def test_month_of_one_case() -> None:
    figures = figures_of(history_of([row(severity="1")]), "2018-05")

    assert headline(figures) == {
        "opened": 1,
        "closed": 1,
        "backlog": 0,
        "waiting": 0,
        "escalated": 0,
        "reopened": 0,
        "response-elapsed.median": 1.0,
        "response-elapsed.p90": 1.0,
        "response-business.median": 1.0,
        "response-business.p90": 1.0,
        "resolution-elapsed.median": 24.0,
        "resolution-elapsed.p90": 24.0,
        "resolution-business.median": 8.0,
        "resolution-business.p90": 8.0,
    }
    assert [case.case_id for case in figures.severity_one.cases] == ["C-1"]


def test_month_of_open_cases_only() -> None:
    figures = figures_of(history_of(opened_in("2018-05", 3)), "2018-05")

    assert [headline(figures)[name] for name in COUNTED] == [3, 0, 3, 3, 0, 0]
    assert (figures.backlog_age.median.value, figures.backlog_age.oldest.value) == (21, 21)
    assert [figure.value for _, _, figure in figures.backlog_age.bands] == [0, 3, 0, 0]


def test_cases_around_the_ends_of_a_month_belong_to_the_local_day() -> None:
    rows = [
        open_row(case_id="before", opened="2018-02-28T22:59:59Z", first_response=""),
        open_row(case_id="first", opened="2018-02-28T23:00:00Z", first_response=""),
        open_row(case_id="last", opened="2018-03-31T21:59:59Z", first_response=""),
        open_row(case_id="after", opened="2018-03-31T22:00:00Z", first_response=""),
    ]

    opened = figures_of(history_of(rows), "2018-03").headline[0].now

    assert [each.case_id for each in opened.rows] == ["first", "last"]


def test_a_change_of_clocks_is_in_the_hours_on_the_clock() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    start, end = (datetime(2018, 3, day, 12, tzinfo=berlin).isoformat() for day in (24, 25))
    figures = figures_of(history_of([row(opened=start, first_response=end, closed=end)]), "2018-03")

    assert figures.times[0].median_elapsed.value == 23.0
    assert figures.times[0].median_business.value == 0.0
