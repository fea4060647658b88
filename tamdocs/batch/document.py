"""Makes one document of one order."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tamdocs.batch.desk import Desk
from tamdocs.batch.job import PackJob
from tamdocs.batch.order_files import load_order_bytes, source_name
from tamdocs.batch.pack import checked_languages, placed
from tamdocs.batch.save import save_file
from tamdocs.errors import OrderError, Problem, RenderError
from tamdocs.library.compose import compose


@dataclass(frozen=True, slots=True)
class MadeDocument:
    paths: tuple[Path, ...]
    warnings: tuple[Problem, ...]


def make_document(kind: str, path: Path, job: PackJob) -> MadeDocument:
    """Write the document *kind* of the order at *path* as *job* says, and say where it lies.

    Raises:
        TamdocsError: The order is refused, or the document cannot be made; no file is written then.
    """
    if path.is_dir():
        raise OrderError(Problem(str(path), "not-a-file", "this is a folder", hint="name one order file"))
    data = load_order_bytes(path)
    if isinstance(data, Problem):
        raise OrderError(data)
    desk = Desk(job.workspace)
    judged = desk.read(source_name(path), data)
    reading, agreement = judged.reading, judged.agreement
    if reading.order is None or agreement is None:
        raise OrderError(reading.problems)
    made: dict[Path, bytes] = {}
    for language in checked_languages(job.languages, agreement):
        try:
            rendered = desk.renderer.render(compose(agreement, kind, language), job.formats)
        except RenderError as error:
            raise RenderError([placed(problem, reading) for problem in error.problems]) from error
        for name in sorted(job.formats):
            file = f"{agreement.order.order_number}-{kind}.{language}.{name}"
            made[job.out / file] = rendered.bytes_of(name)
    for target, content in made.items():
        save_file(target, content)
    return MadeDocument(tuple(made), reading.problems)
