"""How fast the renewal desk is, as ratios of CPU time to what others would use. See README.md here."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

# So that it runs from a checkout as a program: python benchmarks/renewals.py
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import jsonschema

from benchmarks.docxtemplater_peer import missing_docxtemplater
from benchmarks.letters import (
    DocxtemplaterLetters,
    DocxtplDesk,
    DocxtplLetters,
    Here,
    TamdocsDesk,
    TamdocsLetters,
    TamdocsPdfs,
    TypstLetters,
)
from benchmarks.libreoffice_peer import missing_parts, office_version, unoserver_python
from benchmarks.measure import HEADINGS, Maker, Pairs, Side, in_turns, resident_mib, verdict
from tamdocs.batch.book import open_book
from tamdocs.batch.desk import Desk
from tamdocs.batch.renewals.run import CHUNK
from tamdocs.batch.renewals.sorted_notices import NoticesOnDisk
from tamdocs.renewals.book.demo_order import AS_OF, DemoBook, demo_orders
from tamdocs.renewals.plan_book import plan_book
from tamdocs.workspace import find_workspace

_ROOT = Path(__file__).resolve().parents[1]
_NOTHING_DUE = date(1999, 1, 4)


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


class TamdocsPlan(Here):
    """Parts of a book read, checked, dated and put in order."""

    def __init__(self, folder: Path) -> None:
        self._desk, self._folder = Desk(find_workspace(_ROOT)), folder

    def make(self, number: int) -> bytes:
        records = open_book(str(self._folder / f"{number}.jsonl"), self._desk)
        planned = plan_book((each.agreement for each in records if each.agreement), AS_OF, sort=NoticesOnDisk)
        return str(planned.count).encode()


class JsonschemaCheck(Here):
    """The same parts, only checked against the schema."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        schema = find_workspace(_ROOT).load_order_schema()
        self._validator: Any = jsonschema.Draft202012Validator(
            schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
        )

    def make(self, number: int) -> bytes:
        with (self._folder / f"{number}.jsonl").open("rb") as file:
            return str(sum(self._validator.is_valid(json.loads(line)) for line in file)).encode()


def _speed(settings: Settings) -> None:
    """Print what a letter takes, next to others."""
    turns = 2 if settings.quick else 9
    batch = 4 if settings.quick else 20
    print(f"### A letter\n\n{HEADINGS}")
    most = 1 + turns * batch
    numbers = [range(at, at + batch) for at in range(1, most, batch)]
    with ExitStack() as stack:

        def start(maker: Callable[[int], Maker]) -> Side:
            return stack.enter_context(Side(partial(maker, most)))

        alone, composing = start(TamdocsLetters), start(partial(TamdocsLetters, composing=True))
        theirs = start(DocxtplLetters)
        print(_compared((alone, theirs), numbers).times_faster("DOCX; docxtpl", 30))
        print(_compared((composing, theirs), numbers).times_faster("DOCX, composing included; docxtpl"))
        missing = missing_docxtemplater()
        if missing is None:
            pairs = _compared((alone, start(DocxtemplaterLetters)), numbers, numbers[0])
            print(pairs.times_faster("DOCX; docxtemplater", 20))
        pairs = _compared((start(TamdocsPdfs), start(TypstLetters)), numbers)
        print(pairs.times_slower("PDF; bare Typst, as a multiple of it", 1.25))
    if settings.python:
        _desk(settings.python, 2 if settings.quick else 12)
    if missing:
        print(f"\nNot run: docxtemplater; {missing}.")
    print()


def _desk(python: str, chunks: int) -> None:
    """Print what the letters of a small book take, whole."""
    with ExitStack() as stack:
        makers: tuple[Callable[[], Maker], ...] = (partial(TamdocsDesk, chunks), partial(DocxtplDesk, chunks, python))
        sides = [stack.enter_context(Side(maker)) for maker in makers]
        numbers = [range(at, at + 1) for at in range(1, 1 + chunks)]
        pairs = replace(_compared(sides, numbers), summed=True)
        title = f"{chunks} chunks of {CHUNK} contracts, DOCX and PDF, files and ledger; docxtpl + LibreOffice"
        print(pairs.times_faster(title, 12))


