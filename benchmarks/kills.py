"""Kills runs of the renewal desk at random instants, lets the next run go on, and looks at what is there in the end.

Each run is killed with its whole process group by SIGKILL, somewhere between its beginning and its end; then the same
command runs to its end. Every file and every row of the ledger must be as an undisturbed run leaves it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

# So that it runs from a checkout as a program: python benchmarks/kills.py
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tamdocs.batch.desk import Desk
from tamdocs.library.agreement import agree
from tamdocs.renewals.book.demo_order import DemoBook, demo_orders
from tamdocs.renewals.plan import plan_notices
from tamdocs.workspace import find_workspace
from tests.support.renewal_runs import AS_OF, kill_group
from tests.support.renewal_runs import Desk as Place

_ROOT = Path(__file__).resolve().parents[1]
_MOST_ORDERS = 1_000_000


@dataclass(frozen=True, slots=True)
class Left:
    """What a run has left: the hash of each file, and the rows of each table."""

    files: dict[str, str]
    rows: dict[str, list[tuple[Any, ...]]]

    @classmethod
    def by(cls, place: Place) -> Left:
        root = Path(place.out)
        paths = [path for path in root.rglob("*") if path.is_file()]
        files = {str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
        return cls(files, place.rows())

    def unlike(self, other: Left) -> list[str]:
        files = self.files.keys() | other.files.keys()
        return sorted(
            [name for name in files if self.files.get(name) != other.files.get(name)]
            + [f"table {name}" for name in self.rows if self.rows[name] != other.rows[name]]
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--instants", type=int, default=100, metavar="N")
    parser.add_argument("--notices", type=int, default=2000, metavar="N", help="in the batch  [2000]")
    parser.add_argument("--at-once", type=int, default=1, metavar="N", help="instants that are tried side by side  [1]")
    parser.add_argument("--seed", type=int, default=0, metavar="N")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kills-")))
        notices = _write_book(folder / "book.jsonl", options.notices)
        begin = time.monotonic()
        place = Place.in_folder(folder / "undisturbed")
        place.run(folder / "book.jsonl")
        seconds, expected = time.monotonic() - begin, Left.by(place)
        shutil.rmtree(folder / "undisturbed")
        print(f"{notices} notices, {len(expected.files)} files, {seconds:.0f} s undisturbed", flush=True)
        wrong = 0
        pool = stack.enter_context(ThreadPoolExecutor(options.at_once))
        trials = [_Trial(folder, number, options.seed, seconds, expected) for number in range(options.instants)]
        for done, (said, unlike) in enumerate(pool.map(_Trial.run, trials), start=1):
            wrong += bool(unlike)
            print(f"{done}: {said}: {'the same' if not unlike else f'DIFFERENT: {unlike[:5]}'}", flush=True)
    print(f"{options.instants} instants: {options.instants - wrong} the same, {wrong} different")
    sys.exit(bool(wrong))


@dataclass(frozen=True, slots=True)
class _Trial:
    folder: Path
    number: int
    seed: int
    seconds: float
    expected: Left

    def run(self) -> tuple[str, list[str]]:
        """Kill a run, let another one go on, and return how far the first was and what is not as it should be."""
        chance = random.Random(f"{self.seed}:{self.number}")  # noqa: S311 - when to kill is no secret
        jobs = "2" if self.number % 4 == 3 else "1"
        while True:
            place = Place.in_folder(self.folder / str(self.number))
            process = place.start(self.folder / "book.jsonl", "--jobs", jobs)
            after = chance.uniform(0, 1.3 * self.seconds)
            time.sleep(after)
            alive = process.poll() is None
            kill_group(process) if alive else process.communicate()
            if alive:
                break
            shutil.rmtree(self.folder / str(self.number))
        recorded = _recorded(place)
        place.run(self.folder / "book.jsonl", "--jobs", jobs)
        unlike = Left.by(place).unlike(self.expected)
        shutil.rmtree(self.folder / str(self.number))
        return f"killed after {after:5.1f} s, {recorded} notices recorded, {jobs} at work", unlike


def _recorded(place: Place) -> int:
    if not Path(place.ledger).exists():
        return 0
    try:
        return len(place.rows()["renewal_notices"])
    except Exception:  # noqa: BLE001 - killed before there were tables
        return 0


def _write_book(path: Path, notices: int) -> int:
    """Write the orders of a demonstration book that have notices due, until there are so many; return how many."""
    desk, found = Desk(find_workspace(_ROOT)), 0
    with path.open("w", encoding="utf-8") as file:
        for order, due in _due_orders(desk, AS_OF):
            file.write(json.dumps(order) + "\n")
            found += due
            if found >= notices:
                break
    return found


def _due_orders(desk: Desk, day: date) -> Iterator[tuple[dict[str, Any], int]]:
    for order in demo_orders(DemoBook(_MOST_ORDERS, 0, day, 0)):
        if order.get("renews"):
            continue
        read = desk.read("book", json.dumps(order).encode()).reading.order
        due = len(plan_notices(agree(read, desk.library), day)) if read else 0
        if due:
            yield order, due


if __name__ == "__main__":
    main()
