"""Moments in the one form that most exports have, ISO 8601 to the second, read a column at a time.

What is read here is what `moments.parse_moment` says of the same text; a test holds that.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import polars as pl

from tamdocs.reviews.moments import FIRST_YEAR, LAST_YEAR

LOCAL = len("2026-10-05T09:14:00")
_SHAPE = (
    r"^[0-9]{4}-(?:0[1-9]|1[0-2])-[0-9]{2}[T ](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
    r"(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9])?$"
)
# A day within the bounds, whatever the offset: the careful way judges the others.
_EARLIEST_S = int(datetime(FIRST_YEAR, 1, 3, tzinfo=UTC).timestamp())
_LATEST_S = int(datetime(LAST_YEAR, 12, 29, tzinfo=UTC).timestamp())


def shaped(cells: pl.Expr) -> pl.Expr:
    """Return whether *cells* have the form."""
    return cells.str.contains(_SHAPE)


def quick_moments(name: str, offsets: Iterable[str | None], zone: ZoneInfo) -> pl.Expr:
    """Return the moments in the column *name*, in seconds since 1970 in UTC; null for what is no moment.

    Args:
        offsets: What stands behind the local time, in any of the cells.
        zone: Of those that have nothing there.
    """
    cells = pl.col(name)
    known_offsets = [text for text in offsets if text is not None]
    if len(known_offsets) == 1 and (offset := offset_of(known_offsets[0])) is not None:
        # The whole cell in one form: the blank that may stand for a T is seen by a null.
        return _parsed(cells, known_offsets[0]).dt.epoch("s") - offset
    local = _parsed(cells.str.head(LOCAL).str.replace(" ", "T", literal=True))
    seconds = {text: offset_of(text) for text in known_offsets if text}
    known = {text: offset for text, offset in seconds.items() if offset is not None}
    behind = cells.str.slice(LOCAL)
    told: pl.Expr = pl.lit(None, dtype=pl.Int64)
    if known:
        told = local.dt.epoch("s") - behind.replace_strict(known, default=None, return_dtype=pl.Int64)
    if "" not in known_offsets:
        return told
    in_zone = local.dt.replace_time_zone(zone.key, ambiguous="earliest", non_existent="null").dt.epoch("s")
    return pl.when(behind == "").then(in_zone).otherwise(told)


def _parsed(cells: pl.Expr, behind: str = "") -> pl.Expr:
    return cells.str.to_datetime(f"%Y-%m-%dT%H:%M:%S{behind}", time_unit="us", strict=False, cache=False)


def offset_of(text: str | None) -> int | None:
    """Return the seconds that the offset *text* is east of Greenwich; None if it is none."""
    if text == "Z":
        return 0
    if not text or len(text) != 6 or not (text[1:3] + text[4:6]).isdecimal():
        return None
    seconds = int(text[1:3]) * 3600 + int(text[4:6]) * 60
    return -seconds if text[0] == "-" else seconds


def surely_within(moments_s: pl.Series) -> pl.Series:
    """Return which moments are within the years that a case may have."""
    return moments_s.is_between(_EARLIEST_S, _LATEST_S)


def all_read(moments_s: pl.Series, cells: pl.Series) -> bool:
    """Return whether each of *cells* was read as one of *moments_s* within the years that a case may have."""
    if moments_s.null_count() != cells.null_count():
        return False
    return bool(surely_within(moments_s).fill_null(value=True).all())
