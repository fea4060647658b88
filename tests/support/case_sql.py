"""The figures of a case history once more, by SQL in DuckDB: from the bytes of the CSV file, with nothing of ours."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import holidays

_TYPES = "{'opened': 'TIMESTAMPTZ', 'first_response': 'TIMESTAMPTZ', 'closed': 'TIMESTAMPTZ'}"
_WHERE = {
    "opened": "opened >= $start and opened < $end",
    "closed": "closed >= $start and closed < $end",
    "backlog": "opened < $end and (closed is null or closed >= $end)",
    "waiting": "opened < $end and coalesce(closed, $end) >= $end and coalesce(first_response, $end) >= $end",
    "escalated": "opened >= $start and opened < $end and escalated",
    "reopened": "closed >= $start and closed < $end and reopened",
}


class CaseSql:
    """The cases of a CSV file, in a database."""

    def __init__(self, path: Path, zone: str, country: str | None) -> None:
        self.zone = zone
        self._base = duckdb.connect()
        self._base.execute("set TimeZone = 'UTC'")
        self._base.execute(
            f"create table cases as select * from read_csv('{path}', header = true, types = {_TYPES})"  # noqa: S608
        )
        self._base.execute("create table days (day date)")
        free = holidays.country_holidays(country, years=range(2014, 2026)) if country else None
        days = [date(2015, 1, 1) + timedelta(number) for number in range(365 * 9)]
        worked = [day for day in days if (free.is_working_day(day) if free is not None else day.weekday() < 5)]
        self._base.execute("insert into days select unnest($days)", {"days": worked})
        self._base.execute(
            "create table spans as select epoch((day + interval 9 hour) at time zone $zone) as opens, "
            "epoch((day + interval 17 hour) at time zone $zone) as closes from days",
            {"zone": zone},
        )

    def _ask(self, query: str, first: date, end: date) -> list[tuple[Any, ...]]:
        zone = ZoneInfo(self.zone)
        bounds = {
            name: datetime(day.year, day.month, day.day, tzinfo=zone) for name, day in (("start", first), ("end", end))
        }
        used = {name: moment for name, moment in bounds.items() if f"${name}" in query}
        return self._base.execute(query, used).fetchall()

    def counts(self, first: date, end: date) -> dict[str, int]:
        return {
            name: self._ask(f"select count(*) from cases where {where}", first, end)[0][0]  # noqa: S608
            for name, where in _WHERE.items()
        }

    def counts_by(self, name: str, columns: str, first: date, end: date) -> dict[tuple[Any, ...], int]:
        query = f"select {columns}, count(*) from cases where {_WHERE[name]} group by all"  # noqa: S608
        return {row[:-1]: row[-1] for row in self._ask(query, first, end)}

    def hours(self, measure: str, first: date, end: date, severity: int | None = None) -> tuple[float | None, ...]:
        """Return median and 90th percentile of the hours on the clock, then those of the business hours."""
        last = {"response": "first_response", "resolution": "closed"}[measure]
        more = f" and severity = {severity}" if severity else ""
        query = f"""
            with taken as (
                select epoch({last}) - epoch(opened) as elapsed,
                    coalesce((select sum(greatest(0, least(closes, epoch({last})) - greatest(opens, epoch(opened))))
                        from spans where closes > epoch(opened) and opens < epoch({last})), 0) as business
                from cases where {last} >= $start and {last} < $end{more}
            )
            select quantile_disc(elapsed, 0.5), quantile_disc(elapsed, 0.9),
                quantile_disc(business, 0.5), quantile_disc(business, 0.9) from taken
        """  # noqa: S608
        return tuple(None if each is None else round(each / 360) / 10 for each in self._ask(query, first, end)[0])

    def ages(self, first: date, end: date) -> tuple[int | None, ...]:
        """Return the median, the 90th percentile and the greatest age of the backlog, in days."""
        query = f"""
            select quantile_disc(age, 0.5), quantile_disc(age, 0.9), max(age) from (
                select cast(floor((epoch($end::timestamptz) - epoch(opened)) / 86400) as bigint) as age
                from cases where {_WHERE["backlog"]}
            )
        """  # noqa: S608
        return self._ask(query, first, end)[0]
