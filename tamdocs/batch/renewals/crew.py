"""Who does the work: this process, several of them, or a cluster. Each is an executor of `concurrent.futures`."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from multiprocessing import get_context
from socket import gethostname
from typing import Any, NamedTuple, ParamSpec, TypeVar

from tamdocs.errors import Problem, WorkspaceError

Task = TypeVar("Task")
Result = TypeVar("Result")
Arguments = ParamSpec("Arguments")

_TRIES = 3
"""The last try of a task in whose time processes ended is done alone, so that the blame is its own."""
_DASK_RETRIES = 3


class Crew:
    def __init__(self, make: Callable[[], Executor], at_a_time: int) -> None:
        """Take an executor.

        Args:
            make: Makes it, and makes it anew when it broke.
            at_a_time: How many tasks it does at once.
        """
        self._make = make
        self._window = 2 * at_a_time if at_a_time > 1 else 1
        self._executor: Executor | None = None

    def run(self, work: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[tuple[Task, Result | None]]:
        """Yield each of *tasks* with its result as it is done; with None where it has ended its process each time.

        No more tasks are taken than are soon to be done. A task must come to the same if it is done once more: when a
        process dies, nobody knows which task was to blame or how far the others were.

        Args:
            work: Importable by name.
            tasks: Are taken one by one.

        Raises:
            Exception: What *work* raises; what was not begun is then left.
        """
        batch = _Batch(self, work, iter(tasks), self._window)
        try:
            yield from batch.results()
        finally:
            batch.cancel()

    def prepare(self, work: Callable[[Task], object], task: Task) -> None:
        """Let each process of this machine do *work* while the caller goes on; what comes of it is nobody's matter."""
        for _ in range(self._window // 2):
            self.submit(work, task)

    def submit(self, work: Callable[[Any], Any], task: object) -> Future[Any]:
        self._executor = self._executor or self._make()
        return self._executor.submit(work, task)

    def renew(self) -> None:
        if self._executor:
            self._executor.shutdown(wait=False)
        self._executor = None

    def close(self) -> None:
        if self._executor:
            self._executor.shutdown()
        self._executor = None


class _Tried(NamedTuple):
    task: Any
    tries: int


class _Batch:
    def __init__(self, crew: Crew, work: Callable[[Any], Any], source: Iterator[Any], window: int) -> None:
        self._crew = crew
        self._work = work
        self._source = source
        self._window = window
        self._again: deque[_Tried] = deque()
        self._under_way: dict[Future[Any], _Tried] = {}
        self._alone = False

    def results(self) -> Iterator[tuple[Any, Any]]:
        while True:
            broken = self._fill()
            if not broken and not self._under_way:
                return
            if not broken:
                wait(self._under_way, return_when=FIRST_COMPLETED)
                broken = any(_is_broken(future) for future in self._under_way if future.done())
            if broken:
                wait(self._under_way)
                self._crew.renew()
            for future in [future for future in self._under_way if future.done()]:
                yield from self._taken(future)

    def cancel(self) -> None:
        for future in self._under_way:
            future.cancel()

    def _fill(self) -> bool:
        """Submit tasks while there is room; return whether the executor turns out to be broken."""
        while len(self._under_way) < self._window and not (self._alone and self._under_way):
            tried = self._next()
            if tried is None:
                return False
            try:
                self._under_way[self._crew.submit(self._work, tried.task)] = tried
            except BrokenExecutor:
                self._again.appendleft(tried)
                return True
            self._alone = tried.tries == _TRIES - 1
        return False

    def _next(self) -> _Tried | None:
        if self._again:
            must_be_alone = self._again[0].tries == _TRIES - 1
            return None if must_be_alone and self._under_way else self._again.popleft()
        return next((_Tried(task, 0) for task in self._source), None)

    def _taken(self, future: Future[Any]) -> Iterator[tuple[Any, Any]]:
        tried = self._under_way.pop(future)
        if not _is_broken(future):
            result = None if type(future.exception()).__name__ == "KilledWorker" else future.result()
            yield tried.task, result
        elif tried.tries + 1 == _TRIES:
            yield tried.task, None
        else:
            self._again.append(tried._replace(tries=tried.tries + 1))


def _is_broken(future: Future[Any]) -> bool:
    return isinstance(future.exception(), BrokenExecutor)


class _InProcess(Executor):
    """Does each task at once, in this process."""

    def submit(
        self, fn: Callable[Arguments, Result], /, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Future[Result]:
        future: Future[Result] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - whoever asks for the result gets it
            future.set_exception(error)
        return future


@contextmanager
def open_crew(jobs: int) -> Iterator[Crew]:
    """Give a crew of so many processes of this machine; 1 is this process."""
    crew = Crew(lambda: ProcessPoolExecutor(jobs, get_context("spawn")), jobs) if jobs > 1 else Crew(_InProcess, 1)
    try:
        yield crew
    finally:
        crew.close()


@contextmanager
def open_cluster(address: str, *, one_machine: bool = False) -> Iterator[Crew]:
    """Give the workers of a cluster as a crew.

    Args:
        address: Of a scheduler of Dask, such as `tcp://host:8786`.
        one_machine: The ledger is a file, which processes of other machines must not write to.

    Raises:
        WorkspaceError: Dask is not installed, there is no scheduler at that address, or workers are elsewhere.
    """
    try:
        from distributed import Client
    except ImportError as error:
        hint = "install it with: pip install 'tamdocs[cluster]'"
        raise WorkspaceError(Problem(address, "not-installed", "Dask is not installed", hint=hint)) from error
    try:
        client: Any = Client(  # type: ignore[no-untyped-call]
            address, timeout="10s", set_as_default=False
        )
    except (OSError, ValueError, TimeoutError) as error:
        message = f"no scheduler of Dask answers at this address: {error}"
        raise WorkspaceError(Problem(address, "no-cluster", message)) from error
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            hint = f"start some with: dask worker {address}"
            raise WorkspaceError(Problem(address, "no-cluster", "this cluster has no workers", hint=hint))
        if one_machine and set(client.run(gethostname).values()) != {gethostname()}:
            message = "the cluster has workers on other machines, and the ledger is a file of SQLite on this one"
            hint = "name a ledger in PostgreSQL with --ledger"
            raise WorkspaceError(Problem(address, "ledger-of-one-machine", message, hint=hint))
        crew = Crew(lambda: client.get_executor(pure=False, retries=_DASK_RETRIES), threads)
        try:
            yield crew
        finally:
            crew.close()
