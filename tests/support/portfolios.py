"""Portfolios: a history of several customers in one file, and the command that makes all reports of a book."""

from __future__ import annotations

import csv
import io
import json
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.support.cases import SAMPLES, as_csv, row

CUSTOMERS = ("RPS-2017-000931", "TAM-2017-004218")


def sample_cases() -> bytes:
    """Return the two sample histories as one, which tells of which order a case is."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for place, number in enumerate(CUSTOMERS):
        rows = list(csv.reader((SAMPLES / f"{number}.csv").read_text("utf-8").splitlines()))
        if not place:
            writer.writerow(["order_number", *rows[0]])
        writer.writerows([number, *row] for row in rows[1:])
    return text.getvalue().encode()


def save_sample_cases(folder: Path) -> Path:
    path = folder / "cases.csv"
    path.write_bytes(sample_cases())
    return path


def save_book_cases(book: Path, folder: Path, seed: int = 1) -> Path:
    """Write a history of the orders of *book*, as CSV: up to forty cases each, in December and January."""
    chance = random.Random(seed)  # noqa: S311 - a sample
    numbers = [json.loads(line).get("order_number") for line in book.read_text("utf-8").splitlines()]
    cases = [
        _case(number, place, chance)
        for number in numbers
        if number
        for place in range(chance.choice((0, 3, 12, 25, 40)))
    ]
    chance.shuffle(cases)
    path = folder / "cases.csv"
    path.write_bytes(as_csv(cases))
    return path


def _case(number: str, place: int, chance: random.Random) -> dict[str, Any]:
    opened = datetime(2020, 11, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(60 * 24 * 61))
    answered = opened + timedelta(minutes=chance.randrange(5, 3000))
    closed = answered + timedelta(minutes=chance.randrange(60, 60_000)) if chance.random() < 0.8 else None
    return {"order_number": number} | row(
        case_id=f"{number}-{place}",
        opened=opened.isoformat(),
        first_response=answered.isoformat(),
        closed=closed.isoformat() if closed else "",
        status="closed" if closed else "open",
        severity=str(chance.choice((1, 2, 3, 3, 3, 4, 4, 4))),
        category=chance.choice(("Policy", "Agent", "Upgrade", "Performance")),
        escalated=str(chance.random() < 0.1).lower(),
        reopened=str(chance.random() < 0.05).lower(),
    )
