"""Makes the packs of many orders, one after another or by several processes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tamdocs.batch.desk import Desk
from tamdocs.batch.job import PackJob
from tamdocs.batch.out_folder import out_folder
from tamdocs.batch.pack import make_pack
from tamdocs.batch.pool import run_in_pool
from tamdocs.batch.save import save_pack
from tamdocs.errors import Problem, SkinError, TamdocsError
from tamdocs.orders.file_names import find_unsafe
from tamdocs.orders.read import read_order
from tamdocs.orders.reading import Reading
from tamdocs.orders.schema import OrderSchema
from tamdocs.orders.unique import shared_numbers


@dataclass(frozen=True, slots=True)
class PackResult:
    source: str
    order_number: str | None
    outcome: Literal["made", "refused", "failed"]
    """`refused` for what the order itself is to blame for, `failed` for what stands in the way of a good order."""
    folder: Path | None
    """Where the pack lies, or None where there is none."""
    files: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """One order to make a pack of."""

    source: str
    data: bytes
    problems: tuple[Problem, ...] = ()
    """What is wrong with it beside the other orders of the run."""


class PackWorker:
    """Makes packs, one after another; one a process."""

    def __init__(self, job: PackJob) -> None:
        self.job = job
        self.desk = Desk(job.workspace)

    def make(self, task: Task) -> PackResult:
        """Make and save the pack of an order. What goes wrong with it is in the result.

        Raises:
            TamdocsError: The clause library or a skin is wrong, so that no pack can be made.
        """
        judged = self.desk.read(task.source, task.data)
        reading, agreement = judged.reading.with_problems(task.problems), judged.agreement
        if reading.order is None or agreement is None:
            return refused(reading, self.job.out)
        try:
            pack = make_pack(reading, agreement, self.desk.renderer, self.job)
            folder = save_pack(pack, self.job.out, replace_changed=self.job.replace_changed)
        except SkinError:
            raise
        except TamdocsError as error:
            return _failed(reading, error.problems)
        except Exception as error:  # noqa: BLE001 - a defect met in one order must not stop the others
            return _failed(reading, (_defect(task.source, error),))
        paths = (*(file.path for file in pack.files), "manifest.json")
        return PackResult(task.source, reading.order_number, "made", folder, paths, reading.problems)


def run_packs(orders: Sequence[tuple[str, bytes]], job: PackJob, jobs: int) -> Iterator[PackResult]:
    """Yield a result for each of *orders* (source and bytes) as it is done.

    Args:
        jobs: How many processes; 1 for this one.

    Raises:
        TamdocsError: The workspace, the clause library or a skin is wrong, or another run writes to the same folder.
    """
    worker = PackWorker(job)
    worker.desk.library  # noqa: B018 - what is wrong with the library is told before a folder is made
    tasks = _tasks(orders, worker.desk.schema)
    jobs = min(jobs, len(tasks))
    with out_folder(job.out):
        yield from _make_in_pool(tasks, job, jobs) if jobs > 1 else map(worker.make, tasks)


def _tasks(orders: Sequence[tuple[str, bytes]], schema: OrderSchema) -> list[Task]:
    """Return what the workers are to do. Nothing is kept of the orders but their bytes: a worker judges each itself."""
    numbers = [(source, read_order(source, data, schema).order_number) for source, data in orders]
    shared = shared_numbers(numbers)
    return [Task(*order, (problem,) if problem else ()) for order, problem in zip(orders, shared, strict=True)]


def refused(reading: Reading, out: Path) -> PackResult:
    """Return the result of an order that is refused, with a word about a pack of it that lies in *out* already."""
    problems = reading.problems
    number = reading.order_number
    if number and not find_unsafe(number) and (out / number).is_dir():
        message = f"the pack of an earlier run is still in {out / number}"
        hint = "it was made before the order came to be refused: do not send it"
        problems = (*problems, Problem(reading.source, "earlier-pack", message, hint=hint, severity="warning"))
    return PackResult(reading.source, number, "refused", None, (), problems)


def _failed(reading: Reading, problems: tuple[Problem, ...]) -> PackResult:
    return PackResult(reading.source, reading.order_number, "failed", None, (), (*reading.problems, *problems))


def _defect(source: str, error: Exception) -> Problem:
    message = f"this order met a defect of tamdocs: {type(error).__name__}: {error}"
    return Problem(source, "defect", message, hint="please report it; the other orders were not touched by it")


_worker: PackWorker
"""The worker of this process, in a process of the pool."""


def _start_process(job: PackJob) -> None:
    global _worker  # noqa: PLW0603 - a process of the pool has this one way to keep what it has loaded
    _worker = PackWorker(job)


def _make_in_process(task: Task) -> PackResult:
    return _worker.make(task)


def _make_in_pool(tasks: Sequence[Task], job: PackJob, jobs: int) -> Iterator[PackResult]:
    for task, result in run_in_pool(_make_in_process, tasks, jobs, _start_process, job):
        yield result or _process_ended(task.source)


def _process_ended(source: str) -> PackResult:
    message = "the process that made this pack ended each time before it was made"
    hint = "look whether the machine ran out of memory; then run the same command again"
    return PackResult(source, None, "failed", None, (), (Problem(source, "process-ended", message, hint=hint),))
