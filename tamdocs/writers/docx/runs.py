"""Inlines as runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from tamdocs.document.bookmarks import bookmark_name
from tamdocs.document.model import Emphasis, Field, Inlines, LineBreak, Link, Reference, Strong, Text
from tamdocs.writers.docx.languages import Languages
from tamdocs.writers.docx.markup import text_element
from tamdocs.writers.docx.scripts import Script, Scripts
from tamdocs.writers.docx.styles import Styles

_LONGEST_KEPT = 4096
_MOST_KEPT = 8192


class Look:
    """How a run looks: a character style, what comes on top of it; and the runs made so far.

    Bold is a switch in Word: the style "Strong" in a paragraph whose style is bold turns it off. There, and on top of
    another character style, bold and italic are set on the run itself.
    """

    __slots__ = ("_properties", "bold", "bold_paragraph", "italic", "made", "style")

    def __init__(self, style: str, *, bold: bool = False, italic: bool = False, bold_paragraph: bool = False) -> None:
        self.style, self.bold, self.italic, self.bold_paragraph = style, bold, italic, bold_paragraph
        self.made: dict[str, str] = {}
        self._properties: dict[Script, str] = {}

    def properties(self, script: Script) -> str:
        """Return the properties of a run in *script*, as XML."""
        made = self._properties.get(script)
        if made is None:
            made = self._properties[script] = self._write_properties(script)
        return made

    def _write_properties(self, script: Script) -> str:
        style = f'<w:rStyle w:val="{self.style}"/>' if self.style else ""
        bold = "<w:b/><w:bCs/>" if self.bold else ""
        italic = "<w:i/><w:iCs/>" if self.italic else ""
        return f"<w:rPr>{style}{script.fonts}{bold}{italic}{script.direction}{script.language}</w:rPr>"


class Runs:
    """Makes the runs of the documents of one language, and keeps those that come again and again."""

    __slots__ = ("_kept", "_looks", "_scripts", "_styles", "bold", "plain", "term")

    def __init__(self, languages: Languages, styles: Styles) -> None:
        self._scripts, self._styles, self._kept = Scripts(languages), styles, 0
        self._looks: dict[tuple[str, bool, bool, bool], Look] = {}
        self.plain = self._look("")
        self.bold = self._look("", bold_paragraph=True)
        """For paragraphs whose style is bold."""
        self.term = self._look(styles.ids["Defined Term"], bold_paragraph=True)

    def write(self, inlines: Inlines, look: Look, link_id: Callable[[str], str]) -> str:
        """Return the runs of *inlines*. *link_id* gives the id of the relationship to an address."""
        if len(inlines) == 1 and isinstance(inlines[0], Text | Field):
            # As most paragraphs and nearly all cells are.
            return look.made.get(inlines[0].text) or self.text(inlines[0].text, look)
        runs: list[str] = []
        for inline in inlines:
            match inline:
                case Text(text=text) | Field(text=text):
                    runs.append(look.made.get(text) or self.text(text, look))
                case Strong(inlines=inner):
                    runs.append(self.write(inner, self._strong(look), link_id))
                case Emphasis(inlines=inner):
                    runs.append(self.write(inner, self._emphasis(look), link_id))
                case Link(address=address, inlines=inner):
                    words = self.write(inner, self._restyled(look, "Hyperlink"), link_id)
                    runs.append(f'<w:hyperlink r:id="{link_id(address)}" w:history="1">{words}</w:hyperlink>')
                case Reference(target=target, text=text):
                    words = self.text(text, self._restyled(look, "Reference"))
                    anchor = bookmark_name(target)
                    runs.append(f'<w:hyperlink w:anchor="{anchor}" w:history="1">{words}</w:hyperlink>')
                case LineBreak():
                    runs.append("<w:r><w:br/></w:r>")
                case _:
                    assert_never(inline)
        return "".join(runs)

    def text(self, text: str, look: Look) -> str:
        """Return the runs of *text*; none for an empty one."""
        made = look.made.get(text)
        if made is None:
            made = self._make(text, look)
            self._keep(look, text, made)
        return made

    def _make(self, text: str, look: Look) -> str:
        if text and text.isascii():
            # As nearly all values are: one stretch of Latin.
            return f"<w:r>{look.properties(self._scripts.latin)}{text_element(text)}</w:r>"
        return "".join(
            [
                f"<w:r>{look.properties(script)}{text_element(stretch)}</w:r>"
                for stretch, script in self._scripts.split(text)
            ]
        )

    def _keep(self, look: Look, text: str, made: str) -> None:
        """Remember a run, within bounds: the values of 100,000 orders shall not pile up."""
        if len(text) > _LONGEST_KEPT:
            return
        if self._kept >= _MOST_KEPT:
            for each in self._looks.values():
                each.made.clear()
            self._kept = 0
        look.made[text] = made
        self._kept += 1

    def _strong(self, look: Look) -> Look:
        if look.style or look.italic or look.bold_paragraph:
            return self._look(look.style, bold=True, italic=look.italic, bold_paragraph=look.bold_paragraph)
        return self._look(self._styles.ids["Strong"])

    def _emphasis(self, look: Look) -> Look:
        if look.style or look.bold:
            return self._look(look.style, bold=look.bold, italic=True, bold_paragraph=look.bold_paragraph)
        return self._look(self._styles.ids["Emphasis"], bold_paragraph=look.bold_paragraph)

    def _restyled(self, look: Look, name: str) -> Look:
        """Return *look* with the character style *name* in place of its own, which stays as bold or italic."""
        ids = self._styles.ids
        bold = look.bold or look.style == ids["Strong"]
        italic = look.italic or look.style == ids["Emphasis"]
        return self._look(ids[name], bold=bold, italic=italic, bold_paragraph=look.bold_paragraph)

    def _look(self, style: str, *, bold: bool = False, italic: bool = False, bold_paragraph: bool = False) -> Look:
        key = (style, bold, italic, bold_paragraph)
        look = self._looks.get(key)
        if look is None:
            look = Look(style, bold=bold, italic=italic, bold_paragraph=bold_paragraph)
            self._looks[key] = look
        return look
