"""Renders composed documents, each equal one once.

A render is a pure function of tree and skin, so documents that are the same for many orders, such as the terms of one
edition, region, channel and language, are kept. A process has one renderer: it holds the compiled skins and the Typst
compiler.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tamdocs.batch.skins import Skins
from tamdocs.document.model import Block, Contents, Document, Section
from tamdocs.document.provenance import FILE_NAME, META_NAME, NAMESPACE
from tamdocs.document.tree_json import canonical_json
from tamdocs.workspace import Workspace
from tamdocs.writers.docx.stamp import stamp
from tamdocs.writers.docx.write import write_docx

if TYPE_CHECKING:
    from tamdocs.writers.pdf.part import Part
    from tamdocs.writers.pdf.writer import Pdf

KEPT = 64
"""How many rendered documents of a kind are kept: the variants of a few editions, and no more memory than that."""
_DESCRIPTION = "Order and provenance of this document, for tamdocs verify"


@dataclass(frozen=True)
class Rendered:
    docx: bytes
    pdf: bytes
    html: bytes
    """Each is empty where the format was not asked for."""

    @cached_property
    def part(self) -> Part:
        """The PDF ready to be joined with others."""
        from tamdocs.writers.pdf.part import take_apart

        return take_apart(self.pdf)

    def bytes_of(self, name: str) -> bytes:
        """Return the file in the format *name*."""
        return {"docx": self.docx, "pdf": self.pdf, "html": self.html}[name]


class Renderer:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._skins = Skins(workspace)
        self._hashes: dict[str, Mapping[str, str]] = {}
        # Each kind has its own, or the order confirmations, of which no two are equal, would drive the others out.
        self._kept: defaultdict[str, OrderedDict[tuple[str, frozenset[str]], Rendered]] = defaultdict(OrderedDict)

    def lay_out(self, document: Document, formats: frozenset[str], tree: str = "") -> Pdf | None:
        """Return the pages of *document* if *formats* need them, for `render`.

        Who has many documents lays all of them out first: else Typst and the rest take the processor's caches from each
        other.

        Raises:
            RenderError: The document cannot be written.
            SkinError: Its skin lacks what the writer needs.
        """
        if "pdf" in formats or ("docx" in formats and has_contents(document.blocks)):
            return self._skins.pdf(document.skin).write(document, tree=tree)
        return None

    def render(self, document: Document, formats: frozenset[str], tree: str = "", pages: Pdf | None = None) -> Rendered:
        """Return *document* in *formats* (`docx`, `pdf`, `html`).

        Args:
            document: Is composed.
            formats: Which ones.
            tree: The canonical JSON text of the document, if somebody has it already.
            pages: What `lay_out` has made of it, if somebody has that already.

        Raises:
            RenderError: The document cannot be written.
            SkinError: Its skin lacks what the writer needs.
        """
        tree = tree or canonical_json(document)
        key = (hashlib.sha256(tree.encode()).hexdigest(), formats)
        kept = self._kept[document.kind]
        if key in kept:
            kept.move_to_end(key)
            return kept[key]
        pdf = pages or self.lay_out(document, formats, tree)
        rendered = self._render(document, formats, pdf)
        kept[key] = rendered
        if len(kept) > KEPT:
            kept.popitem(last=False)
        return rendered

    def _render(self, document: Document, formats: frozenset[str], pdf: Pdf | None) -> Rendered:
        pages: Mapping[str, int] = pdf.pages if pdf else {}
        docx = write_docx(document, self._skins.word(document.skin), pages) if "docx" in formats else b""
        return Rendered(
            docx, pdf.data if pdf and "pdf" in formats else b"", _page(document) if "html" in formats else b""
        )

    def join(self, documents: Sequence[Rendered], title: str) -> bytes:
        """Return the PDFs of *documents* as one, with a bookmark for each above those of its own."""
        from tamdocs.writers.pdf.join import join

        return join([document.part for document in documents], title)

    def stamp(self, file: bytes, skin: str, name: str, provenance: bytes) -> bytes:
        """Return *file*, which this renderer has made in the format *name* with *skin*, with its provenance in it."""
        if name == "docx":
            return stamp(file, self._skins.word(skin).parts.document, NAMESPACE, provenance.decode())
        if name == "html":
            from tamdocs.writers.html.stamp import stamp_page

            return stamp_page(file, META_NAME, provenance.decode())
        from tamdocs.writers.pdf.stamp import Attachment, attach

        return attach(file, Attachment(FILE_NAME, "application/json", _DESCRIPTION, provenance))

    @cached_property
    def typst_version(self) -> str:
        from importlib.metadata import version

        return version("typst")

    def skin_hashes(self, file: str) -> Mapping[str, str]:
        """Return the SHA-256 of the skin *file*, such as `contract.docx`, and of those that it uses, by file name."""
        if file not in self._hashes:
            self._hashes[file] = self._hashes_of(file)
        return self._hashes[file]

    def _hashes_of(self, file: str) -> Mapping[str, str]:
        files = [file]
        if file.endswith(".typ"):
            from tamdocs.writers.pdf.skin_files import used_files

            files = list(used_files(self._workspace.typst_skin(file.removesuffix(".typ"))))
        return {each: hashlib.sha256(self._workspace.load_skin(each)).hexdigest() for each in files}


def _page(document: Document) -> bytes:
    from tamdocs.writers.html.document import write_html

    return write_html(document).encode()


def has_contents(blocks: Sequence[Block]) -> bool:
    """Return whether a table of contents stands in *blocks*: its page numbers are known only from a layout."""
    return any(
        isinstance(block, Contents) or (isinstance(block, Section) and has_contents(block.blocks)) for block in blocks
    )
