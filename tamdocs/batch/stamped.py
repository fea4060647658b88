"""Finished files of an order, stamped with where they come from.

Equal documents are rendered once for many orders, so the stamp is put on the finished bytes, for each order anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from tamdocs import __version__
from tamdocs.batch.render import Rendered, Renderer, has_contents
from tamdocs.document.provenance import (
    ClauseOrigin,
    DataOrigin,
    EditionOrigin,
    FileFormat,
    FileKind,
    OrderOrigin,
    Provenance,
    write_provenance,
)
from tamdocs.errors import Problem
from tamdocs.library.agreement import Agreement, names_of
from tamdocs.library.clause_markdown import ClauseText
from tamdocs.library.compose import Composed
from tamdocs.library.lines import fill_line

PACK = "pack"
"""The kind of the file that has all documents of a pack."""
_HASH_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Made:
    """A document before it is stamped."""

    composed: Composed
    rendered: Rendered


class Stamper:
    """Stamps the files of one order."""

    def __init__(
        self, order: bytes, agreement: Agreement, renderer: Renderer, *, embed: bool, data: bytes | None = None
    ) -> None:
        """Take the order.

        Args:
            order: The file of the order.
            agreement: What follows from it.
            renderer: What the files are made by.
            embed: Whether the order and the data themselves go into the files.
            data: The file of what the document needs beyond the order.
        """
        self._embed = embed
        self._data = data if data is None else DataOrigin(*self._origin(data))
        edition = agreement.edition
        self._agreement, self._renderer = agreement, renderer
        self._order = OrderOrigin(agreement.order.order_number, *self._origin(order))
        self._edition = EditionOrigin(edition.id, edition.status, edition.sha256)

    def _origin(self, file: bytes) -> tuple[str, str | None]:
        return sha256(file).hexdigest(), file.decode("utf-8") if self._embed else None

    def document(self, made: Made, name: FileFormat) -> bytes:
        """Return a document as the finished file in the format *name*."""
        document = made.composed.document
        provenance = self._provenance(FileKind(document.kind, document.language, name), [made.composed])
        return self._renderer.stamp(made.rendered.bytes_of(name), document.skin, name, provenance)

    def pack(self, made: Sequence[Made]) -> bytes:
        """Return documents in one language, of which there is a PDF, as one finished file."""
        first = made[0].composed.document
        joined = self._renderer.join([each.rendered for each in made], _pack_title(self._agreement, first.language))
        file = FileKind(PACK, first.language, "pdf")
        provenance = self._provenance(file, [each.composed for each in made])
        return self._renderer.stamp(joined, first.skin, "pdf", provenance)

    def _provenance(self, file: FileKind, parts: Sequence[Composed]) -> bytes:
        skins = {name for part in parts for name in _skins(part, file.format)}
        return write_provenance(
            Provenance(
                tamdocs_version=__version__,
                typst_version=self._renderer.typst_version,
                document=file,
                order=self._order,
                edition=self._edition,
                skins={name: digest for skin in skins for name, digest in self._renderer.skin_hashes(skin).items()},
                clauses=tuple(origin for part in parts for origin in _clauses(part.document.kind, part.texts)),
                data=self._data,
            )
        )


def _skins(composed: Composed, name: str) -> Iterator[str]:
    """Yield the skins that a file depends on: a table of contents in a Word file has the page numbers of the PDF.

    An HTML page has none: its look comes with tamdocs.
    """
    document = composed.document
    if name == "docx":
        yield f"{document.skin}.docx"
    if name == "pdf" or (name == "docx" and has_contents(document.blocks)):
        yield f"{document.skin}.typ"


def _clauses(kind: str, texts: Mapping[str, ClauseText]) -> Iterator[ClauseOrigin]:
    for clause, text in texts.items():
        # An edition, `clauses`, the document, the clause, the file: where the workspace lies is nobody's business.
        file = "/".join(text.source.split("/")[-5:])
        yield ClauseOrigin(kind, clause, file, text.sha256[:_HASH_DIGITS])


def _pack_title(agreement: Agreement, code: str) -> str:
    language = agreement.edition.languages[code]
    where = Problem(f"edition {agreement.edition.id}", "", "", place="pack.title")
    title = agreement.edition.pack.title[code]
    return fill_line(title, language.expressions, names_of(agreement, language), where)
