"""Which clauses of a document read differently in another version of it, and with which words the difference begins."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Literal, TypeVar, cast

from tamdocs.compare.hunks import hunks_of
from tamdocs.document.model import Block, Blocks, Contents, Document, Field, Item, Section
from tamdocs.document.text import blocks_text
from tamdocs.library.model import Outline, OutlineClause, OutlineEntry

TITLE_PAGE, EVERY_PAGE = "@title-page", "@every-page"

_Node = TypeVar("_Node")

_INDEX = re.compile(r"/\d+(?=/|$)")
_EXCERPT = 60
"""Letters of a text that a message shows."""


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause that reads differently, and its first words that do."""

    clause: str
    what: Literal["changed", "added", "removed", "renumbered"]
    before: str
    after: str
    """Each is empty where there is nothing on its side."""


def clause_changes(before: Document, after: Document, outlines: tuple[Outline, Outline]) -> tuple[ClauseChange, ...]:
    """Return the clauses of two versions of a document that read differently, in the order of the later version.

    A clause of which only a number has changed, because another one came or went before it, is told as renumbered.

    Args:
        outlines: Those that the two versions were composed by.
    """
    old, new = clause_texts(before, outlines[0]), clause_texts(after, outlines[1])
    gone = [clause for clause in old if clause not in new]
    return tuple(
        change
        for clause in (*new, *gone)
        if (change := _change(clause, old.get(clause, _NOTHING), new.get(clause, _NOTHING)))
    )


@dataclass(frozen=True, slots=True)
class ClauseText:
    """What a reader sees of a clause: a string for each paragraph, cell and heading."""

    printed: tuple[str, ...]
    words: tuple[str, ...]
    """Without the numbers of headings and items."""
    places: tuple[str, ...]
    """Besides, with the place of each value of the order instead of the value: the same for many orders."""


_NOTHING = ClauseText((), (), ())


def clause_texts(document: Document, outline: Outline) -> dict[str, ClauseText]:
    """Return the text of each clause of *document* without those inside it, and what is on its pages besides."""
    marks = tuple(f"{name}: {words}" for name, words in sorted(document.marks.items()))
    pages = {
        TITLE_PAGE: (document.title, *(document.cover.lines if document.cover else ())),
        EVERY_PAGE: (*marks, document.closing),
    }
    blocks = _by_clause(document.blocks, outline.entries, "")
    found = {
        clause: ClauseText(*(tuple(blocks_text(each)) for each in (own, plain, _unvalued(plain))))
        for clause, own in blocks.items()
        for plain in (_unnumbered(own),)
    }
    return found | {part: ClauseText(lines, lines, lines) for part, lines in pages.items()}


def _by_clause(blocks: Blocks, entries: Sequence[OutlineEntry], owner: str) -> dict[str, list[Block]]:
    """Return the blocks of each clause; what has no heading of its own is that of *owner*, or what the outline says."""
    clauses = [entry for entry in entries if isinstance(entry, OutlineClause)]
    found: dict[str, list[Block]] = {owner: []} if owner else {}
    last = ""
    for block in blocks:
        if isinstance(block, Section) and block.clause:
            inside = next((entry.sections for entry in clauses if entry.clause == block.clause), ())
            own = _by_clause(block.blocks, inside, block.clause)
            own[block.clause].insert(0, replace(block, blocks=()))
            found |= own
            last = block.clause
        elif not isinstance(block, Contents):
            found.setdefault(owner or _without_heading(clauses, last), []).append(block)
    return found


def _without_heading(clauses: Sequence[OutlineClause], last: str) -> str:
    """Return the clauses without a heading that follow the section *last* in the outline."""
    names = [entry.clause for entry in clauses]
    names_after: list[str] = []
    for entry in clauses[names.index(last) + 1 if last in names else 0 :]:
        if entry.heading:
            break
        names_after.append(entry.clause)
    return " + ".join(names_after)


def _unnumbered(node: _Node) -> _Node:
    """Return *node* without the numbers of its headings and items."""
    changed: Any = node
    if isinstance(node, Section):
        changed = replace(node, number="")
    elif isinstance(node, Item):
        changed = replace(node, marker="")
    return cast("_Node", _with_parts(changed, _unnumbered))


def _unvalued(node: _Node) -> _Node:
    """Return *node* with the place of each value of the order instead of the value."""
    if isinstance(node, Field) and node.pointer.startswith("/"):
        return replace(node, text=f"‹{_INDEX.sub('', node.pointer).strip('/').replace('/', '.')}›")
    return cast("_Node", _with_parts(node, _unvalued))


def _with_parts(node: Any, change: Callable[[Any], Any]) -> Any:
    """Return *node* with *change* made to each node in it."""
    if isinstance(node, tuple | list):
        return type(node)(change(part) for part in node)
    if is_dataclass(node) and not isinstance(node, type):
        return replace(node, **{each.name: change(getattr(node, each.name)) for each in fields(node)})
    return node


def _change(clause: str, old: ClauseText, new: ClauseText) -> ClauseChange | None:
    if old == new:
        return None
    if not old.words or not new.words:
        what: Literal["added", "removed"] = "added" if new.words else "removed"
        return ClauseChange(clause, what, _excerpt(" ".join(old.places), 0), _excerpt(" ".join(new.places), 0))
    if old.words == new.words:
        return ClauseChange(clause, "renumbered", *first_words(old.printed, new.printed))
    if old.places == new.places:
        return ClauseChange(clause, "changed", *first_words(old.words, new.words))
    return ClauseChange(clause, "changed", *first_words(old.places, new.places))


def first_words(before: Sequence[str], after: Sequence[str]) -> tuple[str, str]:
    """Return what each of two texts says in the first place where they differ, from the beginning of that word on."""
    hunks = hunks_of(before, after)
    if not hunks:
        return "", ""
    first = hunks[0]
    left = before[first.left] if first.left < first.left_end else ""
    right = after[first.right] if first.right < first.right_end else ""
    same = next((place for place, pair in enumerate(zip(left, right, strict=False)) if pair[0] != pair[1]), -1)
    start = min(len(left), len(right)) if same < 0 else same
    if any(_goes_on(text, start) for text in (left, right)):
        while start > 0 and _goes_on(left, start - 1):
            start -= 1
    return _excerpt(left, start), _excerpt(right, start)


def _goes_on(text: str, place: int) -> bool:
    """Return whether a word goes on at *place*; a Chinese character is a word."""
    letter = text[place : place + 1]
    return letter.isascii() and not letter.isspace() and letter != ""


def _excerpt(text: str, start: int) -> str:
    words = text[start : start + _EXCERPT].strip().replace("\n", " ")
    if not words:
        return ""
    return f"{'…' if start else ''}{words}{'…' if len(text) > start + _EXCERPT else ''}"
