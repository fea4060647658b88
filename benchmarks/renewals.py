"""How fast the renewal desk is, as ratios of CPU time to what others would use. See README.md here."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

# So that it runs from a checkout as a program: python benchmarks/renewals.py
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import jsonschema

from benchmarks.docxtpl_peer import Templates
from benchmarks.libreoffice_peer import LibreOffice, missing_parts, office_version, unoserver_python
from benchmarks.measure import HEADINGS, Maker, Pairs, Side, in_turns, verdict
from tamdocs.batch.book import open_book
from tamdocs.batch.desk import Desk
from tamdocs.batch.renewals.ledger import Ledger
from tamdocs.batch.renewals.run import CHUNK
from tamdocs.batch.renewals.spool import Spool
from tamdocs.batch.renewals.work import DueContract, NoticeJob, editions_hash
from tamdocs.batch.renewals.worker import NoticeWorker
from tamdocs.document.model import Document
from tamdocs.library.agreement import agree
from tamdocs.library.compose import compose
from tamdocs.renewals.book.demo_order import AS_OF, DemoBook, demo_orders
from tamdocs.renewals.letter_data import letter_data, letter_date
from tamdocs.renewals.plan import plan_notices
from tamdocs.workspace import Workspace, find_workspace
from tamdocs.writers.docx.skin import compile_skin
from tamdocs.writers.docx.write import write_docx

_ROOT = Path(__file__).resolve().parents[1]
_BOTH = frozenset({"docx", "pdf"})


@dataclass(frozen=True, slots=True)
class Settings:
    quick: bool
    python: str | None
    """A Python that has unoserver; None to do without LibreOffice."""
    sizes: tuple[int, int]
    """Orders in the smaller and in the larger book."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few turns and small books: whether it runs, not how fast")
    parser.add_argument("--without-libreoffice", action="store_true", help="leave out what needs LibreOffice")
    parser.add_argument("--unoserver-python", metavar="PATH", help="a Python that has unoserver and uno")
    parser.add_argument("--sizes", type=int, nargs=2, metavar="N", help="orders of two books  [2000 20000]")
    parser.add_argument("--only", nargs="+", choices=list(_PARTS), default=list(_PARTS), help="only these parts")
    options = parser.parse_args()
    missing = "it is left out" if options.without_libreoffice else missing_parts(options.unoserver_python)
    python = None if missing else unoserver_python(options.unoserver_python)
    if missing:
        print(f"Not run: everything with LibreOffice; {missing}.\n")
    sizes = tuple(options.sizes or ((60, 120) if options.quick else (2_000, 20_000)))
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}"
    print(f"Python {platform.python_version()}, {machine}{f'; {office_version(python)}' if python else ''}\n")
    for name in options.only:
        _PARTS[name](Settings(options.quick, python, sizes))


def _due_contracts(workspace: Workspace, count: int) -> list[DueContract]:
    """Return that many contracts of the demonstration book that have notices due."""
    desk, found = Desk(workspace), []
    with tempfile.TemporaryDirectory() as folder, Spool() as spool:
        book = Path(folder, "book.jsonl")
        book.write_text(
            "".join(json.dumps(order) + "\n" for order in demo_orders(DemoBook(4 * count + 60, 0, AS_OF, 0)))
        )
        for _ in spool.add_book(open_book(str(book), desk), AS_OF):
            pass
        found = list(spool.due())
    return found[:count]


def _letters(desk: Desk, contracts: Sequence[DueContract]) -> Iterator[Document]:
    for contract in contracts:
        agreement = agree(contract.order, desk.library)
        for notice in contract.notices:
            data = letter_data(agreement, notice, letter_date(notice, contract.today))
            yield compose(agreement, notice.letter, notice.language, data)


class _Here:
    def cpu_elsewhere(self) -> float:
        return 0.0

    def close(self) -> None:
        """Nothing is left behind."""


class TamdocsLetters(_Here):
    """From the composed letter, or from the order, to the bytes of a DOCX."""

    def __init__(self, count: int, *, composing: bool = False) -> None:
        self._composing = composing
        workspace = find_workspace(_ROOT)
        self._desk, self._contracts = Desk(workspace), _due_contracts(workspace, count)
        self._skin = compile_skin("letter.docx", workspace.load_skin("letter.docx"))
        self._documents = [] if composing else [self._compose(number) for number in range(count)]

    def make(self, number: int) -> bytes:
        document = self._compose(number) if self._composing else self._documents[number]
        return write_docx(document, self._skin, {})

    def _compose(self, number: int) -> Document:
        return next(_letters(self._desk, [self._contracts[number]]))


