"""The skins of a workspace, ready to write with: compiling one costs more than writing, so each is compiled once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tamdocs.workspace import Workspace
from tamdocs.writers.docx.skin import WordSkin, compile_skin

if TYPE_CHECKING:
    from tamdocs.writers.pdf.writer import PdfWriter


class Skins:
    """Make one for a process. Problems name a skin from the root of the workspace on."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._word: dict[str, WordSkin] = {}
        self._pdf: dict[str, PdfWriter] = {}

    def word(self, name: str) -> WordSkin:
        """Return the Word skin *name*, such as `contract`.

        Raises:
            SkinError: It lacks what the writer needs.
            WorkspaceError: There is no such skin.
        """
        if name not in self._word:
            file = f"{name}.docx"
            self._word[name] = compile_skin(self._workspace.name_of_skin(file), self._workspace.load_skin(file))
        return self._word[name]

    def pdf(self, name: str) -> PdfWriter:
        """Return a writer with the Typst skin *name*.

        Raises:
            WorkspaceError: There is no such skin.
        """
        from tamdocs.writers.pdf.writer import PdfWriter

        if name not in self._pdf:
            shown = self._workspace.name_of_skin(f"{name}.typ")
            self._pdf[name] = PdfWriter(self._workspace.typst_skin(name), name=shown)
        return self._pdf[name]
