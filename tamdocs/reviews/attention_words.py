"""What a reason for a call is called, in English and in Simplified Chinese."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from tamdocs.reviews.attention import Reason, Value


class _Language(NamedTuple):
    words: Mapping[str, Callable[[Mapping[str, Value]], str]]
    """By code of the reason."""
    marks: tuple[str, str]
    more: str
    """With a place for how many are not named."""


class Said(NamedTuple):
    """A reason in words."""

    what: str
    names: tuple[str, ...]
    """Cases, or pain points."""
    more: str
    """How many are not named; empty where all are."""
    marks: tuple[str, str]
    """Between *what* and the names, and between two names."""

    def __str__(self) -> str:
        names = self.marks[1].join((*self.names, *([self.more] if self.more else [])))
        return f"{self.what}{self.marks[0]}{names}" if names else self.what


def said_of(reason: Reason, language: str) -> Said:
    """Return *reason* in words, with the cases that it names; in English where the language is another one."""
    spoken = _CHINESE if language.lower().startswith("zh") else _ENGLISH
    named = reason.values.get("cases") or reason.values.get("points")
    names = named[:_NAMED] if isinstance(named, tuple) else ()
    more = int(str(reason.values["count"])) - len(names) if names else 0
    return Said(spoken.words[reason.code](reason.values), names, spoken.more.format(more) if more else "", spoken.marks)


def words_of(reason: Reason, language: str) -> str:
    """Return *reason* as a sentence."""
    return str(said_of(reason, language))


_NAMED = 5
"""Cases that a sentence names."""


def _cases(values: Mapping[str, Value], what: str = "case") -> str:
    return f"{values['count']} {what}{'' if values['count'] == 1 else 's'}"


def _english_term(values: Mapping[str, Value]) -> str:
    days = int(str(values["days"]))
    ends = "ended" if days <= 0 else "ends"
    return f"The term {ends} on {values['term_end']}, and no later order renews it"


def _chinese_term(values: Mapping[str, Value]) -> str:
    days = int(str(values["days"]))
    return f"服务期限{'已于' if days <= 0 else '将于'} {values['term_end']} 届满，且尚无续订订单"


_ENGLISH = _Language(
    MappingProxyType(
        {
            "severity-1-open": lambda v: f"{_cases(v, 'Severity 1 case')} still open",
            "report-failed": lambda v: f"The report in {v['languages']} could not be made",
            "severity-1-opened": lambda v: f"{_cases(v, 'Severity 1 case')} opened in {v['month']}",
            "term-ends": _english_term,
            "escalated": lambda v: f"{_cases(v)} of {v['month']} escalated",
            "silent": lambda v: f"No case opened, after {v['before']} in the period before",
            "backlog-grew": lambda v: f"Backlog grew from {v['before']} to {v['now']}",
            "opened-grew": lambda v: f"Opened cases grew from {v['before']} to {v['now']}",
            "pain-point-grew": lambda v: f"{_cases(v, 'pain point')} grew",
            "response-slower": lambda v: (
                f"First response slower: median {v['now']} business hours, {v['before']} in the period before"
            ),
            "old-case": lambda v: f"{_cases(v)} open for more than 30 days, the oldest for {v['days']}",
            "reopened-grew": lambda v: f"Cases opened again grew from {v['before']} to {v['now']}",
        }
    ),
    (": ", ", "),
    "{} more",
)
_CHINESE = _Language(
    MappingProxyType(
        {
            "severity-1-open": lambda v: f"{v['count']} 个严重级别 1 案例仍未结案",
            "report-failed": lambda v: f"未能生成以下语言的报告：{v['languages']}",
            "severity-1-opened": lambda v: f"{v['month']} 新增 {v['count']} 个严重级别 1 案例",
            "term-ends": _chinese_term,
            "escalated": lambda v: f"{v['month']} 新增的 {v['count']} 个案例已升级",
            "silent": lambda v: f"本期无新增案例，上期为 {v['before']} 个",
            "backlog-grew": lambda v: f"未结案例由 {v['before']} 个增至 {v['now']} 个",
            "opened-grew": lambda v: f"新增案例由 {v['before']} 个增至 {v['now']} 个",
            "pain-point-grew": lambda v: f"{v['count']} 个难点增多",
            "response-slower": lambda v: f"首次响应变慢：中位数 {v['now']} 个工作小时，上期为 {v['before']} 个工作小时",
            "old-case": lambda v: f"{v['count']} 个案例超过 30 天未结案，最久 {v['days']} 天",
            "reopened-grew": lambda v: f"重新打开的案例由 {v['before']} 个增至 {v['now']} 个",
        }
    ),
    ("：", "、"),
    "另有 {} 个",
)
