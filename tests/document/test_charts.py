from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamdocs.document.charts import ChartWords, make_chart, parse_number, values_table
from tamdocs.document.model import Chart, ChartKind, Text
from tamdocs.document.scale import printed_numbers, round_ticks
from tamdocs.document.text import inlines_text

numbers = st.decimals(min_value=-(10**12) + 1, max_value=10**12 - 1, places=3) | st.integers(-50, 50).map(Decimal)
WORDS = ChartWords((Text("T"),), "Month", "Cases", "What is seen", "en")


def chart(kind: ChartKind, *series: list[Decimal | None], words: ChartWords = WORDS) -> Chart:
    names = [f"S{index}" for index, _ in enumerate(series)]
    categories = [f"c{index}" for index, _ in enumerate(series[0])]
    return make_chart(kind, words, categories, dict(zip(names, series, strict=True)))


@given(st.lists(numbers, max_size=30))
def test_ticks_are_even_and_few_and_hold_all_values_and_zero(values: list[Decimal]) -> None:
    ticks = round_ticks(values)
    steps = {second - first for first, second in pairwise(ticks)}

    assert len(steps) == 1
    assert min(steps) > 0
    assert 2 <= len(ticks) <= 8
    assert 0 in ticks
    assert all(ticks[0] <= value <= ticks[-1] for value in values)


@given(st.lists(st.integers(-1000, 1000).map(Decimal), max_size=30))
def test_counts_have_whole_ticks(values: list[Decimal]) -> None:
    assert all(tick == int(tick) for tick in round_ticks(values))


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([], "0 1"),
        ([0, 0], "0 1"),
        ([1], "0 1"),
        ([3], "0 1 2 3"),
        ([7], "0 2 4 6 8"),
        ([-3, 7], "-4 -2 0 2 4 6 8"),
        ([-30], "-30 -20 -10 0"),
        ([1250], "0 500 1000 1500"),
    ],
)
def test_ticks_are_those_that_a_person_would_choose(values: list[int], ticks: str) -> None:
    assert " ".join(map(str, map(int, round_ticks(map(Decimal, values))))) == ticks


def test_fractions_have_fractional_ticks() -> None:
    assert [str(tick) for tick in round_ticks([Decimal("0.7")])] == ["0.0", "0.2", "0.4", "0.6", "0.8"]


def test_the_columns_that_stand_on_one_another_fit_together() -> None:
    found = chart("stacked", [Decimal(6), Decimal(-2)], [Decimal(5), Decimal(-3)])

    assert (found.ticks[0].value, found.ticks[-1].value) == (-5.0, 15.0)


def test_numbers_are_written_as_the_language_writes_them() -> None:
    values = [Decimal(1250), None, Decimal("0.5")]

    assert printed_numbers(values, "en") == ("1,250.0", "", "0.5")
    assert printed_numbers(values, "zh-Hans") == ("1,250.0", "", "0.5")
    assert printed_numbers(values, "de") == ("1.250,0", "", "0,5")


@given(numbers)
def test_a_number_is_read_as_it_is_written(value: Decimal) -> None:
    assert parse_number(format(value, "f")) == value


def test_zero_has_no_sign() -> None:
    assert str(parse_number("-0")) == "0"


@given(st.text(max_size=20))
def test_any_other_text_is_no_number(text: str) -> None:
    try:
        number = parse_number(text)
    except ValueError:
        return
    assert number is None or Decimal(text.strip()) == number


def test_the_values_stand_in_a_table_of_words() -> None:
    table = values_table(chart("lines", [Decimal(1), None]))

    assert [[inlines_text(cell) for cell in row] for row in (table.header, *table.rows)] == [
        ["Month", "S0"],
        ["c0", "1"],
        ["c1", "–"],
    ]
