"""What a case history calls the fields of a case, and what it writes for their values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from tamdocs.tables.cell import Row
from tamdocs.tables.headings import plain
from tamdocs.tables.order_fields import OrderField
from tamdocs.tables.propose_map import Habits, Proposal
from tamdocs.tables.propose_map import propose_map as propose

# Names stand between semicolons.
_NAMES: Mapping[str, str] = {
    "/case_id": "case id; case number; case no; case; ticket; ticket id; incident; 案例编号; 案例号; 工单号",
    "/order_number": "order number; order no; contract; contract number; 订单号; 订单编号; 合同编号",
    "/opened": "opened; opened at; created; created at; created on; open date; 登记时间; 创建时间; 新增时间",
    "/first_response": "first response; first response at; first reply; responded; 首次响应; 首次响应时间",
    "/closed": "closed; closed at; closed on; resolved; resolved at; close date; 结案时间; 关闭时间; 解决时间",
    "/severity": "severity; sev; priority; urgency; 严重级别; 严重程度; 优先级",
    "/status": "status; state; case status; 状态; 案例状态",
    "/product_family": "product family; family; product line; product group; 产品系列; 产品线",
    "/product": "product; product name; product version; 产品; 产品名称",
    "/category": "category; issue; issue type; type; problem type; topic; 类别; 问题类型; 分类",
    "/root_cause": "root cause; cause; resolution; resolution code; 根本原因; 原因",
    "/escalated": "escalated; escalation; is escalated; 升级; 是否升级",
    "/reopened": "reopened; re-opened; opened again; is reopened; 重新打开; 是否重新打开",
    "/summary": "summary; subject; description; title; short description; 概要; 主题; 描述; 标题",
    "/reporter": "reporter; reported by; contact; contact name; requester; opened by; 报告人; 联系人; 提交人",
}
_SEVERITIES: Mapping[str, int] = {
    "critical": 1, "urgent": 1, "blocker": 1, "紧急": 1, "严重": 1,
    "high": 2, "major": 2, "高": 2,
    "medium": 3, "normal": 3, "moderate": 3, "中": 3, "一般": 3,
    "low": 4, "minor": 4, "低": 4,
}  # fmt: skip
_STATUSES: Mapping[str, str] = {
    name: status
    for status, names in {
        "new": "new; created; unassigned; 新建; 未分配",
        "open": "open; in progress; active; assigned; working; 处理中; 未结; 进行中",
        "waiting-customer": "waiting-customer; waiting for customer; pending customer; 等待客户; 待客户",
        "waiting-vendor": "waiting-vendor; waiting for vendor; pending vendor; on hold; 等待厂商; 待厂商",
        "closed": "closed; resolved; solved; done; completed; cancelled; 已结案; 已关闭; 已解决; 关闭",
    }.items()
    for name in names.split("; ")
}
_LEVEL = re.compile(r"(?<![0-9])[1-4](?![0-9])")


def propose_case_map(
    headings: Sequence[str], rows: Sequence[Row], fields: Mapping[str, OrderField], preamble: str = ""
) -> Proposal:
    """Return the map that *headings* and the first *rows* of a case history suggest."""
    return propose(headings, rows, fields, Habits(_names_of, _values_of), preamble)


def _names_of(pointer: str) -> Iterable[str]:
    return map(plain, _NAMES.get(pointer, pointer.removeprefix("/")).split("; "))


def _values_of(field: OrderField, texts: Sequence[str]) -> Mapping[str, str | int] | None:
    match field.pointer:
        case "/severity":
            return {text.casefold(): level for text in texts if (level := _severity(text))}
        case "/status":
            return _STATUSES
        case _:
            return None


def _severity(text: str) -> int | None:
    """Return which severity *text* tells: by its figure, else by its word."""
    figures = _LEVEL.findall(text)
    if len(figures) == 1:
        return int(figures[0])
    return next((level for word, level in _SEVERITIES.items() if word in text.casefold()), None)
