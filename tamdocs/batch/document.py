"""Makes one document of one order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from tamdocs.batch.desk import Desk
from tamdocs.batch.job import PackJob
from tamdocs.batch.judge import Judged
from tamdocs.batch.order_files import load_order_bytes, source_name
from tamdocs.batch.pack import PAGE_FORMATS, checked_languages, make_documents, placed
from tamdocs.batch.save import save_file
from tamdocs.batch.stamped import Stamper
from tamdocs.errors import LibraryError, OrderError, Problem, RenderError
from tamdocs.library.agreement import Agreement
from tamdocs.library.compose import compose_with_texts, data_missing
from tamdocs.orders.data import DataReading
from tamdocs.orders.reading import Reading

_DATA = "data:"
"""Before the pointer of what comes from the data."""


@dataclass(frozen=True, slots=True)
class MadeDocument:
    paths: tuple[Path, ...]
    warnings: tuple[Problem, ...]


def make_document(kind: str, path: Path, job: PackJob, data_path: Path | None = None) -> MadeDocument:
    """Write the document *kind* of the order at *path* as *job* says, and say where it lies.

    Args:
        data_path: Where the data lies that the document needs beyond the order.

    Raises:
        TamdocsError: The order is refused, or the document cannot be made; no file is written then.
    """
    desk = Desk(job.workspace)
    judged = desk.read(source_name(path), load_input(path, "name one order file"))
    reading, agreement = judged.reading, judged.agreement
    if reading.order is None or agreement is None:
        raise OrderError(reading.problems)
    read = _read_data(kind, data_path, desk, agreement)
    made: dict[Path, bytes] = {}
    finisher = Finisher(judged, desk, job)
    for language in checked_languages(job.languages, agreement):
        for name, content in finisher.files(kind, language, read).items():
            made[job.out / f"{agreement.order.order_number}-{kind}.{language}.{name}"] = content
    for target, content in made.items():
        save_file(target, content)
    return MadeDocument(tuple(made), (*reading.problems, *(read.problems if read else ())))


class Finisher:
    """Makes finished files of one order, which is not refused."""

    def __init__(self, judged: Judged, desk: Desk, job: PackJob) -> None:
        self._judged, self._desk, self._job = judged, desk, job

    def files(self, kind: str, language: str, read: DataReading | None) -> dict[str, bytes]:
        """Return the document *kind* in *language*, in each format of the job.

        Args:
            kind: Of the document.
            language: Its code.
            read: What the document needs beyond the order.

        Raises:
            TamdocsError: It cannot be made; problems with a value say where it stands.
        """
        reading, agreement, job = self._judged.reading, self._judged.agreement, self._job
        assert agreement
        renderer, data = self._desk.renderer, read.reading.data if read else None
        stamper = Stamper(reading.data, agreement, renderer, embed=job.embed, data=data)
        try:
            composed = compose_with_texts(agreement, kind, language, read.data if read else None)
            (document,) = make_documents([composed], renderer, job.formats)
        except RenderError as error:
            raise RenderError([_placed(problem, reading, read) for problem in error.problems]) from error
        except LibraryError as error:
            raise LibraryError([_in_data(problem, read) for problem in error.problems]) from error
        return {name: stamper.document(document, name) for name in PAGE_FORMATS if name in job.formats}


def load_input(path: Path, hint: str) -> bytes:
    """Return the bytes of the file *path*.

    Raises:
        OrderError: It cannot be read, or it is a folder: *hint* says what to name instead.
    """
    if path.is_dir():
        raise OrderError(Problem(str(path), "not-a-file", "this is a folder", hint=hint))
    data = load_order_bytes(path)
    if isinstance(data, Problem):
        raise OrderError(data)
    return data


def _read_data(kind: str, path: Path | None, desk: Desk, agreement: Agreement) -> DataReading | None:
    """Return the data of the document *kind*, read and checked; None for a document that needs none.

    Raises:
        OrderError: The data is missing, refused, or given for a document that needs none.
    """
    outline = agreement.edition.outlines.get(kind)
    if outline is None or outline.data is None:
        if outline and path:
            message = f"a document {kind} needs no data beyond the order"
            raise OrderError(Problem(source_name(path), "data-unasked", message, hint="leave --data out"))
        return None
    if path is None:
        problem = data_missing(kind, outline.data)
        raise OrderError(replace(problem, hint=f"{problem.hint}; give it with --data FILE"))
    read = desk.read_data(outline.data, source_name(path), load_input(path, "name one file of data"))
    if read.data is None:
        raise OrderError(read.problems)
    return read


def _in_data(problem: Problem, read: DataReading | None) -> Problem:
    """Return *problem*, which a clause has, with its line in the data where the data is what is wrong."""
    place = problem.place or ""
    if read is None or not place.startswith(_DATA):
        return problem
    moved = replace(problem, source="", line=None, column=None, place=place.removeprefix(_DATA))
    return read.reading.located(moved)


def _placed(problem: Problem, reading: Reading, read: DataReading | None) -> Problem:
    """Return *problem* with its line in the order, or in the data where it comes from a value there."""
    place = problem.place or ""
    return _in_data(problem, read) if read and place.startswith(_DATA) else placed(problem, reading)
