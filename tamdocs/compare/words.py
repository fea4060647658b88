"""What differs in the words of one paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tamdocs.compare.hunks import Hunk, hunks_of
from tamdocs.compare.tokens import Token, ends_sentence, inlines_of, is_blank, is_sign, tokens_of, weight
from tamdocs.document.model import Inlines, Text
from tamdocs.document.redline import Deleted, Inserted, Kept, Piece, Words

_BRACKETS = {")": "(", "）": "（"}
_LEAST_KEPT = 0.2
"""Share of the words below which a paragraph is another one, whatever few words it has in common."""


def mark_words(before: Inlines, after: Inlines) -> Words:
    """Return the words of a paragraph before and after as one, what was taken out before what was put in.

    Words count as changed also where only their look (bold, italic) or the address of their link is another.
    """
    left, right = tuple(tokens_of(before)), tuple(tokens_of(after))
    hunks = hunks_of([token.key for token in left], [token.key for token in right])
    return tuple(_pieces(_tidied(hunks, left, right), left, right))


def mark_text(before: str, after: str) -> Words:
    """Return two plain texts as one; see `mark_words`."""
    return mark_words((Text(before),), (Text(after),))


def all_inserted(inlines: Inlines) -> Words:
    return (Inserted(inlines),) if inlines else ()


def all_deleted(inlines: Inlines) -> Words:
    return (Deleted(inlines),) if inlines else ()


def _tidied(hunks: list[Hunk], left: Sequence[Token], right: Sequence[Token]) -> list[Hunk]:
    """Return *hunks* as a person would mark them: few words in common between long changes are changed too."""
    tidy: list[Hunk] = []
    for hunk in hunks:
        tidy.append(hunk)
        while len(tidy) > 1 and _is_island(tidy[-2], tidy[-1], left, right):
            last = tidy.pop()
            tidy[-1] = tidy[-1].joined(last)
    changed = sum(hunk.left_end - hunk.left for hunk in tidy)
    if tidy and len(left) - changed and _kept_share(tidy, left, right) < _LEAST_KEPT:
        return [Hunk(0, len(left), 0, len(right))]
    return list(_slid([_closed(hunk, left) for hunk in tidy], left, right))


def _is_island(first: Hunk, second: Hunk, left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Return whether what is kept between two hunks says less than either of them."""
    between = _weight(left[first.left_end : second.left])
    return all(
        between <= max(_weight(left[hunk.left : hunk.left_end]), _weight(right[hunk.right : hunk.right_end]))
        for hunk in (first, second)
    )


def _closed(hunk: Hunk, left: Sequence[Token]) -> Hunk:
    """Return *hunk* with the closing bracket after it, if it opens one: `thirty (30)` becomes `sixty (60)`."""
    if hunk.left == hunk.left_end or hunk.right == hunk.right_end or hunk.left_end == len(left):
        return hunk
    closing = _BRACKETS.get(left[hunk.left_end].text)
    texts = [token.text for token in left[hunk.left : hunk.left_end]]
    if closing is None or texts.count(closing) <= texts.count(left[hunk.left_end].text):
        return hunk
    return Hunk(hunk.left, hunk.left_end + 1, hunk.right, hunk.right_end + 1)


def _kept_share(hunks: Sequence[Hunk], left: Sequence[Token], right: Sequence[Token]) -> float:
    both = _weight(left) + _weight(right)
    changed = sum(_weight(left[hunk.left : hunk.left_end]) for hunk in hunks)
    changed += sum(_weight(right[hunk.right : hunk.right_end]) for hunk in hunks)
    return 1 - changed / both if both else 1


def _weight(tokens: Sequence[Token]) -> int:
    return sum(weight(token.text) for token in tokens)


def _slid(hunks: Sequence[Hunk], left: Sequence[Token], right: Sequence[Token]) -> Iterator[Hunk]:
    """Yield *hunks*; what was only put in or only taken out slides to where a sentence or a word begins.

    In "One. Two." the sentence "New." may have come in as ". New" before the stop or as " New." after it.
    """
    for index, hunk in enumerate(hunks):
        floor = hunks[index - 1].left_end if index else 0
        ceiling = hunks[index + 1].left if index + 1 < len(hunks) else len(left)
        if hunk.left == hunk.left_end:
            shift = _best_shift(right, hunk.right, hunk.right_end, hunk.left - floor, ceiling - hunk.left)
        elif hunk.right == hunk.right_end:
            shift = _best_shift(left, hunk.left, hunk.left_end, hunk.left - floor, ceiling - hunk.left_end)
        else:
            shift = 0
        yield Hunk(*(place + shift for place in hunk))


def _best_shift(tokens: Sequence[Token], start: int, end: int, most_back: int, most_on: int) -> int:
    """Return how far the stretch from *start* up to *end* best slides without another text coming out."""
    shifts = [0]
    for shift in range(-1, -most_back - 1, -1):
        if tokens[end + shift].key != tokens[start + shift].key:
            break
        shifts.append(shift)
    for shift in range(1, most_on + 1):
        if tokens[start + shift - 1].key != tokens[end + shift - 1].key:
            break
        shifts.append(shift)
    return max(shifts, key=lambda each: (_edge(tokens, start + each) + _edge(tokens, end + each), each))


def _edge(tokens: Sequence[Token], place: int) -> int:
    """Return how good it is to begin or end a change between two tokens."""
    if place in {0, len(tokens)}:
        return 5
    before, after = tokens[place - 1].text, tokens[place].text
    if ends_sentence(before):
        return 4
    if is_blank(before) or is_blank(after):
        return 2
    return 3 if is_sign(before) else 1


def _pieces(hunks: Sequence[Hunk], left: Sequence[Token], right: Sequence[Token]) -> Iterator[Piece]:
    start = 0
    for hunk in (*hunks, Hunk(len(left), len(left), len(right), len(right))):
        if start < hunk.right:
            yield Kept(inlines_of(right[start : hunk.right]))
        if hunk.left < hunk.left_end:
            yield Deleted(inlines_of(left[hunk.left : hunk.left_end]))
        if hunk.right < hunk.right_end:
            yield Inserted(inlines_of(right[hunk.right : hunk.right_end]))
        start = hunk.right_end
