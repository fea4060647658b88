"""The same documents made by docxtpl, from templates with the same words and looks.

A template is our own Word file of the document, in which what varies from order to order is a tag: `{{ v3 }}` for a
value, and a `{%tr for %}` loop for the rows of a table. There is a template for each shape that a document can have, so
that docxtpl need not decide conditions; and the values of an order lie ready, so that it need not be read or checked.
"""

from __future__ import annotations

import hashlib
import io
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate

from benchmarks.content import Content, Documents, agreement_of
from benchmarks.libreoffice_peer import LibreOffice
from tamdocs.batch.desk import Desk
from tamdocs.batch.render import Renderer
from tamdocs.document.model import Document, Field, Inlines, LineBreak, Table, Text
from tamdocs.document.text import inlines_text
from tamdocs.document.tree_json import canonical_json
from tamdocs.library.agreement import Agreement
from tamdocs.library.compose import compose
from tamdocs.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Job:
    template: Path
    context: dict[str, object]

    def render(self) -> bytes:
        """Return the Word file as somebody with docxtpl makes it: the template opened anew for each document."""
        template = DocxTemplate(self.template)
        template.render(self.context, autoescape=True)
        target = io.BytesIO()
        template.save(target)
        return target.getvalue()


class Templates:
    """Makes the templates, each once, in *folder*."""

    def __init__(self, renderer: Renderer, folder: Path) -> None:
        self._renderer = renderer
        self._folder = folder

    def job(self, document: Document) -> Job:
        """Return the template of *document* and the values that make it this one."""
        tags = self.tags(document)
        shape = replace(tags.tagged(document), subject=tags.shown("subject"), date=date(2017, 11, 1))
        path = self._folder / f"{hashlib.sha256(canonical_json(shape).encode()).hexdigest()}.docx"
        if not path.exists():
            self.write(path, self._renderer.render(shape, frozenset({"docx"})).docx)
        return Job(path, tags.context)

    def tags(self, document: Document) -> Tags:
        return Tags({"subject": document.subject})

    def write(self, path: Path, data: bytes) -> None:
        path.write_bytes(data)


@dataclass(slots=True)
class Tags:
    context: dict[str, object] = field(default_factory=dict)

    def tagged(self, node: Any) -> Any:
        """Return a tree with tags for the values of the order, whose values go into the context."""
        if isinstance(node, Table) and node.header:
            return replace(node, rows=self._loop(node))
        if isinstance(node, Field):
            return self._tag(node) if node.pointer.startswith(("/", "data:")) else node
        if isinstance(node, tuple):
            return tuple(self.tagged(part) for part in _joined(node))
        if is_dataclass(node) and not isinstance(node, type):
            return replace(node, **{each.name: self.tagged(getattr(node, each.name)) for each in fields(node)})
        return node

    def _tag(self, value: Field) -> Field:
        name = f"v{len(self.context)}"
        self.context[name] = value.text
        return Field(self.shown(name), value.pointer)

    def shown(self, name: str) -> str:
        return f"{{{{ {name} }}}}"

    def _loop(self, table: Table) -> tuple[tuple[Inlines, ...], ...]:
        name = f"t{len(self.context)}"
        self.context[name] = [[inlines_text(cell) for cell in row] for row in table.rows]
        rest: tuple[Inlines, ...] = ((),) * (len(table.columns) - 1)
        cells: tuple[Inlines, ...] = tuple((Text(f"{{{{ r[{at}] }}}}"),) for at in range(len(table.columns)))
        return ((Text(f"{{%tr for r in {name} %}}"),), *rest), cells, ((Text("{%tr endfor %}"),), *rest)


def _joined(parts: tuple[Any, ...]) -> Iterator[Any]:
    """Yield *parts* with the lines of one value, such as an address, as one value; docxtpl breaks lines in values."""
    done: list[Any] = []
    for part in parts:
        match [*done[-2:], part]:
            case [Field(text=first, pointer=above), LineBreak(), Field(text=second, pointer=below)] if above == below:
                done[-2:] = [Field(f"{first}\n{second}", above)]
            case _:
                done.append(part)
    return iter(done)


class DocxtplDocx:
    """From the values of the order to the bytes of a DOCX."""

    def __init__(self, content: Content) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="benchmark-templates-")
        templates = Templates(Renderer(content.workspace), Path(self._folder.name))
        self._jobs = [templates.job(document) for document in Documents(content).all()]

    def make(self, number: int) -> bytes:
        return self._jobs[number].render()

    def cpu_elsewhere(self) -> float:
        return 0.0

    def close(self) -> None:
        self._folder.cleanup()


class DocxtplPdf(DocxtplDocx):
    """From the values of the order to the bytes of a PDF, with a warm LibreOffice."""

    def __init__(self, content: Content, python: str) -> None:
        super().__init__(content)
        self._office = LibreOffice(python)

    def make(self, number: int) -> bytes:
        return self._office.convert(super().make(number))

    def cpu_elsewhere(self) -> float:
        return self._office.cpu()

    def close(self) -> None:
        self._office.close()
        super().close()


class DocxtplPacks:
    """From the values of orders to the DOCX and PDF of each document on the disk. There is no `pack.pdf`."""

    def __init__(self, workspace: Workspace, orders: tuple[bytes, ...], out: Path, python: str) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="benchmark-templates-")
        self._out = out
        desk = Desk(workspace)
        templates = Templates(desk.renderer, Path(self._folder.name))
        self._packs = [list(_jobs_of_pack(agreement_of(desk, order), templates)) for order in orders]
        self._office = LibreOffice(python)

    def make(self, number: int) -> bytes:
        for name, job in self._packs[number]:
            path = self._out / str(number) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            docx = job.render()
            path.with_suffix(".docx").write_bytes(docx)
            path.with_suffix(".pdf").write_bytes(self._office.convert(docx))
        return b""

    def cpu_elsewhere(self) -> float:
        return self._office.cpu()

    def close(self) -> None:
        self._office.close()
        self._folder.cleanup()


def _jobs_of_pack(agreement: Agreement, templates: Templates) -> Iterator[tuple[str, Job]]:
    for language in agreement.order.languages:
        for kind in agreement.edition.pack.documents:
            yield f"{language}-{kind}", templates.job(compose(agreement, kind, language))
