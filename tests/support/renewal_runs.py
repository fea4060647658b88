"""Runs of the renewal desk as commands of their own, and what they leave: every file, and every row of the ledger."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, select

from tamdocs.batch.demo_book import save_demo_book
from tamdocs.batch.renewals.database import ledger_url
from tamdocs.batch.renewals.tables import METADATA
from tamdocs.renewals.book.demo_order import DemoBook, demo_orders
from tests.support.samples import ROOT

AS_OF = date(2021, 1, 4)


def make_book(folder: Path, orders: int, bad_share: float = 0) -> Path:
    """Write a book of that many orders; about half of the contracts have a notice that is due on `AS_OF`."""
    folder.mkdir(parents=True, exist_ok=True)
    (path,) = save_demo_book(demo_orders(DemoBook(orders, 0, AS_OF, bad_share)), folder / f"book-{orders}.jsonl")
    return path


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a run writes to."""

    out: str
    ledger: str

    @classmethod
    def in_folder(cls, folder: Path) -> Desk:
        return cls(str(folder / "out"), str(folder / "ledger.db"))

    def command(self, book: Path, *options: str) -> list[str]:
        asked = ["renewals", "run", str(book), "--as-of", str(AS_OF), "--out", self.out, "--ledger", self.ledger]
        return [sys.executable, "-m", "tamdocs", *asked, *options]

    def start(self, book: Path, *options: str, env: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
        """Start a run in a process group of its own."""
        return subprocess.Popen(
            self.command(book, *options),
            cwd=ROOT,
            env={**os.environ, **(env or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def run(self, book: Path, *options: str, status: int = 0, env: Mapping[str, str] | None = None) -> str:
        """Do a run to its end and return what it says."""
        return ended(self.start(book, *options, env=env), status)

    def files(self) -> dict[str, bytes]:
        """Return every file below OUT, also those that nobody should see."""
        root = Path(self.out)
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return every row of every table of the ledger."""
        engine = create_engine(ledger_url(self.ledger))
        try:
            with engine.connect() as connection:
                return {
                    name: sorted(tuple(row) for row in connection.execute(select(table)))
                    for name, table in METADATA.tables.items()
                }
        finally:
            engine.dispose()


def ended(process: subprocess.Popen[str], status: int = 0) -> str:
    said, _ = process.communicate(timeout=600)
    assert process.returncode == status, said
    return said


def kill_group(process: subprocess.Popen[str]) -> None:
    """Kill a run with every process that it has started, without a word."""
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def differences(files: Mapping[str, bytes], expected: Mapping[str, bytes]) -> list[str]:
    """Return the names of files that are not the same on both sides."""
    return sorted(name for name in files.keys() | expected.keys() if files.get(name) != expected.get(name))


@dataclass(frozen=True)
class Undisturbed:
    """A run that nothing happened to, and what it left."""

    book: Path
    desk: Desk
    files: dict[str, bytes]
    rows: dict[str, list[tuple[Any, ...]]]
    seconds: float

    @classmethod
    def run(cls, book: Path, folder: Path, *options: str) -> Undisturbed:
        desk, begin = Desk.in_folder(folder), time.monotonic()
        desk.run(book, *options)
        return cls(book, desk, desk.files(), desk.rows(), time.monotonic() - begin)

    def assert_same(self, desk: Desk) -> None:
        """Hold every file and every row of *desk* against those of this run."""
        differing, rows = differences(desk.files(), self.files), desk.rows()
        assert not differing, f"these files differ: {differing}"
        assert rows == self.rows, f"these tables differ: {[name for name in rows if rows[name] != self.rows[name]]}"
