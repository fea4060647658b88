from __future__ import annotations

from collections.abc import Sequence
from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from tamdocs.compare.align import align

LISTS = st.lists(st.sampled_from(["fee", "feet", "end", "ends", "law", "x"]), max_size=12)


def letters_in_common(before: str, after: str) -> float:
    """Return how many letters two words begin with, of those of the longer one."""
    same = next((index for index, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), None)
    return (min(len(before), len(after)) if same is None else same) / max(len(before), len(after))


def pairs(before: Sequence[str], after: Sequence[str]) -> list[tuple[str, str]]:
    return [
        ("" if first is None else before[first], "" if second is None else after[second])
        for first, second in align(before, after, str, letters_in_common)
    ]


def test_what_is_alike_is_paired_and_what_is_gone_comes_before_what_is_new() -> None:
    assert pairs(["fee", "old", "end"], ["fee", "new", "ends", "law"]) == [
        ("fee", "fee"),
        ("old", ""),
        ("", "new"),
        ("end", "ends"),
        ("", "law"),
    ]


def test_one_close_pair_beats_two_loose_ones() -> None:
    assert pairs(["abcdefgh", "abcd"], ["abxx", "abcdefgx"]) == [("", "abxx"), ("abcdefgh", "abcdefgx"), ("abcd", "")]


@given(LISTS, LISTS)
def test_everything_stands_once_and_in_its_order(before: list[str], after: list[str]) -> None:
    found = align(before, after, str, letters_in_common)

    assert [first for first, _ in found if first is not None] == list(range(len(before)))
    assert [second for _, second in found if second is not None] == list(range(len(after)))


def test_long_lists_are_put_side_by_side_in_no_time() -> None:
    before = [f"row {index}" for index in range(3000)]
    after = [f"row {index}" if index % 10 else f"new {index}" for index in range(3000)]
    start = process_time()
    found = align(before, after, str, letters_in_common)

    assert process_time() - start < 2
    assert sum(first is not None and first == second for first, second in found) >= 2700


def test_long_lists_without_a_member_in_common_are_put_side_by_side_in_no_time() -> None:
    before, after = ([f"{name} {index}" for index in range(2000)] for name in ("old", "new"))
    start = process_time()
    found = align(before, after, str, letters_in_common)

    assert process_time() - start < 4
    assert len([first for first, _ in found if first is not None]) == 2000
