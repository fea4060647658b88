"""The PDF of a document, laid out by Typst from a skin under `templates/skins/`.

Each file is PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1). Both make Typst refuse a character that no font has,
where a plain PDF would show an empty box.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cached_property
from pathlib import Path

import typst

from tamdocs.document.model import Document, Table
from tamdocs.document.redline import MarkedTable, Redline
from tamdocs.document.tree_json import canonical_json
from tamdocs.document.walk import walk, walk_marked
from tamdocs.errors import Problem, RenderError, SkinError
from tamdocs.writers.pdf.fonts import FontSet, default_fonts
from tamdocs.writers.pdf.pages import page_objects, section_pages, shown_labels
from tamdocs.writers.pdf.pdf_file import PdfFile
from tamdocs.writers.pdf.printable import unprintable
from tamdocs.writers.pdf.redline_tree import redline_tree
from tamdocs.writers.pdf.refusal import typst_problem, unprintable_values
from tamdocs.writers.pdf.skin_files import check_skin
from tamdocs.writers.pdf.tables import described_tables

_STANDARDS: list[typst.PDFStandard] = ["a-3a", "ua-1"]
_NOWHERE = "/nonexistent"
"""Where Typst finds no packages."""
_ESCAPED = re.compile(r"\\[bfnrtu]")


@dataclass(frozen=True, slots=True)
class Pdf:
    data: bytes
    pages: Mapping[str, int]
    """The printed number of the page on which a section begins, by the section's id."""


class PdfWriter:
    """Writes PDFs with one skin. Make one for a process and a skin: fonts and layouts of earlier documents are kept.

    Equal documents give equal bytes, whatever was written before, wherever and whenever.
    """

    def __init__(self, skin: Path, fonts: FontSet | None = None, *, name: str = "") -> None:
        """Make a writer.

        Args:
            skin: The file of the skin.
            fonts: What to print with, if not with the fonts that tamdocs depends on.
            name: What messages call the skin, such as `templates/skins/contract.typ`; its path if nothing is said.
        """
        self._skin, self._name = skin, name or str(skin)
        self._fonts = fonts or default_fonts()

    def write(self, document: Document, *, tree: str = "") -> Pdf:
        """Return *document* as a file with the title of the document.

        Args:
            tree: The canonical JSON text of the document, if somebody has it already.

        Raises:
            RenderError: A text cannot be printed, or Typst cannot lay the document out with this skin.
            SkinError: There is no such skin, it uses packages, or it does not draw each table as one table.
        """
        tree = tree or canonical_json(document)
        problems = _refusals(document, tree)
        if problems:
            raise RenderError(problems)
        file = self._letter(document, tree) if document.letter else None
        file = file or PdfFile(self._compile(_main(self._skin.name, tree, document.title), [document]))
        return Pdf(
            self._described(file, [node for node in walk(document.blocks) if isinstance(node, Table)]),
            section_pages(file),
        )

    def _letter(self, document: Document, tree: str) -> PdfFile | None:
        """Return a letter laid out without page numbers, which takes less; none if it has more than one page."""
        file = PdfFile(self._compile(_main(self._skin.name, tree, document.title, one_page=True), [document]))
        return file if len(page_objects(file)) == 1 else None

    def write_redline(self, redline: Redline, *, title: str, note: str) -> bytes:
        """Return *redline* as a file with that title; *note* stands above the text.

        The skin is one that draws what changed: `redline.typ`.

        Raises:
            RenderError: A text cannot be printed, or Typst cannot lay the redline out with this skin.
            SkinError: There is no such skin, it uses packages, or it does not draw each table as one table.
        """
        documents = (redline.after, redline.before)
        tree = json.dumps(redline_tree(redline, note), ensure_ascii=False)
        problems = [problem for document in documents for problem in _refusals(document, tree)]
        if problems:
            raise RenderError(problems)
        file = PdfFile(self._compile(_main(self._skin.name, tree, title), documents))
        return self._described(
            file, [node.pair.shown for node in walk_marked(redline.blocks) if isinstance(node, MarkedTable)]
        )

    def _described(self, file: PdfFile, tables: Sequence[Table]) -> bytes:
        try:
            return file.changed({**described_tables(file, tables), **shown_labels(file)})
        except ValueError as error:
            raise SkinError(Problem(self._name, "skin-tables", str(error))) from error

    def _compile(self, main: bytes, documents: Sequence[Document]) -> bytes:
        made = datetime.combine(documents[0].date, time(), UTC)
        try:
            data = self._compiler.compile(main, format="pdf", pdf_standards=_STANDARDS, timestamp=made)
        except typst.TypstError as error:
            raise RenderError(typst_problem(error, self._name, documents)) from error
        except BaseException as panic:
            if type(panic).__name__ != "PanicException":
                raise
            # A compiler that has panicked may be in any state.
            del self._compiler
            message = f"Typst broke down over this document: {panic}"
            raise RenderError(Problem(f"{documents[0].kind}.pdf", "typst-panic", message)) from panic
        assert isinstance(data, bytes)
        return data

    @cached_property
    def _compiler(self) -> typst.Compiler:
        check_skin(self._skin, self._name)
        fonts = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=True,
            font_paths=[str(folder) for folder in self._fonts.folders],
        )
        return typst.Compiler(
            b"",
            root=str(self._skin.parent),
            font_paths=fonts,
            ignore_system_fonts=True,
            package_path=_NOWHERE,
            package_cache_path=_NOWHERE,
        )


def _refusals(document: Document, tree: str) -> tuple[Problem, ...]:
    """Return what cannot be printed. A look at the JSON text, where controls are escaped, spares most documents."""
    if unprintable(tree) or _ESCAPED.search(tree):
        return tuple(unprintable_values(document))
    return ()


def _main(skin: str, tree: str, title: str, *, one_page: bool = False) -> bytes:
    """Return the Typst source that hands the document over to the skin, as JSON in one string literal.

    With *one_page* the skin may take it that there is one; the file is thrown away if there are more.

    `sys.inputs` would do, but a change there makes Typst forget all layouts: a document with one new value then takes
    three times as long.
    """
    said = json.dumps({"title": title, "one_page": one_page}, ensure_ascii=False)
    file = f'{{"document":{tree},{said[1:]}'
    literal = file.replace("\\", "\\\\").replace('"', '\\"')
    return f'#import "/{skin}": render\n#render(json(bytes("{literal}")))'.encode()
