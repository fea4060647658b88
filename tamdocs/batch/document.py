"""Makes one document of one order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tamdocs.batch.desk import Desk
from tamdocs.batch.order_files import load_order_bytes
from tamdocs.batch.pack import checked_languages, placed
from tamdocs.batch.save import save_file
from tamdocs.errors import OrderError, Problem, RenderError
from tamdocs.library.compose import compose
from tamdocs.workspace import Workspace


@dataclass(frozen=True, slots=True)
class MadeDocument:
    paths: tuple[Path, ...]
    warnings: tuple[Problem, ...]


def make_document(
    workspace: Workspace, kind: str, path: Path, languages: Sequence[str], formats: frozenset[str], out: Path
) -> MadeDocument:
    """Write the document *kind* of the order at *path*, in its languages or in *languages*, and say where it lies.

    Raises:
        TamdocsError: The order is refused, or the document cannot be made; no file is written then.
    """
    data = load_order_bytes(path)
    if isinstance(data, Problem):
        raise OrderError(data)
    desk = Desk(workspace)
    reading, agreement = desk.judge(str(path), data)
    if agreement is None:
        raise OrderError(reading.problems)
    made: dict[Path, bytes] = {}
    for language in checked_languages(languages, agreement):
        try:
            rendered = desk.renderer.render(compose(agreement, kind, language), formats)
        except RenderError as error:
            raise RenderError([placed(problem, reading) for problem in error.problems]) from error
        for name in sorted(formats):
            file = f"{agreement.order.order_number}-{kind}.{language}.{name}"
            made[out / file] = rendered.bytes_of(name)
    for target, content in made.items():
        save_file(target, content)
    return MadeDocument(tuple(made), reading.problems)
