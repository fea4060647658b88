"""Work for several processes that goes on when one of them dies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")
Setting = TypeVar("Setting")


def run_in_pool(
    work: Callable[[Task], Result],
    tasks: Sequence[Task],
    processes: int,
    start: Callable[[Setting], None],
    setting: Setting,
) -> Iterator[tuple[Task, Result | None]]:
    """Yield each of *tasks* with its result as it is done; with None where it has twice ended the process it was in.

    If a process dies, all that was under way is done again, and what dies once more is then done alone, so that one
    bad task never takes others with it.

    Args:
        work: Importable by name, as *start* is, since the processes are new ones.
        start: Called with *setting* in each process before its first task.

    Raises:
        Exception: What *work* raises.
    """
    left = list(range(len(tasks)))
    for _ in range(2):
        for index, result in _round(work, [(index, tasks[index]) for index in left], processes, start, setting):
            left.remove(index)
            yield tasks[index], result
        if not left:
            return
    for index in left:
        alone = dict(_round(work, [(index, tasks[index])], 1, start, setting))
        yield tasks[index], alone.get(index)


def _round(
    work: Callable[[Task], Result],
    tasks: Sequence[tuple[int, Task]],
    processes: int,
    start: Callable[[Setting], None],
    setting: Setting,
) -> Iterator[tuple[int, Result]]:
    """Yield the results of *tasks* until they are done or a process dies."""
    with ProcessPoolExecutor(processes, get_context("spawn"), start, (setting,)) as pool:
        futures = {}
        try:
            futures = {pool.submit(work, task): index for index, task in tasks}
            for future in as_completed(futures):
                if not isinstance(future.exception(), BrokenProcessPool):
                    yield futures[future], future.result()
        except BrokenProcessPool:
            return
        finally:
            pool.shutdown(cancel_futures=True)
