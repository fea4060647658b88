"""Makes the contract pack of an order: its documents in each language and format, one joined PDF, and a manifest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tamdocs.batch.manifest import manifest_of
from tamdocs.batch.render import Renderer
from tamdocs.document.model import Document
from tamdocs.errors import OrderError, Problem, RenderError
from tamdocs.library.agreement import Agreement, names_of
from tamdocs.library.compose import compose
from tamdocs.library.hints import one_of
from tamdocs.library.lines import fill_line
from tamdocs.orders.reading import Reading

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
        chosen = checked_languages(languages, agreement)
        files = tuple(file for language in chosen for file in _files(agreement, language, renderer, formats))
    except RenderError as error:
        raise RenderError([placed(problem, reading) for problem in error.problems]) from error
    edition = agreement.edition
    names = {f"{edition.outlines[kind].skin}{_SUFFIXES[name]}" for kind in edition.pack.documents for name in formats}
    skins = {name: renderer.skin_hash(name) for name in names}
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


def _files(agreement: Agreement, language: str, renderer: Renderer, formats: frozenset[str]) -> Iterator[PackFile]:
    documents = [compose(agreement, kind, language) for kind in agreement.edition.pack.documents]
    rendered_documents = [renderer.render(document, formats) for document in documents]
    for document, rendered in zip(documents, rendered_documents, strict=True):
        for name in sorted(formats):
            path = f"{language}/{document.kind}.{name}"
            yield PackFile(path, rendered.bytes_of(name), language, document.kind, name)
    if "pdf" in formats:
        data = renderer.join(rendered_documents, _pack_title(agreement, documents[0]))
        yield PackFile(f"{language}/pack.pdf", data, language, "pack", "pdf")


def _pack_title(agreement: Agreement, document: Document) -> str:
    language = agreement.edition.languages[document.language]
    where = Problem(f"edition {agreement.edition.id}", "", "", place="pack.title")
    title = agreement.edition.pack.title[language.code]
    return fill_line(title, language.expressions, names_of(agreement, language), where)


def placed(problem: Problem, reading: Reading) -> Problem:
    """Return *problem* with its line in the order, where it comes from a value of the order."""
    if problem.place and problem.place.startswith("/"):
        return reading.located(replace(problem, source="", line=None, column=None))
    return problem
