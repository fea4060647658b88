"""How the items of a list end, and how a paragraph ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tamdocs.errors import Problem
from tamdocs.library.lint.rule import Rule
from tamdocs.library.lint.subject import Subject, Written
from tamdocs.library.lint.units import GAP, Unit

_END = re.compile(r"[.:!?;。：！？；](?:[”’)）]|\s)*$|[^\x00-\x7f]”$")
_JOIN = {"en": re.compile(r"; (?:and|or)$"), "zh": re.compile(r"；(?:以及|或者)$")}
_ITEM_END = {"en": ";", "zh": "；"}
_STOP = {"en": ".", "zh": "。"}


def check(subject: Subject) -> Iterator[Problem]:
    for text in subject.texts:
        if (script := text.language.split("-")[0]) in _JOIN:
            yield from _lists(text, script)
            yield from _paragraphs(text)


def _lists(text: Written, script: str) -> Iterator[Problem]:
    for unit in text.units:
        if unit.kind == "list":
            items = [_last_words(text, item) for item in _items(text, unit)]
            ends = (words.endswith(_ITEM_END[script]) or _JOIN[script].search(words) for words, _ in items[:-1])
            if len(items) > 1 and any(ends):
                yield from _enumeration(text, items, script)


def _enumeration(text: Written, items: list[tuple[str, Unit]], script: str) -> Iterator[Problem]:
    *inner, (last, last_unit) = items
    for count, (words, unit) in enumerate(inner, 1):
        joined = _JOIN[script].search(words)
        if not words.endswith(_ITEM_END[script]) and not joined:
            yield text.problem(RULE.code, f"an item before the last ends in {_ITEM_END[script]}", unit)
        if joined and count < len(inner):
            yield text.problem(RULE.code, "only the last item but one says “and” or “or”", unit)
    if script == "en" and not _JOIN[script].search(inner[-1][0]):
        yield text.problem(RULE.code, "the last item but one ends in “; and” or “; or”", inner[-1][1])
    if _END.search(last) and not last.endswith((_STOP[script], ":", "：")):
        yield text.problem(RULE.code, f"the last item ends in {_STOP[script]}", last_unit)


def _items(text: Written, unit: Unit) -> Iterator[Unit]:
    depth = len(unit.place)
    for each in text.units:
        if each.kind == "item" and len(each.place) == depth + 1 and each.place[:depth] == unit.place:
            yield each


def _last_words(text: Written, item: Unit) -> tuple[str, Unit]:
    """Return the words of the item's first paragraph: what a further list in it says ends by itself."""
    depth = len(item.place)
    inside = [each for each in text.units if each.place[:depth] == item.place and each.kind == "paragraph"]
    return (inside[0].words.strip(), inside[0]) if inside else ("", item)


def _paragraphs(text: Written) -> Iterator[Problem]:
    for unit in text.units:
        words = unit.words.strip()
        label = unit.kind != "paragraph" or "\n" in words or words.startswith("**")
        if label or _in_frame(text, unit) or words.replace(GAP, "").strip() == "":
            continue
        if not _END.search(words) and not re.search(r"; (?:and|or)$|；(?:以及|或者)$", words):
            yield text.problem(RULE.code, "the paragraph does not end in punctuation", unit)


def _in_frame(text: Written, unit: Unit) -> bool:
    """Details and signatures hold labels and values, which end in nothing."""
    frames = (each for each in text.units if each.kind in {"details", "signature"})
    return any(unit.place[: len(frame.place)] == frame.place for frame in frames)


def _why_not(subject: Subject) -> str:
    known = any(code.split("-")[0] in _JOIN for code in subject.edition.languages)
    return "" if known else "the endings are known in English and Chinese only"


RULE = Rule("list-ending", "A list or paragraph that does not end as it should", check, _why_not)
