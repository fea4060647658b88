"""Figures as a JSON value, as `schemas/case-review.schema.json` has it: what a review document prints."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from tamdocs.reviews.figure import FEW, Change, Figure, Number
from tamdocs.reviews.figures import COUNTED, CaseFigures, Headline, Part
from tamdocs.reviews.history import CaseHistory
from tamdocs.reviews.pain_points import PainPoint
from tamdocs.reviews.severity_one import SeverityOneCase
from tamdocs.reviews.times import MEASURES, TimeFigures
from tamdocs.reviews.trend import MonthFigures

Json: TypeAlias = dict[str, Any]


def figures_as_data(figures: CaseFigures) -> Json:
    """Return *figures* as data of a document; a fraction is text with a point, and what is not there is left out."""
    period, hours = figures.period, figures.hours
    counted = figures.headline[: len(COUNTED)]
    measured = figures.headline[len(COUNTED) :]
    return {
        "period": {
            "name": str(period),
            "kind": period.kind,
            "first_day": period.first_day.isoformat(),
            "last_day": (period.end_day - timedelta(1)).isoformat(),
        },
        "history": _history(figures.history, hours.zone),
        "business_hours": _told(zone=hours.zone, country=hours.country, opens=f"{hours.opens:%H:%M}")
        | {"closes": f"{hours.closes:%H:%M}"},
        "headline": {name_of(each.now): _headline(each) for each in figures.headline},
        "counts": [{"name": name_of(each.now)} | _headline(each) for each in counted],
        "durations": [_named(each) | _headline(each) for each in measured],
        "by_severity": [{"severity": int(part.name[0])} | _counts(part) for part in figures.by_severity],
        "by_product": [
            {"product_family": part.name[0], "product": part.name[1]} | _counts(part) for part in figures.by_product
        ],
        "products": len(figures.by_product),
        "backlog_age": _backlog_age(figures),
        "times": {kind: [_times(each) for each in figures.times if each.measure == kind] for kind in MEASURES},
        "severity_one": {
            "count": figures.severity_one.count.count,
            "cases": [_case(each) for each in figures.severity_one.cases],
        },
        "pain_points": [_pain_point(each) for each in figures.pain_points],
        "months": [_month(each) for each in figures.trend if each.month in period.each_month()],
        "trend": [_month(each) for each in figures.trend],
    } | ({"outside": figures.outside.count} if figures.outside else {})


def _month(month: MonthFigures) -> Json:
    return {
        "month": str(month.month),
        "first_day": month.month.first_day.isoformat(),
        "opened": month.opened.count,
        "closed": month.closed.count,
        "backlog": month.backlog.count,
    }


def _history(history: CaseHistory, zone: str) -> Json:
    last_day = history.last_day(ZoneInfo(zone))
    return _told(last_day=last_day and last_day.isoformat()) | {
        "source": history.source,
        "rows": history.rows,
        "left_out": history.left_out,
        "other_orders": history.others,
        "local_moments": history.local_moments,
        "zone": history.zone,
    }


def written(value: Number) -> str | None:
    """Return *value* as text; hours with one digit after the point."""
    return None if value is None else f"{value:.1f}" if isinstance(value, float) else str(value)


def name_of(figure: Figure) -> str:
    """Return the id of *figure* without its period and part, as data has it."""
    return re.sub("[.-]", "_", figure.id.partition("@")[0])


def _named(headline: Headline) -> Json:
    """Return what a duration is: `response-elapsed.p90` is a measure, a clock and a rank."""
    return dict(zip(("measure", "clock", "rank"), name_of(headline.now).split("_"), strict=True))


def _told(**members: object) -> Json:
    return {name: value for name, value in members.items() if value is not None}


def _headline(headline: Headline) -> Json:
    now = headline.now
    return _told(
        unit=now.unit,
        value=written(now.value),
        count=now.count,
        previous=_change(headline.previous),
        year_before=_change(headline.year_before),
    )


def _change(change: Change | None) -> Json | None:
    if change is None:
        return None
    difference = change.difference
    return _told(
        value=written(change.before.value),
        difference=written(round(difference, 1) if isinstance(difference, float) else difference),
        percent=change.percent,
        caution=change.caution,
    )


def _counts(part: Part) -> Json:
    return {rule: figure.count for rule, figure in zip(COUNTED, part.counts, strict=True)}


def _backlog_age(figures: CaseFigures) -> Json:
    age = figures.backlog_age
    bands = [
        _told(from_days=low, to_days=high, cases=figure.count, name=f"{low}-{high}" if high else f"{low}")
        for low, high, figure in age.bands
    ]
    days = _told(median_days=age.median.value, p90_days=age.p90.value, oldest_days=age.oldest.value)
    return days | {"bands": bands}


def _times(times: TimeFigures) -> Json:
    return _told(
        severity=times.severity,
        cases=times.count,
        median_elapsed=written(times.median_elapsed.value),
        p90_elapsed=written(times.p90_elapsed.value),
        median_business=written(times.median_business.value),
        p90_business=written(times.p90_business.value),
        few=times.count < FEW,
    )


def _case(case: SeverityOneCase) -> Json:
    return _told(
        case_id=case.case_id,
        row=case.line,
        opened=_moment(case.opened),
        first_response=_moment(case.first_response),
        closed=_moment(case.closed),
        product_family=case.product_family,
        product=case.product,
        category=case.category,
        root_cause=case.root_cause,
        summary=case.summary,
        response_hours=written(case.response.value),
        resolution_hours=written(case.resolution.value),
    )


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else f"{moment:%Y-%m-%d %H:%M}"


def _pain_point(point: PainPoint) -> Json:
    return _told(
        category=point.category,
        product_family=point.product_family,
        product=point.product,
        cases=point.now.count,
        grew=point.grew,
        previous=_change(point.previous),
        year_before=_change(point.year_before),
    )
