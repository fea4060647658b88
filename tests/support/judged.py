"""Files that `verify` judges: made here, and changed as people change them."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
from docx.document import Document as WordDocument

from tamdocs.batch.desk import Desk
from tamdocs.batch.job import PackJob
from tamdocs.batch.known_orders import KnownOrders
from tamdocs.batch.pack import make_pack
from tamdocs.batch.verify import VerifyDesk
from tamdocs.workspace import Workspace
from tests.support.provenance import provenance_in
from tests.support.samples import ROOT, sample_workspace

CHINA = (ROOT / "contracts" / "order-apac-cn-direct.json").read_bytes()


def packed(order: bytes = CHINA, workspace: Workspace | None = None, *, embed: bool = True) -> dict[str, bytes]:
    desk = Desk(workspace or sample_workspace())
    judged = desk.read("order.json", order)
    assert judged.agreement is not None
    job = PackJob(desk.workspace, Path("out"), frozenset({"docx", "pdf"}), (), embed=embed)
    return {file.path: file.data for file in make_pack(judged.reading, judged.agreement, desk.renderer, job).files}


def judging(workspace: Workspace | None = None, *orders: Path, book: Path | None = None) -> VerifyDesk:
    workspace = workspace or sample_workspace()
    return VerifyDesk(workspace, KnownOrders(orders, book or workspace.contracts))


def edited(data: bytes, edit: Callable[[WordDocument], object]) -> bytes:
    """Return the Word file *data* as *edit* leaves it, saved by python-docx."""
    opened, saved = docx.Document(io.BytesIO(data)), io.BytesIO()
    edit(opened)
    opened.save(saved)
    return saved.getvalue()


def reworded(old: str, new: str) -> Callable[[WordDocument], object]:
    def edit(opened: WordDocument) -> None:
        run = next(run for paragraph in opened.paragraphs for run in paragraph.runs if old in run.text)
        run.text = run.text.replace(old, new)

    return edit


def with_papers(data: bytes, provenance: bytes) -> bytes:
    """Return the Word file *data* with another provenance in the place of its own."""

    def edit(opened: WordDocument) -> None:
        (part,) = (rel.target_part for rel in opened.part.rels.values() if rel.reltype.endswith("/customXml"))
        old = provenance_in(data).decode()
        part._blob = part.blob.decode().replace(_escaped(old), _escaped(provenance.decode())).encode()  # noqa: SLF001

    return edited(data, edit)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
