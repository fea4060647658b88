"""Who tracked an edit: found by an index as by a look at each paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from tamdocs.compare.edits import Edit, Place, What
from tamdocs.compare.letter_index import LetterIndex
from tamdocs.compare.tracking import Author, Tracking
from tamdocs.readers.docx.values import ReadDocument, ReadParagraph, Run, Shape, Tracked, TrackedKind

LETTERS = st.text("abc甲", max_size=30)
LINES = st.lists(st.lists(st.tuples(st.sampled_from(["", "inserted", "deleted"]), LETTERS), max_size=3), max_size=8)


@given(st.lists(LETTERS, max_size=12), LETTERS)
def test_the_index_finds_each_text_that_holds_the_letters(texts: list[str], part: str) -> None:
    found = list(LetterIndex(texts).holding(part))

    assert found == [number for number, text in enumerate(texts) if part in text]


def reading(lines: Sequence[Sequence[tuple[str, str]]]) -> Tracking:
    """Return the tracking of a file with these paragraphs, of runs by authors of their own."""
    blocks = tuple(
        ReadParagraph(Shape("normal", (), None, None), tuple(run(kind, text, f"A{at}") for kind, text in line))
        for at, line in enumerate(lines)
    )
    return Tracking(ReadDocument("x.docx", blocks, {}, {}, (), {}, {}, "en", "", "", "", ()))


def run(kind: str, text: str, author: str) -> Run:
    kinds: dict[str, TrackedKind] = {"inserted": "inserted", "deleted": "deleted"}
    return Run(text, tracked=(Tracked(kinds[kind], author, ""),) if kind else ())


def edit(what: What, before: str, after: str) -> Edit:
    return Edit(Place("", "", "", ""), what, before, after, ())


@given(LINES, LETTERS, LETTERS, st.integers(0, 7))
def test_an_edit_is_told_as_a_look_at_each_paragraph_tells_it(
    lines: list[list[tuple[str, str]]], before: str, after: str, number: int
) -> None:
    tracking = reading(lines)
    line = tracking.lines[number % len(tracking.lines)] if tracking.lines else None
    pairs = [(before, after)] + ([(line.before, line.after), (line.before[1:], line.after[1:])] if line else [])
    for old, new in pairs:
        assert tracking.of(edit("changed", old, new)) == looked_up(tracking, lines, old, new)
        for what, side, other in (("removed", old, "after"), ("added", new, "before")):
            asked = edit("removed", side, "") if what == "removed" else edit("added", "", side)
            own = "before" if other == "after" else "after"
            found = [each for each in tracking.lines if side in getattr(each, own) and side not in getattr(each, other)]
            assert tracking.of(asked) == (("tracked", found[0].authors) if side and found else ("not tracked", ()))


def looked_up(
    tracking: Tracking, lines: Sequence[Sequence[tuple[str, str]]], before: str, after: str
) -> tuple[str, tuple[Author, ...]]:
    long = min(len(before), len(after)) >= 8
    equal = [each for each in tracking.lines if (each.before, each.after) == (before, after)]
    within = [each for each in tracking.lines if long and before in each.before and after in each.after]
    partly = [each for each in tracking.lines if each.after == after or (len(after) >= 8 and after in each.after)]
    untouched = {"".join(text for _, text in line) for line in lines if not any(kind for kind, _ in line)}
    if equal or within:
        return "tracked", (equal or within)[0].authors
    if partly and after not in untouched:
        return "partly tracked", partly[0].authors
    return "not tracked", ()


def test_without_tracked_changes_nothing_was_tracked() -> None:
    assert reading([[("", "as it was")]]).of(edit("changed", "as it was", "as it is")) == ("not tracked", ())
