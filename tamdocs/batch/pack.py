"""Makes the contract pack of an order: its documents in each language and format, one joined PDF, and a manifest."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tamdocs.batch.job import PackJob
from tamdocs.batch.manifest import manifest_of
from tamdocs.batch.render import Renderer
from tamdocs.batch.stamped import PACK, Made, Stamper
from tamdocs.document.provenance import FileFormat
from tamdocs.errors import OrderError, Problem, RenderError
from tamdocs.library.agreement import Agreement
from tamdocs.library.compose import Composed, compose_with_texts
from tamdocs.library.hints import one_of
from tamdocs.orders.reading import Reading

FORMATS: tuple[FileFormat, ...] = ("docx", "pdf")
PAGE_FORMATS: tuple[FileFormat, ...] = (*FORMATS, "html")
"""Those of a single document."""
_SUFFIXES = {"docx": ".docx", "pdf": ".typ"}
"""Of the skin that a format is written with."""


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


def make_pack(reading: Reading, agreement: Agreement, renderer: Renderer, job: PackJob) -> Pack:
    """Return the pack of an agreement, as *job* says.

    Args:
        reading: The order as it was read, for the manifest and for the place of a problem.

    Raises:
        TamdocsError: A document cannot be composed or written; problems with a value say where it stands in the order.
    """
    order, edition = agreement.order, agreement.edition
    try:
        chosen = checked_languages(job.languages, agreement)
        stamper = Stamper(reading.data, agreement, renderer, embed=job.embed)
        made = [
            make_documents(
                [compose_with_texts(agreement, kind, each) for kind in edition.pack.documents], renderer, job.formats
            )
            for each in chosen
        ]
        files = tuple(file for documents in made for file in _files(documents, stamper, job.formats))
    except RenderError as error:
        raise RenderError([placed(problem, reading) for problem in error.problems]) from error
    names = {
        f"{edition.outlines[kind].skin}{_SUFFIXES[name]}" for kind in edition.pack.documents for name in job.formats
    }
    skins = {file: digest for name in names for file, digest in renderer.skin_hashes(name).items()}
    return Pack(order.order_number, files, manifest_of(reading, agreement, skins, files))


def checked_languages(languages: Sequence[str], agreement: Agreement) -> Sequence[str]:
    """Return *languages*, or those of the order if there are none.

    Raises:
        OrderError: The edition has no such language.
    """
    known = agreement.edition.languages
    for language in languages:
        if language not in known:
            hint = one_of(language, known)
            message = f"edition {agreement.edition.id} has no language {language}"
            raise OrderError(Problem(agreement.order.order_number, "unknown-language", message, hint=hint))
    return tuple(dict.fromkeys(languages)) or agreement.order.languages


def make_documents(composed: Iterable[Composed], renderer: Renderer, formats: frozenset[str]) -> list[Made]:
    """Return documents rendered in *formats*, not stamped yet.

    Raises:
        RenderError: A document cannot be written.
    """
    return [Made(each, renderer.render(each.document, formats)) for each in composed]


def _files(made: Sequence[Made], stamper: Stamper, formats: Collection[str]) -> Iterator[PackFile]:
    language = made[0].composed.document.language
    for each in made:
        kind = each.composed.document.kind
        for name in FORMATS:
            if name in formats:
                yield PackFile(f"{language}/{kind}.{name}", stamper.document(each, name), language, kind, name)
    if "pdf" in formats:
        yield PackFile(f"{language}/{PACK}.pdf", stamper.pack(made), language, PACK, "pdf")


def placed(problem: Problem, reading: Reading) -> Problem:
    """Return *problem* with its line in the order, where it comes from a value of the order."""
    if problem.place and problem.place.startswith("/"):
        return reading.located(replace(problem, source="", line=None, column=None))
    return problem
