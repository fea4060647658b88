"""Moments in the one form that most exports have, ISO 8601 to the second, read a column at a time.

What is read here is what `moments.parse_moment` says of the same text; a test holds that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

import polars as pl

from tamdocs.reviews.flat_bytes import flat_bytes
from tamdocs.reviews.moments import FIRST_YEAR, LAST_YEAR

LOCAL = len("2026-10-05T09:14:00")
_OFFSET = r"(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9])?"
_SHAPE = r"^[0-9]{4}-(?:0[1-9]|1[0-2])-[0-9]{2}[T ](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]" + _OFFSET + "$"
# A day within the bounds, whatever the offset: the careful way judges the others.
_EARLIEST_S = int(datetime(FIRST_YEAR, 1, 3, tzinfo=UTC).timestamp())
_LATEST_S = int(datetime(LAST_YEAR, 12, 29, tzinfo=UTC).timestamp())


def shaped(cells: pl.Expr) -> pl.Expr:
    """Return whether *cells* have the form."""
    return cells.str.contains(_SHAPE)


class Read(NamedTuple):
    moments_s: pl.Series
    """In seconds since 1970 in UTC; null for an empty cell."""
    is_local: bool
    """Whether they told no offset."""


def read_moments(cells: pl.Series, zone: ZoneInfo) -> Read | None:
    """Return the moments of a whole column, all cells of which have one form; None where the careful way must tell.

    Args:
        zone: Of moments without an offset.
    """
    first = next(iter(cells.drop_nulls().head(1)), "")
    if not re.fullmatch(_SHAPE, first):
        return None
    given = cells.fill_null(first) if cells.null_count() else cells
    if not (given.str.len_bytes() == len(first)).all():
        return None
    local_s = _local_s(flat_bytes(given), first)
    moments_s = None if local_s is None else _moments_s(local_s, given, first[LOCAL:], zone)
    if moments_s is None or moments_s.null_count() or not surely_within(moments_s).all():
        return None
    if cells.null_count():
        moments_s = moments_s.zip_with(cells.is_not_null(), pl.Series([None], dtype=pl.Int64))
    return Read(moments_s, not first[LOCAL:])


def _moments_s(local_s: pl.Series, cells: pl.Series, offset: str, zone: ZoneInfo) -> pl.Series:
    """Return the moments of local times in *cells*, the first of which has *offset*."""
    if not offset:
        return local_s.to_frame("at").select(_in_zone(pl.from_epoch("at"), zone)).to_series()
    if cells.str.ends_with(offset).all():
        return local_s - offset_of(offset)
    behind = cells.str.slice(LOCAL)
    known = {text: offset_of(text) for text in behind.unique() if re.fullmatch(_OFFSET, text)}
    return local_s - behind.replace_strict(known, default=None, return_dtype=pl.Int64)


def _local_s(signs: pl.Series, first: str) -> pl.Series | None:
    """Return the seconds from 1970 up to the local times in *signs*: bytes of cells that are all as long as *first*.

    None where one of them has other signs than *first* between its digits, or is no day or time of day.
    """
    frame, width = signs.to_frame("sign"), len(first)
    if not _has_form(frame, first):
        return None
    parts = frame.select(_two(place, width).alias(name) for name, (place, *_) in _PARTS.items())
    year = parts["century"].cast(pl.Int32) * 100 + parts["year"]
    if not all(_is_within(parts[name], low, high) for name, (_, low, high) in _PARTS.items()):
        return None
    if not _is_within(year, FIRST_YEAR, LAST_YEAR):
        return None
    months, month = _months(), (year - FIRST_YEAR) * 12 + parts["month"] - 1
    if (parts["day"] > months["days"].gather(month)).any():
        return None
    day = months["before"].gather(month) + parts["day"]
    minutes = parts["hour"].cast(pl.Int32) * 60 + parts["minute"]
    return day.cast(pl.Int64) * 86_400 + minutes * 60 + parts["second"]


def _has_form(signs: pl.DataFrame, first: str) -> bool:
    """Return whether *signs* are digits where those of *first* are, and the others those of *first* up to its offset.

    It has as many digits as *first*; those of its signs that are none stand in the right places, so all are right.
    """
    sign, width = pl.col("sign"), len(first)
    digits = sum(each.isdecimal() for each in first) * (len(signs) // width)
    between = ((sign.gather_every(width, at) == ord(first[at])).all().alias(str(at)) for at in (4, 7, 10, 13, 16))
    return all(signs.select(((sign >= _ZERO) & (sign <= _NINE)).sum() == digits, *between).row(0))


_ZERO, _NINE = b"09"


def _is_within(numbers: pl.Series, low: int, high: int) -> bool:
    least, most = numbers.min(), numbers.max()
    return isinstance(least, int) and isinstance(most, int) and low <= least and most <= high


def _two(place: int, width: int) -> pl.Expr:
    """Return the number that two digits from *place* make, in each cell of *width* bytes."""
    tens, ones = (pl.col("sign").gather_every(width, at) & 0x0F for at in (place, place + 1))
    return tens * 10 + ones


_PARTS = {
    "century": (0, 0, 99),
    "year": (2, 0, 99),
    "month": (5, 1, 12),
    "day": (8, 1, 31),
    "hour": (11, 0, 23),
    "minute": (14, 0, 59),
    "second": (17, 0, 59),
}
"""Where the two digits stand, and the numbers that they may be."""


@cache
def _months() -> pl.DataFrame:
    """Return for each month from `FIRST_YEAR` how many days it has, and the days from 1970 to the one before it."""
    first = pl.date_range(date(FIRST_YEAR, 1, 1), date(LAST_YEAR + 1, 1, 1), "1mo", eager=True).cast(pl.Int32)
    return pl.DataFrame({"before": first[:-1] - 1, "days": first[1:] - first[:-1]})


def quick_moments(name: str, offsets: Iterable[str | None], zone: ZoneInfo) -> pl.Expr:
    """Return the moments in the column *name*, in seconds since 1970 in UTC; null for what is no moment.

    Args:
        offsets: What stands behind the local time, in any of the cells.
        zone: Of those that have nothing there.
    """
    cells = pl.col(name)
    text = cells.str.head(LOCAL).str.replace(" ", "T", literal=True)
    local = text.str.to_datetime("%Y-%m-%dT%H:%M:%S", time_unit="us", strict=False, cache=False)
    behind = cells.str.slice(LOCAL)
    known = {text: offset for text in offsets if (offset := offset_of(text)) is not None}
    told = local.dt.epoch("s") - behind.replace_strict(known, default=None, return_dtype=pl.Int64)
    return pl.when(behind == "").then(_in_zone(local, zone)).otherwise(told)


def _in_zone(local: pl.Expr, zone: ZoneInfo) -> pl.Expr:
    return local.dt.replace_time_zone(zone.key, ambiguous="earliest", non_existent="null").dt.epoch("s")


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
