"""CPU time of ways to make the same thing, measured in turns, so that a busy machine is busy for each of them."""

from __future__ import annotations

import gc
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
        return resident_mib(self._process.pid or 0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.is_alive():
            self._pipe.send(None)
        self._process.join()

    def _answer(self) -> object:
        try:
            return self._pipe.recv()
        except EOFError:
            self._process.join()
            raise SystemExit("a measured process ended; what it said stands above") from None


def resident_mib(pid: int) -> float:
    """Return the memory that a process holds."""
    fields = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()
    return int(fields[1]) * resource.getpagesize() / 2**20


def _serve(build: Callable[[], Maker], pipe: Connection) -> None:
    maker = build()
    gc.collect()  # what building left behind is no document's time
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

    ours: Sequence[float]
    theirs: Sequence[float]
    summed: bool = False
    """Whether the turns are parts of one whole, so that the ratio of the sums counts, else their median."""

    def times_faster(self, title: str, at_least: float | None = None) -> str:
        """Return a row of a table: how many times as long as ours the other side took."""
        ratio, row = self._compared(title, self.theirs, self.ours)
        return row + ("|" if at_least is None else f"at least {at_least:g}: {verdict(ratio >= at_least)} |")

    def times_slower(self, title: str, at_most: float | None = None) -> str:
        """Return a row of a table: how many times as long as the other side ours took."""
        ratio, row = self._compared(title, self.ours, self.theirs)
        return row + ("|" if at_most is None else f"at most {at_most:g}: {verdict(ratio <= at_most)} |")

    def _compared(self, title: str, above: Sequence[float], below: Sequence[float]) -> tuple[float, str]:
        ratios = [up / down for up, down in zip(above, below, strict=True)]
        ratio = sum(above) / sum(below) if self.summed else statistics.median(ratios)
        middle = statistics.mean if self.summed else statistics.median
        times = " | ".join(f"{middle(side) * 1000:.2f}" for side in (self.ours, self.theirs))
        return ratio, f"| {title} | {times} | **{ratio:.2f}** | {min(ratios):.2f} | {max(ratios):.2f} | "


def verdict(met: bool) -> str:  # noqa: FBT001 - a plain yes or no
    return "met" if met else "MISSED"


HEADINGS = """\
| what | tamdocs, ms | other, ms | ratio | least | most | target |
| --- | ---: | ---: | ---: | ---: | ---: | --- |"""


def in_turns(sides: Sequence[Side], turns: Sequence[Sequence[int]]) -> list[tuple[float, ...]]:
    """Let each side make the things of each turn; another one begins from turn to turn.

    Returns:
        For each side what it took for one thing, in seconds, turn by turn.
    """
    times: list[list[float]] = [[] for _ in sides]
    for turn, numbers in enumerate(turns):
        for at in range(len(sides)):
            side = (turn + at) % len(sides)
            times[side].append(sides[side].cpu(numbers) / len(numbers))
    return list(map(tuple, times))
