"""A progress bar on a terminal, and nothing of it in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def with_progress(items: Iterable[T], total: int | None, what: str, least: int = 2) -> Iterator[T]:
    """Yield *items* with a bar on standard error, if that is a terminal and there are at least *least* of them.

    Args:
        total: How many; None where nobody knows before the end.
    """
    if not sys.stderr.isatty() or (total is not None and total < least):
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(
        *columns, console=Console(stderr=True), transient=True, redirect_stdout=sys.stdout.isatty()
    ) as progress:
        task = progress.add_task(what, total=total)
        for item in items:
            yield item
            progress.advance(task)
