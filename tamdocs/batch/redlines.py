"""Writes redlines: Word files with tracked changes, HTML pages, PDFs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from tamdocs.batch.render import has_contents
from tamdocs.batch.skins import Skins
from tamdocs.document.model import Document
from tamdocs.document.redline import Redline
from tamdocs.workspace import Workspace
from tamdocs.writers.docx.returned import NOTHING, Returned
from tamdocs.writers.docx.revisions import Revision
from tamdocs.writers.docx.write_redline import write_redline_docx
from tamdocs.writers.html.redline import write_redline_html

REDLINE_FORMATS = ("docx", "html", "pdf")
_PDF_SKIN = "redline"


@dataclass(frozen=True, slots=True)
class Labels:
    """What a reader of a redline is told of it."""

    before: str
    """What the document before is called, such as `americas`."""
    after: str
    note: str
    """Which documents these are and as of when; a sentence or two."""


class RedlineRenderer:
    """Make one for a process: it keeps the compiled skins and the Typst compiler."""

    def __init__(self, workspace: Workspace) -> None:
        self._skins = Skins(workspace)

    def render(
        self,
        redline: Redline,
        formats: Collection[str],
        labels: Labels,
        revision: Revision,
        returned: Returned = NOTHING,
    ) -> Mapping[str, bytes]:
        """Return *redline* in each of *formats* (`docx`, `html`, `pdf`), by format; *returned* for Word.

        Equal arguments give equal bytes.

        Raises:
            RenderError: A text cannot be written in a format.
            SkinError: A skin lacks what a writer needs.
            WorkspaceError: There is no such skin.
        """
        made: dict[str, bytes] = {}
        for name in sorted(formats):
            match name:
                case "docx":
                    pages = (self._pages(redline.before), self._pages(redline.after))
                    skin = self._skins.word(redline.after.skin)
                    made[name] = write_redline_docx(redline, skin, revision, pages, returned)
                case "html":
                    names = (labels.before, labels.after)
                    made[name] = write_redline_html(redline, names, labels.note).encode("utf-8", "backslashreplace")
                case _:
                    title = f"{redline.after.title}: {labels.before} → {labels.after}"
                    made[name] = self._skins.pdf(_PDF_SKIN).write_redline(redline, title=title, note=labels.note)
        return made

    def _pages(self, document: Document) -> Mapping[str, int]:
        """Return the page of each section, for a table of contents."""
        if not has_contents(document.blocks):
            return {}
        return self._skins.pdf(document.skin).write(document).pages
