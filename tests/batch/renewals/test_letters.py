from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.lifecycle import example, save
from tests.support.renewal_runs import AS_OF, Desk, Undisturbed, ended, kill_group, make_book

ORDERS = 60


@dataclass(frozen=True, slots=True)
class Sending(Desk):
    """A desk that sends a bulletin instead of renewal notices."""

    data: str = ""

    def command(self, book: Path, *options: str) -> list[str]:
        asked = ["letter", "patch-notice", str(book), "--data", self.data, "--as-of", str(AS_OF), "--out", self.out]
        return [sys.executable, "-m", "tamdocs", *asked, "--ledger", self.ledger, "--format", "pdf", *options]


def sending(folder: Path, data: Path) -> Sending:
    folder.mkdir(parents=True, exist_ok=True)
    return Sending(str(folder / "out"), str(folder / "ledger.db"), str(data))


@pytest.fixture(scope="module")
def bulletin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = example("patch-notice")
    data["bulletin"]["affected"] = [{"family": "Endpoint Protection", "versions": "1", "fixed_in": "2"}]
    return save(tmp_path_factory.mktemp("bulletin"), data)


@pytest.fixture(scope="module")
def undisturbed_letters(tmp_path_factory: pytest.TempPathFactory, bulletin: Path) -> Undisturbed:
    folder = tmp_path_factory.mktemp("letters")
    book, desk, begin = make_book(folder, ORDERS), sending(folder, bulletin), time.monotonic()
    desk.run(book)
    return Undisturbed(book, desk, desk.files(), desk.rows(), time.monotonic() - begin)


def numbers_of(book: Path) -> Sequence[str]:
    """Return the orders that a bulletin on Endpoint Protection concerns, told without tamdocs."""
    orders = [json.loads(line) for line in book.read_text("utf-8").splitlines()]
    return [
        order["order_number"]
        for order in orders
        if order["term"]["start"] <= str(AS_OF) <= order["term"]["end"]
        and any(each["family"] == "Endpoint Protection" for each in order["designated_software"])
    ]


def test_each_customer_whom_it_concerns_has_one_letter(undisturbed_letters: Undisturbed) -> None:
    rows = undisturbed_letters.rows["renewal_notices"]
    letters = [name for name in undisturbed_letters.files if name.startswith("renewals/notices/")]

    assert len(rows) == len(letters) == len(numbers_of(undisturbed_letters.book)) > 5
    assert {name.split("/")[2] for name in letters} == set(numbers_of(undisturbed_letters.book))


def test_a_run_that_is_killed_at_any_instant_is_made_whole_by_the_next(
    undisturbed_letters: Undisturbed, tmp_path: Path, bulletin: Path
) -> None:
    chance = random.Random(3)  # noqa: S311 - when to kill is no secret
    for instant in range(2):
        desk = sending(tmp_path / str(instant), bulletin)
        process = desk.start(undisturbed_letters.book)
        time.sleep(chance.uniform(0.3, 0.95) * undisturbed_letters.seconds)
        kill_group(process)

        desk.run(undisturbed_letters.book)

        undisturbed_letters.assert_same(desk)


def test_two_runs_at_once_send_each_letter_once(
    undisturbed_letters: Undisturbed, tmp_path: Path, bulletin: Path
) -> None:
    desk = sending(tmp_path, bulletin)

    for process in [desk.start(undisturbed_letters.book), desk.start(undisturbed_letters.book, "--jobs", "2")]:
        ended(process)

    undisturbed_letters.assert_same(desk)
