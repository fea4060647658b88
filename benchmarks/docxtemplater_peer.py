"""The same letters made by docxtemplater, from the same templates with its own tags, in one process of Node.

A value is `{{v3}}` and a row of a table stands between `{{#t5}}` and `{{/t5}}`. As for docxtpl there is a template for
each shape, and the values lie ready. Starting Node and loading docxtemplater is nobody's time.
"""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import docx

from benchmarks.docxtpl_peer import Tags, Templates
from tamdocs.batch.render import Renderer
from tamdocs.document.model import Document, Inlines, Table, Text
from tamdocs.document.text import inlines_text

_FOLDER = Path(__file__).parent / "docxtemplater"


def missing_docxtemplater() -> str | None:
    """Return what must be installed before docxtemplater can be measured, or None."""
    if not shutil.which("node"):
        return "Node is not here: install it, such as Debian's nodejs and npm"
    if not (_FOLDER / "node_modules" / "docxtemplater").is_dir():
        return "docxtemplater is not here: npm ci --prefix benchmarks/docxtemplater"
    return None


@dataclass(slots=True)
class _OwnTags(Tags):
    def shown(self, name: str) -> str:
        return f"{{{{{name}}}}}"

    def _loop(self, table: Table) -> tuple[tuple[Inlines, ...], ...]:
        name = f"t{len(self.context)}"
        self.context[name] = [{f"c{at}": inlines_text(cell) for at, cell in enumerate(row)} for row in table.rows]
        cells = [self.shown(f"c{at}") for at in range(len(table.columns))]
        cells[0], cells[-1] = f"{{{{#{name}}}}}{cells[0]}", f"{cells[-1]}{{{{/{name}}}}}"
        return (tuple((Text(cell),) for cell in cells),)


class _OwnTemplates(Templates):
    def tags(self, document: Document) -> Tags:
        return _OwnTags({"subject": document.subject})

    def write(self, path: Path, data: bytes) -> None:
        """Write a template without escapes in its tags, for docxtemplater looks for them in the XML."""
        super().write(path, data)
        docx.Document(str(path)).save(str(path))


class DocxtemplaterDocx:
    """From the values of the order to the bytes of the DOCX of a letter."""

    def __init__(self, documents: Iterable[Document], renderer: Renderer) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="benchmark-templates-")
        templates = _OwnTemplates(renderer, Path(self._folder.name))
        jobs = [templates.job(document) for document in documents]
        listed = Path(self._folder.name, "jobs.json")
        listed.write_text(json.dumps([{"template": str(job.template), "context": job.context} for job in jobs]))
        self._node = subprocess.Popen(
            ["node", str(_FOLDER / "peer.js"), str(listed)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def make(self, number: int) -> bytes:
        """Let Node make a document, which stays there: to hand it over is nobody's time."""
        self._answer({"make": number})
        return b""

    def document(self, number: int) -> bytes:
        """Return a document, to look at it."""
        return base64.b64decode(str(self._answer({"make": number, "hand_over": True})["file"]))

    def cpu_elsewhere(self) -> float:
        return float(str(self._answer({})["cpu"])) / 1e6

    def close(self) -> None:
        assert self._node.stdin
        self._node.stdin.close()
        self._node.wait()
        self._folder.cleanup()

    def _answer(self, request: dict[str, object]) -> dict[str, object]:
        assert self._node.stdin
        assert self._node.stdout
        print(json.dumps(request), file=self._node.stdin, flush=True)
        answer = json.loads(self._node.stdout.readline())
        assert isinstance(answer, dict)
        return answer
