"""Makes the packs of many orders: checked first, then made one after another or by several processes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from tamdocs.batch.desk import Desk
from tamdocs.batch.job import PackJob
from tamdocs.batch.pack import make_pack
from tamdocs.batch.save import save_pack
from tamdocs.errors import Problem, TamdocsError
from tamdocs.orders.unique import check_unique


@dataclass(frozen=True, slots=True)
class PackResult:
    source: str
    order_number: str | None
    folder: Path | None
    """Where the pack lies, or None where there is none."""
    files: tuple[str, ...]
    problems: tuple[Problem, ...]


class PackWorker:
    """Makes packs, one after another; one a process."""

    def __init__(self, job: PackJob) -> None:
        self.job = job
        self.desk = Desk(job.workspace)

    def make(self, source: str, data: bytes) -> PackResult:
        """Make and save the pack of the order in *data*. What goes wrong is in the result; nothing is raised."""
        judged = self.desk.read(source, data)
        reading, agreement = judged.reading, judged.agreement
        if reading.order is None or agreement is None:
            return PackResult(source, reading.order_number, None, (), reading.problems)
        try:
            pack = make_pack(reading, agreement, self.desk.renderer, self.job.formats, self.job.languages)
            folder = save_pack(pack, self.job.out)
        except TamdocsError as error:
            return PackResult(source, reading.order_number, None, (), (*reading.problems, *error.problems))
        except Exception as error:  # noqa: BLE001 - a defect met in one order must not stop the others
            return PackResult(source, reading.order_number, None, (), (*reading.problems, _defect(source, error)))
        paths = (*(file.path for file in pack.files), "manifest.json")
        return PackResult(source, reading.order_number, folder, paths, reading.problems)


def run_packs(orders: Sequence[tuple[str, bytes]], job: PackJob, jobs: int) -> Iterator[PackResult]:
    """Yield a result for each of *orders* (source and bytes) as it is done.

    Args:
        jobs: How many processes; 1 for this one.

    Raises:
        TamdocsError: The workspace or the clause library is wrong, so that nothing can be made.
    """
    worker = PackWorker(job)
    readings = check_unique(worker.desk.read(source, data).reading for source, data in orders)
    good = []
    for reading, order in zip(readings, orders, strict=True):
        if reading.order is None:
            yield PackResult(reading.source, reading.order_number, None, (), reading.problems)
        else:
            good.append(order)
    jobs = min(jobs, len(good))
    yield from _make_in_pool(good, job, jobs) if jobs > 1 else (worker.make(*order) for order in good)


_worker: PackWorker
"""The worker of this process, in a process of the pool."""


def _start_process(job: PackJob) -> None:
    global _worker  # noqa: PLW0603 - a process of the pool has this one way to keep what it has loaded
    _worker = PackWorker(job)


def _make_in_process(source: str, data: bytes) -> PackResult:
    return _worker.make(source, data)


def _make_in_pool(orders: Sequence[tuple[str, bytes]], job: PackJob, jobs: int) -> Iterator[PackResult]:
    with ProcessPoolExecutor(jobs, get_context("spawn"), _start_process, (job,)) as pool:
        sources = {pool.submit(_make_in_process, *order): order[0] for order in orders}
        for future in as_completed(sources):
            yield _result(future, sources[future])


def _result(future: Future[PackResult], source: str) -> PackResult:
    try:
        return future.result()
    except BrokenProcessPool:
        message = "the process that made packs ended before this one was made"
        hint = "run the same command again; packs that are done are made anew with the same bytes"
        return PackResult(source, None, None, (), (Problem(source, "process-ended", message, hint=hint),))


def _defect(source: str, error: Exception) -> Problem:
    message = f"this order met a defect of tamdocs: {type(error).__name__}: {error}"
    return Problem(source, "defect", message, hint="please report it; the other orders were not touched by it")
