"""The words of the overview of a portfolio, in English and in Simplified Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tamdocs.reviews.overview import Overview


@dataclass(frozen=True, slots=True)
class Words:
    language: str
    titles: Mapping[str, str]
    """By kind of report, with a place for the period."""
    customers: tuple[str, str]
    """One, and many, each with a place for how many."""
    need: tuple[str, str]
    not_in_term: tuple[str, str]
    refused: tuple[str, str]
    calls: str
    """Heading of the customers who need a call."""
    others: str
    nobody: str
    """Stands there where nobody needs a call."""
    company: str
    order: str
    manager: str
    counts: tuple[str, ...]
    """One for each of `COUNTS`."""
    why: str
    none: str
    """Where there is no reason."""
    reports: str
    no_report: str
    changed: str
    """With a place for the languages."""
    yes: str
    no: str
    needs: str
    files: str

    def summary(self, overview: Overview) -> tuple[str, ...]:
        """Return what stands at the top: how many customers there are, and how many need a call."""
        counts = (
            (len(overview.customers), self.customers),
            (overview.calls, self.need),
            (overview.not_in_term, self.not_in_term),
            (overview.refused, self.refused),
        )
        always = 2
        return tuple(
            words[count != 1].format(f"{count:,}")
            for place, (count, words) in enumerate(counts)
            if count or place < always
        )

    def title(self, overview: Overview) -> str:
        return self.titles.get(overview.kind, self.titles[""]).format(overview.period)


def page_words(language: str) -> Words:
    """Return the words in *language*; in English where it is another one."""
    return _CHINESE if language.lower().startswith("zh") else _ENGLISH


_ENGLISH = Words(
    language="en",
    titles=MappingProxyType(
        {
            "review-monthly": "Monthly reports, {}",
            "review-quarterly": "Quarterly reports, {}",
            "review-annual": "Annual reviews, {}",
            "": "Reports, {}",
        }
    ),
    customers=("{} customer", "{} customers"),
    need=("{} needs a call", "{} need a call"),
    not_in_term=("{} contract not in term", "{} contracts not in term"),
    refused=("{} order that cannot be used", "{} orders that cannot be used"),
    calls="Call these customers",
    others="The other customers",
    nobody="Nobody needs a call.",
    company="Customer",
    order="Order",
    manager="Account manager",
    counts=("Opened", "Closed", "Backlog", "Severity 1", "Escalated"),
    why="Why",
    none="No reason",
    reports="Reports",
    no_report="No report",
    changed="Would read differently today: {}",
    yes="yes",
    no="no",
    needs="Needs a call",
    files="Files",
)
_CHINESE = Words(
    language="zh-Hans",
    titles=MappingProxyType(
        {
            "review-monthly": "月度报告概览，{}",
            "review-quarterly": "季度报告概览，{}",
            "review-annual": "年度回顾概览，{}",
            "": "报告概览，{}",
        }
    ),
    customers=("{} 家客户", "{} 家客户"),
    need=("{} 家需要致电", "{} 家需要致电"),
    not_in_term=("{} 份合同不在服务期限内", "{} 份合同不在服务期限内"),
    refused=("{} 份订单无法使用", "{} 份订单无法使用"),
    calls="需要致电的客户",
    others="其他客户",
    nobody="没有需要致电的客户。",
    company="客户",
    order="订单",
    manager="技术客户经理",
    counts=("新增", "已结", "未结", "严重级别 1", "升级"),
    why="原因",
    none="无",
    reports="报告",
    no_report="无报告",
    changed="按当前数据内容会有变化：{}",
    yes="是",
    no="否",
    needs="需要致电",
    files="文件",
)
