"""Half-width punctuation and foreign quotation marks in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tamdocs.errors import Problem
from tamdocs.library.lint.masked import HIDDEN, masked_lines
from tamdocs.library.lint.rule import Rule, needs_language
from tamdocs.library.lint.subject import Subject

HAN = "一-鿿"
_FULL = {",": "，", ".": "。", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）", "<": "《", ">": "》"}
_HALF = re.compile(
    rf"(?<=[{HAN}，。；：、（）“”《》])[,.;:!?<>]|[,.;:!?<>](?=[{HAN}])"  # beside Chinese
    rf"|(?<=[{HAN}])\((?!\d)|(?<!\d)\)(?=[{HAN}，。；])"  # but for (6) after a numeral
    rf"|(?<=[{HIDDEN}])[,.;!?]"
)
_CORNERS = re.compile("[「」『』‘’＂＇]")
_FULL_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ]")


def check(subject: Subject) -> Iterator[Problem]:
    for text in subject.in_language("zh"):
        for line, words in masked_lines(text.lines):
            for column, message, hint in _faults(words):
                yield Problem(text.text.source, RULE.code, message, line, column, text.clause.id, hint)


def _faults(words: str) -> Iterator[tuple[int, str, str]]:
    for match in _HALF.finditer(words):
        full = _FULL[match[0]]
        yield match.start() + 1, f"a half-width {match[0]} stands in Chinese", f"write {full}"
    for match in _CORNERS.finditer(words):
        yield match.start() + 1, f"{match[0]} is no quotation mark of simplified Chinese", "write “ and ”"
    for match in _FULL_WIDTH.finditer(words):
        yield match.start() + 1, f"a full-width {match[0]} stands here", "write Latin letters and figures half-width"
    depth = 0
    for column, char in enumerate(words, 1):
        depth += {"“": 1, "”": -1}.get(char, 0)
        if depth not in {0, 1}:
            yield column, "this quotation mark has no partner", "write “ before the words and ” behind them"
            return


RULE = Rule("punctuation-zh", "Punctuation that Chinese does not use", check, needs_language("zh", "Chinese"))