def _compared(sides: Sequence[Side], turns: Sequence[Sequence[int]], warm: Sequence[int] = (0,)) -> Pairs:
    """Return what the sides take for *turns*, once each has made the things with the numbers *warm*."""
    for side in sides:
        side.cpu(warm)
    return Pairs(*in_turns(sides, turns))


def _planning(settings: Settings) -> None:
    """Print what it takes to read, check and date a book. No side meets an order twice."""
    orders, parts = (100, 2) if settings.quick else (2_000, 50)
    print(f"### A book of {orders * parts} orders, {orders} at a time\n\n{HEADINGS}")
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        lines = _lines(orders * (1 + parts))
        for part in range(1 + parts):
            Path(name, f"{part}.jsonl").write_text("".join(islice(lines, orders)), encoding="utf-8")
        makers = (TamdocsPlan, JsonschemaCheck)
        sides = [stack.enter_context(Side(partial(maker, Path(name)))) for maker in makers]
        pairs = replace(_compared(sides, [range(at, at + 1) for at in range(1, 1 + parts)]), summed=True)
        print(pairs.times_faster("read, checked and dated; checked by jsonschema", 10))
    print()


def _lines(orders: int) -> Iterator[str]:
    """Yield the lines of a book of so many orders."""
    return (json.dumps(order, ensure_ascii=False) + "\n" for order in demo_orders(DemoBook(orders, 0, AS_OF, 0)))


def _size(settings: Settings) -> None:
    """Print what whole runs take, by the size of the book: the small one before and after the large one."""
    print("### Whole runs\n\n| orders | notices | CPU, ms a notice | memory, MiB |\n| ---: | ---: | ---: | ---: |")
    small, large = settings.sizes
    cost: dict[int, list[float]] = {small: [], large: []}
    for size in (small, large, small):
        with tempfile.TemporaryDirectory(prefix="benchmark-run-") as name:
            done = _run(Path(name), size, 1)
        cost[size].append(1000 * done.cpu / done.notices)
        print(f"| {size} | {done.notices} | {cost[size][-1]:.2f} | {done.memory_mib:.0f} |", flush=True)
    times = cost[large][0] / statistics.mean(cost[small])
    print(f"\nCost of a notice {times:.2f} times that in the small book; within a tenth: {verdict(times <= 1.1)}\n")


def _memory(settings: Settings) -> None:
    """Print what the parent and its two workers hold while they issue the notices of either book."""
    print("### Memory of a run with two workers\n")
    print("| orders | notices | parent, MiB | largest worker, MiB |\n| ---: | ---: | ---: | ---: |")
    most: list[float] = []
    for size in settings.sizes:
        seen = _held(size)
        most.append(max(each.parent_mib for each in seen))
        total = seen[-1].notices
        shown = [next(each for each in seen if each.notices * 10 >= total * tenth) for tenth in (1, 3, 5, 7, 9)]
        for each in shown:
            print(f"| {size} | {each.notices} | {each.parent_mib:.0f} | {each.worker_mib:.0f} |")
    flat = all(shown[-1].worker_mib <= 1.05 * each.worker_mib for each in shown[1:])
    print(f"\nWorkers flat from the third tenth of the larger book on, within a twentieth: {verdict(flat)}")
    print(
        f"Most that the parent held: {most[0]:.0f} and {most[1]:.0f} MiB; under 300: {verdict(most[1] < 300)};", end=" "
    )
    print(f"no more for the larger book, within a tenth: {verdict(most[1] <= 1.1 * most[0])}\n")


def _held(size: int) -> list[_Seen]:
    with tempfile.TemporaryDirectory(prefix="benchmark-run-") as name:
        folder = Path(name)
        with (folder / "notices").open("wb") as said:
            command = _command(folder, size, 2)
            process = subprocess.Popen(
                [*command, "--as-of", str(AS_OF)], cwd=_ROOT, stdout=said, stderr=subprocess.DEVNULL
            )
        seen = _watched(process, folder / "notices")
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: exit status {process.returncode}")
    return seen


@dataclass(frozen=True, slots=True)
class _Seen:
    notices: int
    parent_mib: float
    worker_mib: float


