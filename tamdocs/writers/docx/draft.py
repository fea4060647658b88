"""The body of one document while it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tamdocs.document.bookmarks import bookmark_name
from tamdocs.document.model import Chart, Inlines
from tamdocs.writers.docx.markup import escape
from tamdocs.writers.docx.numbers import Numbers
from tamdocs.writers.docx.runs import Look, Runs
from tamdocs.writers.docx.skin import Base, WordSkin
from tamdocs.writers.docx.xml_names import HYPERLINK_KIND

KEEP_NEXT = "<w:keepNext/>"
"""Keeps a paragraph on the page of the next one; the first of its properties."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands: how deep in lists, and how its paragraphs look."""

    depth: int
    style: str
    """Id of the paragraph style."""
    indent: int
    """Of the text from the margin, in twips."""
    properties: str = ""
    """Paragraph properties on top of the style, as XML."""


class Draft:
    __slots__ = ("_bookmarks", "_links", "charts", "numbers", "out", "pages", "runs", "styles", "text_width")

    def __init__(self, skin: WordSkin, base: Base, pages: Mapping[str, int]) -> None:
        self.styles, self.text_width = skin.styles, skin.page.text_width
        self.runs: Runs = base.runs
        self.numbers = Numbers(base.scheme)
        self.pages = pages
        self.out: list[str] = []
        """The paragraphs and tables so far, as XML."""
        self._bookmarks = 0
        self._links: dict[str, str] = {}
        self.charts: list[Chart] = []
        """Those so far; each is a part of its own."""

    def body_place(self) -> Place:
        return Place(0, self.styles.ids["Body Text"], 0)

    def paragraph(
        self, style: str, inlines: Inlines, look: Look, properties: str = "", ids: tuple[str, ...] = ()
    ) -> None:
        """Add a paragraph.

        Args:
            style: Id of its style.
            inlines: What it says.
            look: How its runs look where nothing else is said.
            properties: What comes on top of the style, as XML.
            ids: Ids that lead to it.
        """
        runs = self.runs.write(inlines, look, self.link_id)
        self.raw_paragraph(style, self.bookmarked(runs, ids), properties)

    def raw_paragraph(self, style: str, runs: str, properties: str = "") -> None:
        """Add a paragraph with *runs*, which are XML already."""
        self.out.append(f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>')

    def start_page(self, index: int) -> None:
        """Let no space stand above the piece *index*, a paragraph at the top of the page after a title page."""
        if index < len(self.out) and self.out[index].startswith("<w:p>"):
            start, end, rest = self.out[index].partition("</w:pPr>")
            self.out[index] = f'{start}<w:spacing w:before="0"/>{end}{rest}'

    def keep_last(self) -> None:
        """Keep the paragraph that was added last on the page of the next one."""
        start, end, rest = self.out[-1].partition("/>")
        if not rest.startswith(KEEP_NEXT):
            self.out[-1] = start + end + KEEP_NEXT + rest

    def bookmarked(self, runs: str, ids: tuple[str, ...]) -> str:
        """Return *runs* with a bookmark around them for each of *ids* that is not empty."""
        for identity in ids:
            if identity:
                number = self._bookmarks = self._bookmarks + 1
                start = f'<w:bookmarkStart w:id="{number}" w:name="{bookmark_name(identity)}"/>'
                runs = f'{start}{runs}<w:bookmarkEnd w:id="{number}"/>'
        return runs

    def link_id(self, address: str) -> str:
        """Return the id of the relationship to *address*, the same for the same address."""
        return self._links.setdefault(address, f"rIdLink{len(self._links) + 1}")

    def add_chart(self, chart: Chart) -> int:
        """Return the number of *chart*, from 1."""
        self.charts.append(chart)
        return len(self.charts)

    def link_relationships(self) -> str:
        """Return the relationships to all addresses, as XML."""
        return "".join(
            f'<Relationship Id="{identity}" Type="{HYPERLINK_KIND}" Target="{escape(address)}" TargetMode="External"/>'
            for address, identity in self._links.items()
        )
