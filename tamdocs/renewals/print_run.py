"""Print runs: letters that are printed, put into envelopes and handed over together, in address order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

from tamdocs.renewals.batches import in_batches
from tamdocs.renewals.issued import IssuedNotice

MOST_LETTERS = 200
"""In one file, so that it can be made and printed without much memory."""


class PrintRun(NamedTuple):
    delivery: str
    country: str
    language: str


@dataclass(frozen=True, slots=True)
class PrintPart:
    """The letters of one file of a print run."""

    run: PrintRun
    number: int
    """From 1."""
    notices: tuple[IssuedNotice, ...]

    @property
    def path(self) -> str:
        """Return where it lies below the folder of the day."""
        return f"print/{'-'.join(self.run)}-{self.number:03}.pdf"

    def title(self, as_of: date) -> str:
        return f"Notices {as_of}, {', '.join(self.run)}, {self.number}"


def day_folder(as_of: date, batch: int) -> str:
    return f"{as_of}" if batch == 1 else f"{as_of}.{batch}"


def print_parts(notices: Iterable[IssuedNotice]) -> Iterator[PrintPart]:
    """Yield *notices*, which are in the order in which they are printed, cut into parts."""
    for run, together in groupby(notices, lambda notice: PrintRun(notice.delivery, notice.country, notice.language)):
        for number, part in enumerate(in_batches(together, MOST_LETTERS), start=1):
            yield PrintPart(run, number, part)


def bookmark(notice: IssuedNotice) -> str:
    return f"{notice.addressee.postal_code} {notice.addressee.organisation}, {notice.order_number}".strip()