class TamdocsDesk(_Here):
    """Chunks of contracts issued: letters made, files flushed to the disk, the ledger."""

    def __init__(self, chunks: int) -> None:
        workspace = find_workspace(_ROOT)
        self._folder = tempfile.TemporaryDirectory(prefix="benchmark-desk-")
        self._contracts = _due_contracts(workspace, chunks * CHUNK)
        ledger, out = f"{self._folder.name}/ledger.db", f"{self._folder.name}/out"
        Ledger(ledger).database.prepare()
        desk = Desk(workspace)
        job = NoticeJob(workspace, out, ledger, _BOTH, AS_OF, editions_hash(desk.library))
        self._worker = NoticeWorker(job, desk)

    def make(self, number: int) -> bytes:
        result = self._worker.issue(self._contracts[number * CHUNK : (number + 1) * CHUNK])
        assert not result.failed
        return str(len(result.issued)).encode()


class DocxtplLetters(_Here):
    """From the values of the order to the bytes of the DOCX of a letter, the template opened anew each time."""

    def __init__(self, count: int) -> None:
        workspace = find_workspace(_ROOT)
        desk = Desk(workspace)
        self._folder = tempfile.TemporaryDirectory(prefix="benchmark-templates-")
        templates = Templates(desk.renderer, Path(self._folder.name))
        contracts = _due_contracts(workspace, count)
        self._jobs = [templates.job(next(_letters(desk, [contract]))) for contract in contracts]

    def make(self, number: int) -> bytes:
        return self._jobs[number].render()


class DocxtplDesk:
    """The same letters as DOCX and PDF on the disk, by docxtpl and a warm LibreOffice; there is no ledger."""

    def __init__(self, chunks: int, python: str) -> None:
        workspace = find_workspace(_ROOT)
        desk = Desk(workspace)
        self._folder = tempfile.TemporaryDirectory(prefix="benchmark-templates-")
        templates = Templates(desk.renderer, Path(self._folder.name))
        contracts = _due_contracts(workspace, chunks * CHUNK)
        parts = [contracts[at : at + CHUNK] for at in range(0, len(contracts), CHUNK)]
        self._chunks = [[templates.job(letter) for letter in _letters(desk, part)] for part in parts]
        self._office = LibreOffice(python)

    def make(self, number: int) -> bytes:
        for at, job in enumerate(self._chunks[number]):
            docx = job.render()
            Path(self._folder.name, f"{number}-{at}.made.docx").write_bytes(docx)
            Path(self._folder.name, f"{number}-{at}.made.pdf").write_bytes(self._office.convert(docx))
        return str(len(self._chunks[number])).encode()

    def cpu_elsewhere(self) -> float:
        return self._office.cpu()

    def close(self) -> None:
        self._office.close()
        self._folder.cleanup()


class TamdocsPlan(_Here):
    """Books of a thousand orders read, checked and dated."""

    def __init__(self, folder: Path) -> None:
        self._desk, self._book = Desk(find_workspace(_ROOT)), folder / "book.jsonl"

    def make(self, number: int) -> bytes:  # noqa: ARG002 - each time the same book
        records = open_book(str(self._book), self._desk)
        due = sum(len(plan_notices(record.agreement, AS_OF)) for record in records if record.agreement)
        return str(due).encode()


class JsonschemaCheck(_Here):
    """The same books, only checked against the schema."""

    def __init__(self, folder: Path) -> None:
        self._book = folder / "book.jsonl"
        schema = find_workspace(_ROOT).load_order_schema()
        self._validator: Any = jsonschema.Draft202012Validator(
            schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
        )

    def make(self, number: int) -> bytes:  # noqa: ARG002 - each time the same book
        with self._book.open("rb") as file:
            return str(sum(self._validator.is_valid(json.loads(line)) for line in file)).encode()


def _speed(settings: Settings) -> None:
    """Print what a letter takes, next to others."""
    turns = 2 if settings.quick else 9
    batch = 4 if settings.quick else 20
    print(f"### A letter\n\n{HEADINGS}")
    with ExitStack() as stack:
        most = 1 + turns * batch
        numbers = [range(at, at + batch) for at in range(1, most, batch)]
        makers = (TamdocsLetters, partial(TamdocsLetters, composing=True), DocxtplLetters)
        alone, composing, theirs = (stack.enter_context(Side(partial(maker, most))) for maker in makers)
        print(_compared((alone, theirs), numbers).times_faster("DOCX; docxtpl", 30))
        print(_compared((composing, theirs), numbers).times_faster("DOCX, composing included; docxtpl"))
    if settings.python:
        warm, chunks = (1, 3) if settings.quick else (5, 14)
        with ExitStack() as stack:
            peer: Callable[[], Maker] = partial(DocxtplDesk, chunks, settings.python)
            sides = [stack.enter_context(Side(maker)) for maker in (partial(TamdocsDesk, chunks), peer)]
            numbers = [range(at, at + 1) for at in range(warm, chunks)]
            pairs = _compared(sides, numbers, range(warm))
            print(pairs.times_faster(f"{CHUNK} contracts, DOCX and PDF, files and ledger; docxtpl + LibreOffice", 12))
    print()


