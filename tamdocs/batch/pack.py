"""Makes the contract pack of an order: its documents in each language and format, one joined PDF, and a manifest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tamdocs.batch.manifest import manifest_of
from tamdocs.batch.render import Renderer
from tamdocs.document.model import Document
from tamdocs.errors import OrderError, Problem, RenderError, TamdocsError
from tamdocs.library.agreement import Agreement, agree, names_of
from tamdocs.library.compose import compose
from tamdocs.library.expressions import nearest
from tamdocs.library.lines import fill_line
from tamdocs.library.model import Library
from tamdocs.orders.codes import check_codes
from tamdocs.orders.read import Reading

FORMATS = ("docx", "pdf")


@dataclass(frozen=True, slots=True)
class PackFile:
    path: str
    """Inside the folder of the pack, with `/`."""
    data: bytes
    language: str
    kind: str
    """Which document it is, or `pack` for all of them in one."""
    format: str


@dataclass(frozen=True, slots=True)
class Pack:
    order_number: str
    files: tuple[PackFile, ...]
    manifest: bytes


def judge_order(reading: Reading, library: Library) -> tuple[Reading, Agreement | None]:
    """Return *reading* with what the clause library finds in it, and the agreement that it makes if it makes one."""
    if reading.order is None:
        return reading, None
    try:
        agreement = agree(reading.order, library)
    except OrderError as error:
        return reading.with_problems(map(reading.located, error.problems)), None
    warnings = check_codes(reading.order, agreement.edition.codes)
    return reading.with_problems(map(reading.located, warnings)), agreement


def make_pack(
    reading: Reading,
    agreement: Agreement,
    renderer: Renderer,
    formats: frozenset[str],
    languages: Sequence[str] = (),
) -> Pack:
    """Return the pack of an agreement.

    Args:
        reading: The order as it was read, for the manifest and for the place of a problem.
        languages: Instead of the languages of the order.

    Raises:
        TamdocsError: A document cannot be composed or written; problems with a value say where it stands in the order.
    """
    order = agreement.order
    try:
        chosen = tuple(languages) or order.languages
        _check_languages(chosen, agreement)
        files = tuple(file for language in chosen for file in _files(agreement, language, renderer, formats))
    except RenderError as error:
        raise RenderError([_at_its_value(problem, reading) for problem in error.problems]) from error
    return Pack(order.order_number, files, manifest_of(reading, agreement, files))


def _check_languages(languages: Sequence[str], agreement: Agreement) -> None:
    known = sorted(agreement.edition.languages)
    for language in languages:
        if language not in known:
            hint = nearest(language, known) or f"it has {', '.join(known)}"
            message = f"edition {agreement.edition.id} has no language {language}"
            raise TamdocsError(Problem(agreement.order.order_number, "unknown-language", message, hint=hint))


def _files(
    agreement: Agreement, language: str, renderer: Renderer, formats: frozenset[str]
) -> Iterator[PackFile]:
    documents = [compose(agreement, kind, language) for kind in agreement.edition.pack.documents]
    for document in documents:
        rendered = renderer.render(document, formats)
        for name in sorted(formats):
            data: bytes = getattr(rendered, name)
            yield PackFile(f"{language}/{document.kind}.{name}", data, language, document.kind, name)
    if "pdf" in formats:
        data = renderer.join(documents, _pack_title(agreement, documents[0]))
        yield PackFile(f"{language}/pack.pdf", data, language, "pack", "pdf")


def _pack_title(agreement: Agreement, document: Document) -> str:
    language = agreement.edition.languages[document.language]
    where = Problem(f"edition {agreement.edition.id}", "", "", place="pack.title")
    title = agreement.edition.pack.title[language.code]
    return fill_line(title, language.expressions, names_of(agreement, language), where)


def _at_its_value(problem: Problem, reading: Reading) -> Problem:
    """Return *problem* with its line in the order, where it comes from a value of the order."""
    if problem.place and problem.place.startswith("/"):
        return reading.located(replace(problem, source="", line=None, column=None))
    return problem
