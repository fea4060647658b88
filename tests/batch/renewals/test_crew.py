from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tamdocs.batch.renewals.crew import open_crew

POISON = 7


def doubled(task: int) -> int:
    return 2 * task


def doubled_unless_poison(task: int) -> int:
    if task == POISON:
        os._exit(1)
    time.sleep(0.01)
    return 2 * task


def noted(task: tuple[str, int]) -> int:
    folder, number = task
    mark = Path(folder, str(number))
    if number == POISON and not mark.exists():
        mark.touch()
        os._exit(1)
    mark.touch()
    return number


def refused(task: int) -> int:
    raise ValueError(task)


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_task_is_done_once(jobs: int) -> None:
    with open_crew(jobs) as crew:
        results = dict(crew.run(doubled, range(50)))

    assert results == {number: 2 * number for number in range(50)}


def test_no_more_tasks_are_taken_than_are_soon_to_be_done() -> None:
    taken = Counter[str]()

    def tasks() -> Iterator[int]:
        for number in range(1000):
            taken["tasks"] += 1
            yield number

    with open_crew(2) as crew:
        results = crew.run(doubled, tasks())
        next(results)

        assert taken["tasks"] <= 9
        results.close()  # type: ignore[attr-defined]


def test_a_task_that_ends_its_process_takes_no_other_one_with_it() -> None:
    with open_crew(2) as crew:
        results = dict(crew.run(doubled_unless_poison, range(12)))

    assert results == {number: None if number == POISON else 2 * number for number in range(12)}


def test_a_task_whose_process_died_is_done_again(tmp_path: Path) -> None:
    tasks = [(str(tmp_path), number) for number in range(12)]
    with open_crew(2) as crew:
        results = [result for _, result in crew.run(noted, tasks)]

    assert sorted(results) == list(range(12))  # type: ignore[type-var]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_a_task_raises_ends_the_run(jobs: int) -> None:
    with open_crew(jobs) as crew, pytest.raises(ValueError, match=r"[012]"):
        list(crew.run(refused, range(3)))


def mark_process(folder: str) -> None:
    Path(folder, str(os.getpid())).touch()
    time.sleep(1)


def test_each_process_can_be_made_ready_before_there_are_tasks(tmp_path: Path) -> None:
    with open_crew(2) as crew:
        crew.prepare(mark_process, str(tmp_path))
        results = dict(crew.run(process_of, range(20)))

    ready = {int(path.name) for path in tmp_path.iterdir()}
    assert len(ready) == 2
    assert set(results.values()) <= ready


def process_of(task: int) -> int:  # noqa: ARG001 - whatever the task
    return os.getpid()