def _compared(sides: Sequence[Side], turns: Sequence[Sequence[int]], warm: Sequence[int] = (0,)) -> Pairs:
    """Return what the sides take for *turns*, once each has made the things with the numbers *warm*."""
    for side in sides:
        side.cpu(warm)
    return Pairs(*in_turns(sides, turns))


def _planning(settings: Settings) -> None:
    """Print what it takes to read, check and date a book."""
    orders = 100 if settings.quick else 1_000
    print(f"### A book of {orders} orders\n\n{HEADINGS}")
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        lines = (json.dumps(order) + "\n" for order in demo_orders(DemoBook(orders, 0, AS_OF, 0)))
        Path(name, "book.jsonl").write_text("".join(lines), encoding="utf-8")
        makers = (TamdocsPlan, JsonschemaCheck)
        sides = [stack.enter_context(Side(partial(maker, Path(name)))) for maker in makers]
        pairs = _compared(sides, [range(1)] * (2 if settings.quick else 5))
        print(pairs.times_faster("read, checked and dated; checked by jsonschema", 10))
    print()


def _size(settings: Settings) -> None:
    """Print what whole runs take, by the size of the book."""
    print("### Whole runs\n\n| orders | notices | CPU, ms a notice | memory, MiB |\n| ---: | ---: | ---: | ---: |")
    cost: list[float] = []
    for size in settings.sizes:
        with tempfile.TemporaryDirectory(prefix="benchmark-run-") as name:
            done = _run(Path(name), size, 1)
            cost.append(done.cpu / done.notices)
            print(f"| {size} | {done.notices} | {1000 * cost[-1]:.2f} | {done.memory_mib:.0f} |")
    print(f"\nCost of a notice within a tenth: {verdict(cost[1] <= 1.1 * cost[0])}\n")


def _jobs(settings: Settings) -> None:
    """Print how much sooner two processes are done than one."""
    took = []
    for jobs in (1, 2):
        with tempfile.TemporaryDirectory(prefix="benchmark-run-") as name:
            took.append(_run(Path(name), settings.sizes[0], jobs).seconds)
    print(
        f"### Two processes\n\n{took[0]:.1f} s by one, {took[1]:.1f} s by two: {took[0] / took[1]:.2f} times;", end=" "
    )
    print(f"at least 1.8: {verdict(took[0] >= 1.8 * took[1])}\n")


@dataclass(frozen=True, slots=True)
class _Done:
    notices: int
    cpu: float
    seconds: float
    memory_mib: float


def _run(folder: Path, size: int, jobs: int) -> _Done:
    """Do a whole run, but for the time of reading a book none of whose contracts is due."""
    book = folder / "book.jsonl"
    with book.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(order) + "\n" for order in demo_orders(DemoBook(size, 0, AS_OF, 0)))
    places = ["--out", str(folder / "out"), "--ledger", str(folder / "ledger.db"), "--jobs", str(jobs), "--json"]
    command = [sys.executable, "-m", "tamdocs", "renewals", "run", str(book), *places]
    with (folder / "notices").open("w+b") as said:
        idle = _measured([*command, "--as-of", "1999-01-04"], said.fileno())
        busy = _measured([*command, "--as-of", str(AS_OF)], said.fileno())
        said.seek(0)
        notices = sum(1 for _ in said)
    return _Done(notices, busy[0] - idle[0], busy[1] - idle[1], busy[2])


def _measured(command: Sequence[str], output: int) -> tuple[float, float, float]:
    """Return CPU seconds, seconds and the parent's MiB of a command that succeeds."""
    begin = time.monotonic()
    process = subprocess.Popen(command, cwd=_ROOT, stdout=output, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: exit status {process.returncode}")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - begin, usage.ru_maxrss / 1024


_PARTS: Mapping[str, Callable[[Settings], None]] = {
    "speed": _speed,
    "planning": _planning,
    "size": _size,
    "jobs": _jobs,
}

if __name__ == "__main__":
    main()
