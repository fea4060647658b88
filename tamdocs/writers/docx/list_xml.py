"""The elements of Word's numbering."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tamdocs.writers.docx.markup import escape
from tamdocs.writers.docx.styles import Indent

_NSID = 0x7A3D0000
"""Marks lists as different ones, or Word may join them when text is pasted."""


@dataclass(frozen=True, slots=True)
class LevelXml:
    """A level of a list (`w:lvl`)."""

    text: str
    """What is printed, with `%1` for the counter of the first level and so on."""
    indent: Indent
    number_format: str = "decimal"
    """Of its own counter, such as `lowerLetter`; `bullet` for none."""
    style: str = ""
    """Id of the paragraph style that it is tied to, if any."""
    in_figures: bool = False
    """Whether the counters of levels above are printed as figures, as in 1.1 under I."""

    def xml(self, index: int) -> str:
        tie = f'<w:pStyle w:val="{escape(self.style)}"/>' if self.style else ""
        return (
            f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{self.number_format}"/>{tie}'
            f'{"<w:isLgl/>" if self.in_figures else ""}<w:lvlText w:val="{escape(self.text)}"/><w:lvlJc w:val="left"/>'
            f"<w:pPr>{self.indent.xml()}</w:pPr></w:lvl>"
        )


def abstract_xml(identity: int, levels: Iterable[LevelXml]) -> str:
    """Return an abstract list: how it looks, without where it stands."""
    return (
        f'<w:abstractNum w:abstractNumId="{identity}"><w:nsid w:val="{_NSID + identity:08X}"/>'
        f'<w:multiLevelType w:val="multilevel"/>{"".join(level.xml(index) for index, level in enumerate(levels))}'
        "</w:abstractNum>"
    )


def list_xml(identity: int, abstract: int, level: int = 0, start: int = 0) -> str:
    """Return a list; with *start* it begins anew there, at *level*."""
    restart = f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>' if start else ""
    return f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{abstract}"/>{restart}</w:num>'
