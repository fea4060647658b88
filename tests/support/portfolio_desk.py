"""A book, a history and notes in a folder, and the command that makes the reports of all its customers."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.cases import as_csv, row
from tests.support.command import Done, call
from tests.support.samples import ROOT

US, CN, DE, SG = "RPS-2017-000931", "TAM-2017-004218", "CSS-2017-002077", "TAM-2018-000115"
NOTES = "# What to improve\n\nNothing.\n\n# 改进事项\n\n无。\n"
DAY = "2018-06-04"


@dataclass(frozen=True, slots=True)
class Portfolio:
    """A book, a history and notes in a folder, and the command that makes the reports."""

    folder: Path

    @property
    def cases(self) -> Path:
        return self.folder / "cases.csv"

    @property
    def out(self) -> Path:
        return self.folder / "out" / "portfolio" / "2018-05"

    def have(self, *cases: Mapping[str, Any]) -> None:
        self.cases.write_bytes(as_csv(cases))

    def make(self, *more: str | Path, status: int = 0, command: str = "monthly", period: str = "2018-05") -> Done:
        places = ("--out", self.folder / "out", "--ledger", self.folder / "ledger.db", "--as-of", DAY)
        asked = ("--all", self.folder / "book", "--cases", self.cases, "--period", period)
        notes = () if "--notes" in more else ("--notes", self.folder / "notes")
        formats = () if "--format" in more else ("--format", "html")
        done = call("review", command, *asked, *notes, *formats, *places, *more)
        assert done.status == status, done.stderr
        return done

    def files(self) -> dict[str, bytes]:
        return {path.relative_to(self.out).as_posix(): path.read_bytes() for path in self.out.rglob("*.*")}

    def overview(self) -> dict[str, Any]:
        rows = json.loads((self.out / "overview-monthly.json").read_text("utf-8"))["rows"]
        return {each["order_number"]: each for each in rows}

    def order(self, number: str) -> Path:
        (path,) = (each for each in (self.folder / "book").glob("*.json") if number in each.read_text("utf-8"))
        return path

    def change(self, number: str, old: str, new: str) -> None:
        path = self.order(number)
        written = path.read_text("utf-8")
        assert old in written
        path.write_text(written.replace(old, new), "utf-8")


def make_portfolio(folder: Path) -> Portfolio:
    """Return four customers, two of them with a case in May."""
    shutil.copytree(ROOT / "contracts", folder / "book")
    (folder / "notes").mkdir()
    (folder / "notes" / "default.md").write_text(NOTES, "utf-8")
    made = Portfolio(folder)
    made.have(case(US), case(CN, case_id="C-2"))
    return made


def case(number: str, **changes: Any) -> dict[str, Any]:
    return {"order_number": number} | row(**changes)


def words(data: bytes) -> str:
    return " ".join(re.sub("<[^>]*>", " ", data.decode()).split())
