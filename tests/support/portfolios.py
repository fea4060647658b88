"""Portfolios: a history of several customers in one file, and the command that makes all reports of a book."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from tests.support.cases import SAMPLES

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
