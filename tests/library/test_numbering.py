from __future__ import annotations

import pytest

from tamdocs.errors import LibraryError, Problem
from tamdocs.library.numbering import check_pattern, counters_in, letters, print_number, roman


@pytest.mark.parametrize(
    ("pattern", "counters", "printed"),
    [
        ("1.", [3], "3."),
        ("1.1", [3, 12], "3.12"),
        ("1.1.1", [2, 1, 4], "2.1.4"),
        ("(a)", [9, 2], "(b)"),
        ("(A)", [1], "(A)"),
        ("(i)", [1, 2, 4], "(iv)"),
        ("I.", [9], "IX."),
        ("1(a)", [2, 3], "2(c)"),
    ],
)
def test_a_pattern_prints_its_counters(pattern: str, counters: list[int], printed: str) -> None:
    assert print_number(pattern, counters) == printed


def test_letters_go_on_after_z_as_in_word() -> None:
    assert [letters(count) for count in (1, 26, 27, 28, 53)] == ["a", "z", "aa", "bb", "aaa"]


def test_roman_figures() -> None:
    assert [roman(count) for count in (1, 4, 9, 14, 40, 99, 1994)] == ["i", "iv", "ix", "xiv", "xl", "xcix", "mcmxciv"]


def test_a_pattern_says_how_many_levels_it_prints() -> None:
    assert [counters_in(pattern) for pattern in ("1.", "1.1", "(a)")] == [1, 2, 1]


@pytest.mark.parametrize("pattern", ["", "()", "a.1", "x"])
def test_what_is_no_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(LibraryError, match="is not a number pattern"):
        check_pattern(pattern, Problem("terms.toml", "", ""))