def _watched(process: subprocess.Popen[bytes], output: Path) -> list[_Seen]:
    """Return what was seen of a run, twice a second, until it ended."""
    seen: list[_Seen] = []
    while process.poll() is None:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        with contextlib.suppress(OSError):
            workers = [resident_mib(int(child)) for child in children.read_text(encoding="ascii").split()]
            notices = output.read_bytes().count(b"\n")
            seen.append(_Seen(notices, resident_mib(process.pid), max(workers, default=0)))
        time.sleep(0.5)
    return seen


def _jobs(settings: Settings) -> None:
    """Print how much sooner two processes are done than one, and what this machine gives to two that share nothing."""
    size = settings.sizes[1]
    print("### Two processes\n")
    print("| one, s | two, s | times | two that share nothing, times |\n| ---: | ---: | ---: | ---: |")
    took: list[tuple[float, float, float]] = []
    for turn in range(1 if settings.quick else 3):
        kinds: list[tuple[int, int]] = [(1, 1), (1, 2), (2, 1)]
        seconds = {kind: _at_once(size, *kind) for kind in (kinds if turn % 2 == 0 else kinds[::-1])}
        one, two, apart = (seconds[kind] for kind in kinds)
        took.append((one, two, apart))
        print(f"| {one:.1f} | {two:.1f} | {one / two:.2f} | {2 * one / apart:.2f} |", flush=True)
    one, two, apart = map(sum, zip(*took, strict=True))
    print(f"\nIn all {one / two:.2f} times, and {2 * one / apart:.2f} for two that share nothing;", end=" ")
    print(f"at least 1.8: {verdict(one >= 1.8 * two)}\n")


def _at_once(size: int, runs: int, jobs: int) -> float:
    """Return the seconds that so many whole runs take side by side, less those of reading their books."""
    with ExitStack() as stack:
        folders = [Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="benchmark-run-"))) for _ in range(runs)]
        commands = [_command(folder, size, jobs) for folder in folders]
        return _clock(commands, AS_OF) - _clock(commands, _NOTHING_DUE)


def _clock(commands: Sequence[Sequence[str]], day: date) -> float:
    begin = time.monotonic()
    processes = [
        subprocess.Popen(
            [*command, "--as-of", str(day)], cwd=_ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for command in commands
    ]
    if any([process.wait() for process in processes]):  # noqa: C419 - all of them are waited for
        raise SystemExit(f"{' '.join(commands[0])}: a run failed")
    return time.monotonic() - begin


@dataclass(frozen=True, slots=True)
class _Done:
    notices: int
    cpu: float
    memory_mib: float


def _run(folder: Path, size: int, jobs: int) -> _Done:
    """Do a whole run, but for the time of reading a book none of whose contracts is due."""
    command = _command(folder, size, jobs)
    with (folder / "notices").open("w+b") as said:
        idle = _measured([*command, "--as-of", str(_NOTHING_DUE)], said.fileno())
        busy = _measured([*command, "--as-of", str(AS_OF)], said.fileno())
        said.seek(0)
        notices = sum(1 for _ in said)
    return _Done(notices, busy[0] - idle[0], busy[1])


def _command(folder: Path, size: int, jobs: int) -> list[str]:
    """Write a book of that size and return how it is run, but for the day."""
    book = folder / "book.jsonl"
    with book.open("w", encoding="utf-8") as file:
        file.writelines(_lines(size))
    places = ["--out", str(folder / "out"), "--ledger", str(folder / "ledger.db"), "--jobs", str(jobs), "--json"]
    return [sys.executable, "-m", "tamdocs", "renewals", "run", str(book), *places]


def _measured(command: Sequence[str], output: int) -> tuple[float, float]:
    """Return CPU seconds and the parent's MiB of a command that succeeds."""
    process = subprocess.Popen(command, cwd=_ROOT, stdout=output, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: exit status {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


_PARTS: Mapping[str, Callable[[Settings], None]] = {
    "speed": _speed,
    "planning": _planning,
    "size": _size,
    "memory": _memory,
    "jobs": _jobs,
}

if __name__ == "__main__":
    main()
