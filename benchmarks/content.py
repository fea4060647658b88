"""What the documents of a comparison hold, and how tamdocs makes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import tamdocs.batch.render
from tamdocs.batch.desk import Desk
from tamdocs.batch.job import PackJob
from tamdocs.batch.run import PackResult, run_packs
from tamdocs.document.model import Document, Field
from tamdocs.library.agreement import Agreement
from tamdocs.library.compose import compose
from tamdocs.workspace import Workspace
from tamdocs.writers.docx.skin import compile_skin
from tamdocs.writers.docx.write import write_docx
from tamdocs.writers.pdf.writer import PdfWriter

BOTH = frozenset({"docx", "pdf"})


@dataclass(frozen=True, slots=True)
class Content:
    """Documents of one kind and language, each of another order."""

    workspace: Workspace
    orders: tuple[bytes, ...]
    kind: str
    language: str
    varied: bool = False
    """Whether one value of the text is made another in each document, because the orders show no difference there."""


class Documents:
    """The composed documents of a content, by number."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self._desk = Desk(content.workspace)
        self._agreements = [agreement_of(self._desk, order) for order in content.orders]

    def compose(self, number: int) -> Document:
        document = compose(self._agreements[number], self.content.kind, self.content.language)
        return _varied(document, number) if self.content.varied else document

    def all(self) -> list[Document]:
        return [self.compose(number) for number in range(len(self._agreements))]


def agreement_of(desk: Desk, order: bytes) -> Agreement:
    judged = desk.read("benchmark", order)
    if judged.agreement is None:
        raise SystemExit("\n".join(map(str, judged.reading.problems)))
    return judged.agreement


def values_of(node: object) -> Iterator[Field]:
    """Yield the values in a tree, in reading order."""
    if isinstance(node, Field):
        yield node
    elif isinstance(node, tuple):
        for part in node:
            yield from values_of(part)
    elif is_dataclass(node):
        for field in fields(node):
            yield from values_of(getattr(node, field.name))


def rebuilt(node: Any, old: Field, new: Field) -> Any:
    """Return a tree with the value *old*, that very object, made *new*."""
    if node is old:
        return new
    if isinstance(node, tuple):
        return tuple(rebuilt(part, old, new) for part in node)
    if is_dataclass(node) and not isinstance(node, type):
        return replace(node, **{field.name: rebuilt(getattr(node, field.name), old, new) for field in fields(node)})
    return node


def _varied(document: Document, number: int) -> Document:
    """Return *document* with its first value followed by a number. Takes next to no time: one block is built anew."""
    at, value = next((at, value) for at, block in enumerate(document.blocks) for value in values_of(block))
    block = rebuilt(document.blocks[at], value, Field(f"{value.text} {number:04d}", "/varied"))
    return replace(document, blocks=(*document.blocks[:at], block, *document.blocks[at + 1 :]))


class _Maker:
    """What the ways to make documents in this process have in common."""

    def cpu_elsewhere(self) -> float:
        return 0.0

    def close(self) -> None:
        """Nothing is left behind."""


class TamdocsDocx(_Maker):
    """From the composed document to the bytes of a DOCX. The page numbers of the contents are known beforehand."""

    def __init__(self, content: Content, *, composing: bool = False) -> None:
        self._composing = composing
        self._documents = Documents(content)
        self._trees = self._documents.all()
        pdf = PdfWriter(content.workspace.typst_skin(self._trees[0].skin))
        self._pages = [pdf.write(tree).pages for tree in self._trees]
        skin = f"{self._trees[0].skin}.docx"
        self._skin = compile_skin(skin, content.workspace.load_skin(skin))

    def make(self, number: int) -> bytes:
        tree = self._documents.compose(number) if self._composing else self._trees[number]
        return write_docx(tree, self._skin, self._pages[number])


class TamdocsPdf(_Maker):
    """From the composed document to the bytes of a PDF."""

    def __init__(self, content: Content, *, composing: bool = False) -> None:
        self._composing = composing
        self._documents = Documents(content)
        self._trees = self._documents.all()
        self._writer = PdfWriter(content.workspace.typst_skin(self._trees[0].skin))

    def make(self, number: int) -> bytes:
        tree = self._documents.compose(number) if self._composing else self._trees[number]
        return self._writer.write(tree).data


class TamdocsPacks(_Maker):
    """From the bytes of orders to whole packs on the disk, one after another, as `tamdocs pack` does with one job."""

    def __init__(self, workspace: Workspace, orders: tuple[bytes, ...], out: Path, *, keep: bool = True) -> None:
        self._orders = [(f"order {number}", order) for number, order in enumerate(orders)]
        self._job = PackJob(workspace, out, BOTH, ())
        if not keep:
            tamdocs.batch.render.KEPT = 0

    @cached_property
    def _results(self) -> Iterator[PackResult]:
        return iter(run_packs(self._orders, self._job, 1))

    def make(self, number: int) -> bytes:
        result = next(self._results)
        if result.folder is None:
            raise SystemExit("\n".join(map(str, result.problems)))
        return f"{number}: {result.folder}".encode()
