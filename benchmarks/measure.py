"""CPU time of ways to make the same thing, measured in turns, so that a busy machine is busy for each of them."""

from __future__ import annotations

import multiprocessing
import os
import resource
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self


class Maker(Protocol):
    """Makes things by number. It is built in the process that is measured."""

    def make(self, number: int) -> bytes: ...

    def cpu_elsewhere(self) -> float:
        """Return the seconds of CPU time spent so far by servers that work for this one."""

    def close(self) -> None: ...


class Side:
    """One way to make things, in a process of its own: no side warms the caches of another."""

    def __init__(self, build: Callable[[], Maker]) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, there = context.Pipe()
        self._process = context.Process(target=_serve, args=(build, there))
        self._process.start()
        there.close()
        self._answer()

    def cpu(self, numbers: Sequence[int]) -> float:
        """Make the things with these numbers and return the seconds of CPU time that it took."""
        self._pipe.send(("cpu", tuple(numbers)))
        seconds = self._answer()
        assert isinstance(seconds, float)
        return seconds

    def made(self, number: int) -> bytes:
        """Return one of the things, to look at it."""
        self._pipe.send(("made", number))
        data = self._answer()
        assert isinstance(data, bytes)
        return data

    def resident_mib(self) -> float:
        """Return the memory that the process holds."""
        fields = Path(f"/proc/{self._process.pid}/statm").read_text(encoding="ascii").split()
        return int(fields[1]) * resource.getpagesize() / 2**20

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pipe.send(None)
        self._process.join()

    def _answer(self) -> object:
        try:
            return self._pipe.recv()
        except EOFError:
            raise SystemExit("a measured process ended; what it said stands above") from None


def _serve(build: Callable[[], Maker], pipe: Connection) -> None:
    maker = build()
    try:
        pipe.send("built")
        while request := pipe.recv():
            what, argument = request
            pipe.send(_cpu_of(maker, argument) if what == "cpu" else maker.make(argument))
    finally:
        maker.close()


def _cpu_of(maker: Maker, numbers: Sequence[int]) -> float:
    before = _own_cpu() + maker.cpu_elsewhere()
    for number in numbers:
        maker.make(number)
    return _own_cpu() + maker.cpu_elsewhere() - before


def _own_cpu() -> float:
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def command_cpu(command: Sequence[str], folder: Path) -> float:
    """Return the seconds of CPU time of a command that succeeds."""
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: exit status {process.returncode}")
    return usage.ru_utime + usage.ru_stime


@dataclass(frozen=True, slots=True)
class Pairs:
    """What two sides took for the same things, turn by turn, in seconds for one thing."""

    ours: tuple[float, ...]
    theirs: tuple[float, ...]

    def row(self, title: str, target: str = "") -> str:
        """Return a row of a Markdown table: how many times as long as ours the other side took."""
        ratios = [theirs / ours for ours, theirs in zip(self.ours, self.theirs, strict=True)]
        return _row(title, self, ratios, target)

    def inverse_row(self, title: str, target: str = "") -> str:
        """Return a row of a Markdown table: how many times as long as the other side ours took."""
        ratios = [ours / theirs for ours, theirs in zip(self.ours, self.theirs, strict=True)]
        return _row(title, self, ratios, target)


def in_turns(ours: Side, theirs: Side, turns: Sequence[Sequence[int]]) -> Pairs:
    """Let both sides make the things of each turn; the one that begins changes from turn to turn."""
    times: dict[Side, list[float]] = {ours: [], theirs: []}
    for turn, numbers in enumerate(turns):
        for side in (ours, theirs) if turn % 2 == 0 else (theirs, ours):
            times[side].append(side.cpu(numbers) / len(numbers))
    return Pairs(tuple(times[ours]), tuple(times[theirs]))


HEADINGS = """\
| what | ours, ms | other, ms | ratio | min | max | target |
| --- | ---: | ---: | ---: | ---: | ---: | --- |"""


def _row(title: str, pairs: Pairs, ratios: Sequence[float], target: str) -> str:
    middle, low, high = statistics.median(ratios), min(ratios), max(ratios)
    ours, theirs = statistics.median(pairs.ours) * 1000, statistics.median(pairs.theirs) * 1000
    return f"| {title} | {ours:.2f} | {theirs:.2f} | {middle:.2f} | {low:.2f} | {high:.2f} | {target} |"
