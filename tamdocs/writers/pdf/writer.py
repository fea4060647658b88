"""The PDF of a document or of a pack, laid out by Typst from a skin under `templates/skins/`.

Each file is PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1). Both make Typst refuse a character that no font has,
where a plain PDF would show an empty box.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cached_property
from pathlib import Path

import typst

from tamdocs.document.model import Blocks, BulletList, Definitions, Document, Note, OrderedList, Section, Table
from tamdocs.document.tree_json import canonical_json
from tamdocs.errors import Problem, RenderError, SkinError
from tamdocs.writers.pdf.fonts import FontSet, default_fonts
from tamdocs.writers.pdf.pages import section_pages, shown_labels
from tamdocs.writers.pdf.pdf_file import PdfFile
from tamdocs.writers.pdf.printable import unprintable
from tamdocs.writers.pdf.refusal import typst_problem, unprintable_values
from tamdocs.writers.pdf.tables import described_tables

_STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
_NOWHERE = "/nonexistent"
"""Where Typst finds no packages."""
_PACKAGE = re.compile(r"""["'](@[a-z][\w-]*/[\w-]+)""")
_ESCAPED = re.compile(r"\\[bfnrtu]")


@dataclass(frozen=True, slots=True)
class Pdf:
    data: bytes
    pages: tuple[Mapping[str, int], ...]
    """For each document of the file: the printed number of the page on which a section begins, by the section's id."""


class PdfWriter:
    """Writes PDFs with one skin. Make one for a process and a skin: fonts and layouts of earlier documents are kept.

    Equal documents give equal bytes, whatever was written before, wherever and whenever.
    """

    def __init__(self, skin: Path, fonts: FontSet | None = None) -> None:
        self._skin = skin
        self._fonts = fonts or default_fonts()

    def write(self, documents: Sequence[Document], *, title: str) -> Pdf:
        """Return *documents* as one file with that title: a single document, or a pack of several.

        In a pack each document begins on a page of its own, counts its pages from 1 and stands in the bookmarks with
        its title above its sections. The first document says who wrote the file and when.

        Raises:
            RenderError: A text cannot be printed, or Typst cannot lay the documents out with this skin.
            SkinError: There is no such skin, it uses packages, or it does not draw each table as one table.
        """
        trees = [canonical_json(document) for document in documents]
        problems = [
            problem for document, tree in zip(documents, trees, strict=True) for problem in _refusals(document, tree)
        ]
        if problems:
            raise RenderError(problems)
        file = PdfFile(self._compile(_main(self._skin.name, trees, title), documents))
        tables = [table for document in documents for table in _tables(document.blocks)]
        try:
            data = file.changed({**described_tables(file, tables), **shown_labels(file)})
        except ValueError as error:
            raise SkinError(Problem(str(self._skin), "skin-tables", str(error))) from error
        return Pdf(data, section_pages(file, len(documents)))

    def _compile(self, main: bytes, documents: Sequence[Document]) -> bytes:
        made = datetime.combine(documents[0].date, time(), UTC)
        try:
            data = self._compiler.compile(main, format="pdf", pdf_standards=_STANDARDS, timestamp=made)
        except typst.TypstError as error:
            raise RenderError(typst_problem(error, self._skin, documents)) from error
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
        _check_skin(self._skin)
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


def _check_skin(skin: Path) -> None:
    if not skin.is_file():
        raise SkinError(Problem(str(skin), "skin-missing", "there is no such skin"))
    for file in sorted(skin.parent.glob("*.typ")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            found = _PACKAGE.search(line)
            if found:
                message = f"a skin cannot use the Typst package {found[1]}: it would come from the network"
                raise SkinError(Problem(str(file), "skin-package", message, number, found.start() + 1))


def _refusals(document: Document, tree: str) -> tuple[Problem, ...]:
    """Return what cannot be printed. A look at the JSON text, where controls are escaped, spares most documents."""
    if unprintable(tree) or _ESCAPED.search(tree):
        return tuple(unprintable_values(document))
    return ()


def _main(skin: str, trees: Sequence[str], title: str) -> bytes:
    """Return the Typst source that hands the documents over to the skin, as JSON in one string literal.

    `sys.inputs` would do, but a change there makes Typst forget all layouts: a document with one new value then takes
    three times as long.
    """
    pack = f'{{"documents":[{",".join(trees)}],"title":{json.dumps(title, ensure_ascii=False)}}}'
    literal = pack.replace("\\", "\\\\").replace('"', '\\"')
    return f'#import "/{skin}": render\n#render(json(bytes("{literal}")))'.encode()


def _tables(blocks: Blocks) -> Iterator[Table]:
    """Yield the tables of *blocks* in reading order."""
    for block in blocks:
        match block:
            case Table():
                yield block
            case Section(blocks=inner) | Note(blocks=inner):
                yield from _tables(inner)
            case OrderedList(items=items) | BulletList(items=items):
                for item in items:
                    yield from _tables(item.blocks)
            case Definitions(entries=entries):
                for entry in entries:
                    yield from _tables(entry.blocks)
            case _:
                pass
