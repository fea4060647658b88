"""Writes redlines that show the impact of an edition: one of each changed document, for each group of orders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from tamdocs.batch.impact import DocumentChange, ImpactDesk
from tamdocs.batch.render import has_contents
from tamdocs.batch.save import save_file
from tamdocs.batch.skins import Skins
from tamdocs.compare.redline import redline
from tamdocs.document.model import Document
from tamdocs.document.redline import Redline
from tamdocs.document.tree_json import canonical_json
from tamdocs.orders.model import Order
from tamdocs.writers.docx.revisions import Revision
from tamdocs.writers.docx.write_redline import write_redline_docx
from tamdocs.writers.html.redline import write_redline_html


def save_samples(groups: Mapping[tuple[DocumentChange, ...], Order], desk: ImpactDesk, out: Path) -> Iterator[Path]:
    """Write the redlines and yield where each lies: `<out>/<order>-<document>.<language>.docx` and `.html`.

    Documents that are the same for two groups are written once, those that only one edition has not at all. The changes
    bear the name of the later edition, and the day on which it comes into force.

    Args:
        groups: An order for each way in which orders change.

    Raises:
        TamdocsError: A document cannot be written, or the disk does not take it.
    """
    skins = Skins(desk.workspace)
    done: set[str] = set()
    for changes, order in groups.items():
        for change in changes:
            if not all(change.document in edition.outlines for edition in (desk.before, desk.after)):
                continue
            before, after = desk.documents(order, change.document, change.language)
            key = canonical_json(before) + canonical_json(after)
            if key in done:
                continue
            done.add(key)
            name = f"{order.order_number}-{change.document}.{change.language}"
            marked = redline(before, after)
            for suffix, data in (("docx", _docx(marked, desk, skins)), ("html", _html(marked, desk))):
                path = out / f"{name}.{suffix}"
                save_file(path, data)
                yield path


def _docx(marked: Redline, desk: ImpactDesk, skins: Skins) -> bytes:
    revision = Revision(f"Edition {desk.after.id}", desk.after.in_force_from)
    pages = (_pages(marked.before, skins), _pages(marked.after, skins))
    return write_redline_docx(marked, skins.word(marked.after.skin), revision, pages)


def _pages(document: Document, skins: Skins) -> Mapping[str, int]:
    return skins.pdf(document.skin).write(document).pages if has_contents(document.blocks) else {}


def _html(marked: Redline, desk: ImpactDesk) -> bytes:
    note = f"A sample of what edition {desk.after.id} changes, in force from {desk.after.in_force_from}."
    return write_redline_html(marked, (desk.before.id, desk.after.id), note).encode()
