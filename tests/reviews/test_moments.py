from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tamdocs.reviews.case_map import CaseColumn
from tamdocs.reviews.check_columns import check_columns
from tamdocs.reviews.moments import Moments, parse_moment
from tamdocs.tables.cell_values import CellError

BERLIN = ZoneInfo("Europe/Berlin")


def utc(epoch_s: int) -> str:
    return datetime.fromtimestamp(epoch_s, UTC).strftime("%Y-%m-%d %H:%M:%S")


def column(dates: str = "YYYY-MM-DD") -> CaseColumn:
    return CaseColumn("opened", "moment", required=True, heading="Opened", index=0, moments=Moments(dates))


@pytest.mark.parametrize(
    ("text", "dates", "expected"),
    [
        ("2018-05-02T09:00:00+02:00", "YYYY-MM-DD", "2018-05-02 07:00:00"),
        ("2018-05-02 09:00:00Z", "YYYY-MM-DD", "2018-05-02 09:00:00"),
        ("2018-05-02T09:00:00.999-0730", "YYYY-MM-DD", "2018-05-02 16:30:00"),
        ("2018-05-02 09:00", "YYYY-MM-DD", "2018-05-02 07:00:00"),
        ("02.05.2018 9:05", "DD.MM.YYYY", "2018-05-02 07:05:00"),
        ("5/2/2018 12:30 AM", "M/D/YYYY", "2018-05-01 22:30:00"),
        ("5/2/2018 12:30:10 pm", "M/D/YYYY", "2018-05-02 10:30:10"),
        ("2-MAY-2018 09:00:00 UTC", "D-MON-YYYY", "2018-05-02 09:00:00"),
        # Clocks go back at three: of the hour that is there twice the first one is meant.
        ("2018-10-28 02:30:00", "YYYY-MM-DD", "2018-10-28 00:30:00"),
    ],
)
def test_moment_is_read(text: str, dates: str, expected: str) -> None:
    assert utc(parse_moment(text, dates, BERLIN).epoch_s) == expected
    checked = check_columns(pl.DataFrame({"opened": [text]}), [column(dates)], BERLIN)
    assert utc(checked["opened"].values.item()) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "yesterday",
            'is "yesterday"; a moment is written YYYY-MM-DD HH:MM:SS, with or without an offset such as +08:00',
        ),
        ("2018-05-02", 'is "2018-05-02", a day without a time of day; times to response need one'),
        ("2018-02-30T09:00:00Z", 'is "2018-02-30T09:00:00Z": day is out of range for month'),
        ("2018-05-02T24:00:00Z", 'is "2018-05-02T24:00:00Z": hour must be in 0..23'),
        ("2018-05-02T09:00:60Z", 'is "2018-05-02T09:00:60Z": second must be in 0..59'),
        ("0218-05-02T09:00:00Z", 'is "0218-05-02T09:00:00Z", a moment before 1990 or after 2099'),
        ("2018-05-02T09:00:00+19:00", "has the offset +19:00, which no place on earth has"),
        ("2018-03-25 02:30:00", 'is "2018-03-25 02:30:00", a time that clocks skipped in Europe/Berlin'),
    ],
)
def test_what_is_no_moment_is_refused(text: str, message: str) -> None:
    with pytest.raises(CellError) as refused:
        parse_moment(text, "YYYY-MM-DD", BERLIN)

    checked = check_columns(pl.DataFrame({"opened": [text]}), [column()], BERLIN)
    assert str(refused.value).startswith(message[:40])
    assert (str(refused.value), checked["opened"].faults) == (checked["opened"].faults[0], {0: str(refused.value)})


OFFSETS = st.sampled_from(["", "Z", "+00:00", "+02:00", "-07:30", "+14:00", "+14:30", "+05:60", " +01:00"])
TEXTS = st.one_of(
    st.builds(
        "{:04}-{:02}-{:02}{}{:02}:{:02}:{:02}{}".format,
        st.sampled_from([1989, 1990, 2018, 2020, 2099, 2100]),
        st.integers(0, 13),
        st.integers(0, 32),
        st.sampled_from(["T", " ", "  "]),
        st.integers(0, 25),
        st.integers(0, 61),
        st.integers(0, 61),
        OFFSETS,
    ),
    st.builds(
        "2018-{}:{:02}{}".format, st.sampled_from(["03-25T02", "10-28T02", "10-28 03"]), st.integers(0, 59), OFFSETS
    ),
    st.text("0123456789-:T Z+", max_size=26),
)


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_columns_are_read_as_their_cells_are(texts: list[str]) -> None:
    expected: list[int | None] = []
    faults: dict[int, str] = {}
    for number, text in enumerate(texts):
        if not text.strip():
            expected.append(None)
            continue
        try:
            expected.append(parse_moment(text.strip(), "YYYY-MM-DD", BERLIN).epoch_s)
        except CellError as error:
            expected.append(None)
            faults[number] = str(error)

    checked = check_columns(pl.DataFrame({"opened": texts}), [column()], BERLIN)["opened"]

    assert (checked.values.to_list(), checked.faults) == (expected, faults)


@st.composite
def columns_of_one_form(draw: st.DrawFn) -> list[str | None]:
    """Return moments of one form, one of which may have another sign in it, and empty cells."""
    between, offsets = draw(st.sampled_from(["T", " "])), draw(st.sampled_from([[""], ["Z"], ["+08:00"], BERLINS]))
    moments = draw(st.lists(st.datetimes(datetime(1989, 12, 1), datetime(2100, 2, 1)), min_size=1, max_size=5))  # noqa: DTZ001
    texts = [f"{moment:%Y-%m-%d}{between}{moment:%H:%M:%S}{draw(st.sampled_from(offsets))}" for moment in moments]
    place, sign = draw(st.integers(0, len(texts[-1]))), draw(st.sampled_from(" -+:.,TZt0123456789/é\x00"))
    texts[-1] = texts[-1][:place] + sign + texts[-1][place + 1 :] if place < len(texts[-1]) else texts[-1]
    return draw(st.permutations([*texts, *draw(st.sampled_from([[], [None]]))]))


BERLINS = ["+01:00", "+02:00"]


@settings(max_examples=1000)
@given(columns_of_one_form())
def test_columns_of_one_form_are_read_as_their_cells_are(cells: list[str | None]) -> None:
    expected: list[int | None] = []
    faults: dict[int, str] = {}
    for number, text in enumerate(cells):
        try:
            expected.append(parse_moment(text.strip(), "YYYY-MM-DD", BERLIN).epoch_s if text else None)
        except CellError as error:
            expected.append(None)
            faults[number] = str(error)

    checked = check_columns(pl.DataFrame({"opened": cells}), [column()], BERLIN)["opened"]

    assert (checked.values.to_list(), checked.faults) == (expected, faults)


def test_moments_without_an_offset_are_counted() -> None:
    cells = ["2018-05-02 09:00:00", "2018-05-02T09:00:00Z", "2018-05-02 09:00", None]

    checked = check_columns(pl.DataFrame({"opened": cells}), [column()], BERLIN)["opened"]

    assert checked.local is not None
    assert checked.local.sum() == 2
