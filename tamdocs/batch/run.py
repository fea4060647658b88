"""Makes the packs of many orders: checked first, then made one after another or by several processes."""

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
from tamdocs.orders.reading import Reading
from tamdocs.orders.unique import check_unique


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


class PackWorker:
    """Makes packs, one after another; one a process."""

    def __init__(self, job: PackJob) -> None:
        self.job = job
        self.desk = Desk(job.workspace)

    def make(self, source: str, data: bytes) -> PackResult:
        """Make and save the pack of the order in *data*. What goes wrong with it is in the result.

        Raises:
            SkinError: A skin is wrong, so that no pack can be made.
        """
        judged = self.desk.read(source, data)
        reading, agreement = judged.reading, judged.agreement
        if reading.order is None or agreement is None:
            return refused(reading, self.job.out)
        try:
            pack = make_pack(reading, agreement, self.desk.renderer, self.job.formats, self.job.languages)
            folder = save_pack(pack, self.job.out, replace_changed=self.job.replace_changed)
        except SkinError:
            raise
        except TamdocsError as error:
            return _failed(reading, error.problems)
        except Exception as error:  # noqa: BLE001 - a defect met in one order must not stop the others
            return _failed(reading, (_defect(source, error),))
        paths = (*(file.path for file in pack.files), "manifest.json")
        return PackResult(source, reading.order_number, "made", folder, paths, reading.problems)


def run_packs(orders: Sequence[tuple[str, bytes]], job: PackJob, jobs: int) -> Iterator[PackResult]:
    """Yield a result for each of *orders* (source and bytes) as it is done.

    Args:
        jobs: How many processes; 1 for this one.

    Raises:
        TamdocsError: The workspace, the clause library or a skin is wrong, or another run writes to the same folder.
    """
    worker = PackWorker(job)
    readings = check_unique(worker.desk.read(source, data).reading for source, data in orders)
    with out_folder(job.out):
        good = []
        for reading, order in zip(readings, orders, strict=True):
            if reading.order is None:
                yield refused(reading, job.out)
            else:
                good.append(order)
        jobs = min(jobs, len(good))
        yield from _make_in_pool(good, job, jobs) if jobs > 1 else (worker.make(*order) for order in good)


def refused(reading: Reading, out: Path) -> PackResult:
    """Return the result of an order that is refused, with a word about a pack of it that lies in *out* already."""
    problems = reading.problems
    number = reading.order_number
    if number and reading.order is None and _is_plain_name(number) and (out / number).is_dir():
        message = f"the pack of an earlier run is still in {out / number}"
        hint = "it was made before the order came to be refused: do not send it"
        problems = (*problems, Problem(reading.source, "earlier-pack", message, hint=hint, severity="warning"))
    return PackResult(reading.source, number, "refused", None, (), problems)


def _is_plain_name(number: str) -> bool:
    return Path(number).name == number and number not in {".", ".."}


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


def _make_in_process(order: tuple[str, bytes]) -> PackResult:
    return _worker.make(*order)


def _make_in_pool(orders: Sequence[tuple[str, bytes]], job: PackJob, jobs: int) -> Iterator[PackResult]:
    for order, result in run_in_pool(_make_in_process, orders, jobs, _start_process, job):
        yield result or _process_ended(order[0])


def _process_ended(source: str) -> PackResult:
    message = "the process that made this pack ended each time before it was made"
    hint = "look whether the machine ran out of memory; then run the same command again"
    return PackResult(source, None, "failed", None, (), (Problem(source, "process-ended", message, hint=hint),))
