"""Writes the sample case histories under contracts/cases/: two customers, 15 months, the same bytes each time.

    python tools/sample_histories.py [FOLDER]

The story in them. The customer in Shanghai goes to a new version of Data Loss Prevention in May 2018: false positives
grow from then on, and are gone after the fix of mid September. The customer in California loses its mail for a night in
August 2018, a Severity 1 case that was escalated; scans that run long come back each winter.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

FIRST, LAST = datetime(2017, 9, 1), datetime(2018, 12, 1)  # noqa: DTZ001 - local days; each customer has a zone
FIELDS = [
    "case_id",
    "opened",
    "first_response",
    "closed",
    "severity",
    "status",
    "product_family",
    "product",
    "category",
    "root_cause",
    "escalated",
    "reopened",
    "summary",
    "reporter",
]
_SHARES = ((1, 0.012), (2, 0.16), (3, 0.55), (4, 1))
_RESPONSE_H = {1: 0.3, 2: 1.5, 3: 5, 4: 12}
_RESOLUTION_H = {1: 9, 2: 40, 3: 120, 4: 200}


@dataclass(frozen=True)
class Theme:
    family: str
    product: str
    category: str
    a_day: Callable[[datetime], float]
    causes: tuple[str, ...]
    summaries: tuple[str, ...]


@dataclass(frozen=True)
class Customer:
    order: str
    prefix: str
    zone: str
    seed: int
    reporters: tuple[str, ...]
    themes: tuple[Theme, ...]
    special: tuple[dict[str, str], ...] = ()


def even(a_day: float) -> Callable[[datetime], float]:
    return lambda _: a_day


def false_positives(day: datetime) -> float:
    """An upgrade in May 2018, and its fix on 17 September."""
    months = (day.year - 2018) * 12 + day.month - 5 + day.day / 31
    if months < 0:
        return 0.25
    return 0.5 + 0.75 * months if day < datetime(2018, 9, 17) else 0.12  # noqa: DTZ001


def winter(day: datetime) -> float:
    return 1.4 if day.month in {11, 12, 1, 2} else 0.5


_SEP = ("Endpoint Protection", "Symantec Endpoint Protection 14")
_DLP = ("Data Loss Prevention", "Symantec Data Loss Prevention 15")
_SMG = ("Messaging Gateway", "Symantec Messaging Gateway 10.6")

CUSTOMERS = (
    Customer(
        "TAM-2017-004218",
        "CN",
        "Asia/Shanghai",
        11,
        ("王敏", "陈志强", "Li Na", "赵磊"),
        (
            Theme(
                *_DLP,
                "False positive",
                false_positives,
                ("Changed default of a detection rule", "Policy too wide", ""),
                (
                    "升级后身份证号规则误报，邮件被拦截",
                    "Invoice numbers detected as card numbers",
                    "合同编号被识别为银行卡号",
                ),
            ),
            Theme(
                *_DLP,
                "Policy",
                even(0.35),
                ("How-to", "Policy too wide", ""),
                ("如何为研发部门设置例外", "Exception for one folder is not taken over", "新策略未下发到部分终端"),
            ),
            Theme(
                *_DLP,
                "Agent",
                even(0.3),
                ("Conflict with other software", "Old agent", ""),
                ("终端代理离线", "Agent stops after standby", "打印审计日志缺失"),
            ),
            Theme(
                *_SEP,
                "Update",
                even(0.4),
                ("Network", "Disk full", ""),
                ("病毒定义更新失败", "Definitions of branch office are three days old", "更新服务器磁盘已满"),
            ),
            Theme(
                *_SEP,
                "Performance",
                even(0.25),
                ("Exclusion missing", "Hardware", ""),
                ("开机扫描导致系统缓慢", "Full scan slows down build servers", "数据库服务器 CPU 占用过高"),
            ),
        ),
    ),
    Customer(
        "RPS-2017-000931",
        "US",
        "America/Los_Angeles",
        23,
        ("Erin Walsh", "Diego Fuentes", "Sam O'Neill", "Ngoc Tran"),
        (
            Theme(
                *_SEP,
                "Scan performance",
                winter,
                ("Exclusion missing", "Schedule", ""),
                ("Scheduled scan stops at 40 % on dispatch terminals", "Scan overlaps with the nightly backup"),
            ),
            Theme(
                *_SEP,
                "Installation",
                even(0.6),
                ("Old operating system", "Rights", ""),
                ("Client does not install on handheld gateways", 'Package rolled back, "access denied"'),
            ),
            Theme(
                *_SEP,
                "Detection",
                even(0.45),
                ("Signature update", "Unwanted software", ""),
                ("Label printer driver put into quarantine", "Same file found again after removal"),
            ),
            Theme(
                *_SMG,
                "Mail delayed",
                even(0.4),
                ("Queue limits", "DNS", ""),
                ("Deferred queue grows in the morning", "Mail to one carrier arrives an hour late"),
            ),
            Theme(
                *_SMG,
                "Spam",
                even(0.5),
                ("Rule", "Reputation", ""),
                ("Newsletter of a partner is taken for spam", "Wave of invoices with links, please block"),
            ),
        ),
        (
            {
                "case_id": "US-OUTAGE-1",
                "opened": "2018-08-14T22:47:00-07:00",
                "first_response": "2018-08-14T22:58:00-07:00",
                "closed": "2018-08-15T09:31:00-07:00",
                "severity": "1",
                "status": "closed",
                "product_family": _SMG[0],
                "product": _SMG[1],
                "category": "Mail stopped",
                "root_cause": "Certificate of the control center had run out",
                "escalated": "true",
                "reopened": "false",
                "summary": "No mail in or out at any site; dispatch works by telephone",
                "reporter": "Erin Walsh",
            },
        ),
    ),
)


def history(customer: Customer) -> list[dict[str, str]]:
    """Return the cases of *customer* in the order in which they were opened; all moments with their offset."""
    dice = Random(customer.seed)  # noqa: S311 - the same cases each time
    zone = ZoneInfo(customer.zone)
    rows: list[dict[str, str]] = []
    day = FIRST
    while day < LAST:
        for theme in customer.themes:
            count = _count(dice, theme.a_day(day) * (1.35 if day.weekday() < 5 else 0.12))
            rows += [_case(dice, customer, theme, day, zone) for _ in range(count)]
        day += timedelta(1)
    rows.sort(key=lambda row: datetime.fromisoformat(row["opened"]))
    for number, row in enumerate(rows, start=1):
        row["case_id"] = f"{customer.prefix}-{number:05}"
    return sorted([*rows, *customer.special], key=lambda row: datetime.fromisoformat(row["opened"]))


def _count(dice: Random, mean: float) -> int:
    """Return a number with that mean, as things happen by themselves (Poisson)."""
    left, count = 2.718281828**-mean, 0
    product = dice.random()
    while product > left:
        product *= dice.random()
        count += 1
    return count


def _case(dice: Random, customer: Customer, theme: Theme, day: datetime, zone: ZoneInfo) -> dict[str, str]:
    roll = dice.random()
    severity = next(severity for severity, share in _SHARES if roll < share)
    hour = 8.5 + 10 * dice.random() if dice.random() < 0.9 else 24 * dice.random()
    opened = (day + timedelta(seconds=int(hour * 3600))).replace(tzinfo=zone)
    response = opened + timedelta(seconds=int(3600 * _RESPONSE_H[severity] * (0.2 + 1.8 * dice.random())))
    hard = theme.category == "False positive" and datetime(2018, 5, 1) <= day < datetime(2018, 9, 17)  # noqa: DTZ001
    taken = _RESOLUTION_H[severity] * (0.15 + 2.2 * dice.random() ** 2) * (2.4 if hard else 1)
    closed = response + timedelta(seconds=int(3600 * taken))
    end = LAST.replace(tzinfo=zone)
    is_open = closed >= end or dice.random() < 0.006
    waiting = response >= end
    status = (
        "closed"
        if not is_open
        else "new"
        if waiting
        else ("open", "waiting-customer", "waiting-vendor")[int(3 * dice.random())]
    )
    return {
        "case_id": "",
        "opened": _written(opened),
        "first_response": "" if waiting else _written(response),
        "closed": "" if is_open else _written(closed),
        "severity": str(severity),
        "status": status,
        "product_family": theme.family,
        "product": theme.product,
        "category": theme.category,
        "root_cause": theme.causes[int(len(theme.causes) * dice.random())],
        "escalated": "true" if severity == 1 or dice.random() < (0.12 if hard else 0.03) else "false",
        "reopened": "true" if dice.random() < (0.15 if hard else 0.04) else "false",
        "summary": theme.summaries[int(len(theme.summaries) * dice.random())],
        "reporter": customer.reporters[int(len(customer.reporters) * dice.random())],
    }


def _written(moment: datetime) -> str:
    # Through UTC and back, so that a time that clocks skip becomes one that they show.
    return moment.astimezone(ZoneInfo("UTC")).astimezone(moment.tzinfo).isoformat(timespec="seconds")


def as_csv(rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, FIELDS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def as_json_lines(rows: list[dict[str, str]]) -> bytes:
    return b"".join(json.dumps(dict(_typed(row)), ensure_ascii=False).encode() + b"\n" for row in rows)


def _typed(row: dict[str, str]) -> Iterator[tuple[str, object]]:
    for name in FIELDS:
        if name == "severity":
            yield name, int(row[name])
        elif name in {"escalated", "reopened"}:
            yield name, row[name] == "true"
        elif row[name]:
            yield name, row[name]


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for customer in CUSTOMERS:
        rows = history(customer)
        (folder / f"{customer.order}.csv").write_bytes(as_csv(rows))
        (folder / f"{customer.order}.jsonl").write_bytes(as_json_lines(rows))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "contracts" / "cases")
