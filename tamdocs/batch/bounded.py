"""Runs a function in a process of its own, with a bound on its time and its memory."""

from __future__ import annotations

import contextlib
import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from tamdocs.errors import TamdocsError

_Result = TypeVar("_Result")

_MOST_MEMORY = 2 << 30


class TooMuchError(Exception):
    """The function took more time or memory than it may have, or broke down."""


def bounded(seconds: float, function: Callable[..., _Result], *arguments: object) -> _Result:
    """Return what *function* returns for *arguments*; both go to another process and back.

    Raises:
        TamdocsError: What the function raised, if it was a refusal.
        TooMuchError: It took more than *seconds* or two gigabytes, or broke down.
    """
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(sender, function, arguments), daemon=True)
    process.start()
    sender.close()
    try:
        if not receiver.poll(seconds):
            raise TooMuchError(f"it took more than {seconds:g} seconds")
        succeeded, result = receiver.recv()
    except EOFError as error:
        raise TooMuchError("it took too much memory, or broke down") from error
    finally:
        process.kill()
        process.join()
        receiver.close()
    if succeeded:
        made: _Result = result
        return made
    if isinstance(result, TamdocsError):
        raise result
    raise TooMuchError(str(result))


def _run(sender: Connection[Any, Any], function: Callable[..., object], arguments: tuple[object, ...]) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    try:
        answer: tuple[bool, object] = (True, function(*arguments))
    except TamdocsError as error:
        answer = (False, error)
    except BaseException as error:  # noqa: BLE001 - whatever it is, it ends this process and no other
        answer = (False, f"{type(error).__name__}: {error}"[:200])
    sender.send(answer)
