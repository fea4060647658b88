"""Makes the review of one customer: figures from the case history, and notes from the one who knows the customer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tamdocs.batch.case_source import CaseOptions
from tamdocs.batch.desk import Desk
from tamdocs.batch.document import Finisher, load_input
from tamdocs.batch.job import PackJob
from tamdocs.batch.order_files import source_name
from tamdocs.batch.pack import checked_languages
from tamdocs.batch.review import load_case_figures
from tamdocs.batch.save import save_files
from tamdocs.errors import LibraryError, OrderError, Problem
from tamdocs.library.agreement import Agreement
from tamdocs.library.hints import one_of
from tamdocs.library.model import Outline
from tamdocs.library.note_parts import NOTES
from tamdocs.library.notes import NoteSection, PartValues, parse_notes, values_in
from tamdocs.orders.data import DataReading

if TYPE_CHECKING:
    from tamdocs.reviews.figures import CaseFigures
    from tamdocs.reviews.period import Period

REVIEW = "review"
"""The name in the expressions of a document under which the figures stand."""


@dataclass(frozen=True, slots=True)
class ReviewJob:
    """Which review is asked for."""

    kind: str
    """Of the document, such as `review-monthly`."""
    notes: tuple[Path, ...] = ()
    cases: str | None = None
    """The history; None for a document without figures."""
    period: Period | None = None
    options: CaseOptions = field(default_factory=CaseOptions)


@dataclass(frozen=True, slots=True)
class MadeReview:
    paths: tuple[Path, ...]
    warnings: tuple[Problem, ...]
    figures: CaseFigures | None


def make_review(path: Path, asked: ReviewJob, job: PackJob) -> MadeReview:
    """Write the review of the order at *path* in each language and format of *job*, and say where it lies.

    Raises:
        TamdocsError: The order or the notes are refused, the history cannot be read, or the document cannot be made; no
            file is written then.
    """
    desk = Desk(job.workspace)
    judged = desk.read(source_name(path), load_input(path, "name one order file"))
    agreement = judged.agreement
    if judged.reading.order is None or agreement is None:
        raise OrderError(judged.reading.problems)
    outline = find_outline(asked.kind, agreement)
    languages = checked_languages(job.languages, agreement)
    written = load_notes(asked.notes, outline, languages)
    figures = None
    if asked.cases is not None and asked.period:
        figures = load_case_figures(agreement.order, asked.cases, asked.period, desk, asked.options)
    folder = job.out / agreement.order.order_number / str(asked.period or asked.kind.removeprefix("review-"))
    made: dict[Path, bytes] = {}
    finisher = Finisher(judged, desk, job)
    for language in languages:
        read = review_data(outline, figures, written[language], desk)
        try:
            files = finisher.files(asked.kind, language, read)
        except LibraryError as error:
            raise LibraryError(_in_notes(error.problems, written[language])) from error
        made |= {folder / language / f"{asked.kind}.{name}": content for name, content in files.items()}
    save_files(made)
    return MadeReview(tuple(made), judged.reading.problems, figures)


def find_outline(kind: str, agreement: Agreement) -> Outline:
    """Return the outline of the document *kind*.

    Raises:
        LibraryError: The edition of the order has none.
    """
    edition = agreement.edition
    if kind not in edition.outlines:
        hint = one_of(kind, edition.outlines)
        message = f"there is no document {kind}"
        raise LibraryError(Problem(f"edition {edition.id}", "unknown-document", message, hint=hint))
    return edition.outlines[kind]


def load_notes(
    paths: Sequence[Path], outline: Outline, languages: Sequence[str], missing: str = "--notes"
) -> dict[str, PartValues]:
    """Return what the notes in the files *paths* say in each of *languages*.

    Args:
        missing: What the problem with a part names that is in no file, where there is no file.

    Raises:
        OrderError: A file of notes is refused, or a part is missing.
    """
    files = [parse_notes(source_name(path), load_input(path, "name a file of notes"), outline.notes) for path in paths]
    sections = [section for file in files for section in file.sections]
    source = source_name(paths[0]) if paths else missing
    written = {language: values_in(sections, outline.notes, language, source) for language in languages}
    problems = [problem for file in files for problem in file.problems]
    problems += [problem for values in written.values() for problem in values.problems]
    if problems:
        raise OrderError(problems)
    return written


def review_data(outline: Outline, figures: CaseFigures | None, notes: PartValues, desk: Desk) -> DataReading:
    """Return the data of a review, read as any data is.

    Raises:
        OrderError: It is refused.
    """
    assert outline.data
    data: dict[str, Any] = {NOTES: notes.values}
    if figures:
        from tamdocs.reviews.as_data import figures_as_data
        from tamdocs.reviews.printed import as_printed
        from tamdocs.writers.pdf.printable import unprintable

        data[REVIEW] = as_printed(figures_as_data(figures), unprintable)
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    read = desk.read_data(outline.data, "the review", text.encode())
    if read.data is None:
        raise OrderError(_in_notes(read.problems, notes))
    return read


def _in_notes(problems: Sequence[Problem], notes: PartValues) -> Iterator[Problem]:
    """Yield *problems* with the section of the notes that they come from."""
    for problem in problems:
        section = _section(problem.place or "", notes)
        if section:
            yield replace(problem, source=section.source, line=section.first_line, column=None)
        else:
            yield problem


def _section(pointer: str, notes: PartValues) -> NoteSection | None:
    parts = pointer.split("/")
    return notes.sections.get(parts[2]) if parts[1:2] == [NOTES] and len(parts) > 2 else None
