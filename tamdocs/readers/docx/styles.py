"""The styles of a Word file: what each gives to a paragraph or a run, by itself or through those it is based on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from tamdocs.readers.docx.names import W, number, switch, value

_LONGEST_CHAIN = 50


@dataclass(frozen=True, slots=True)
class Style:
    id: str
    name: str
    based_on: str
    outline: int | None
    list: str | None
    level: int | None
    hidden: bool | None
    bold: bool | None
    italic: bool | None
    struck: bool | None


class StyleSheet:
    __slots__ = ("_default", "_styles")

    def __init__(self, root: etree._Element | None) -> None:
        found = [] if root is None else [(_style(each), each) for each in root.iter(f"{W}style")]
        self._styles: Mapping[str, Style] = {style.id: style for style, _ in reversed(found)}
        defaults = (
            style.id
            for style, each in found
            if each.get(f"{W}type") == "paragraph" and each.get(f"{W}default", "0") in {"1", "true", "on"}
        )
        self._default = next(defaults, "")

    def chain(self, identity: str) -> tuple[Style, ...]:
        """Return the style *identity* (the default one, if it is empty) and those that it is based on."""
        return tuple(self._chain(identity or self._default))

    def _chain(self, identity: str) -> Iterator[Style]:
        seen: set[str] = set()
        while identity in self._styles and identity not in seen and len(seen) < _LONGEST_CHAIN:
            seen.add(identity)
            style = self._styles[identity]
            yield style
            identity = style.based_on


def _style(element: etree._Element) -> Style:
    paragraph, run = element.find(f"{W}pPr"), element.find(f"{W}rPr")
    listing = None if paragraph is None else paragraph.find(f"{W}numPr")
    outline = number(value(paragraph, "outlineLvl"))
    return Style(
        id=element.get(f"{W}styleId", ""),
        name=value(element, "name").casefold(),
        based_on=value(element, "basedOn"),
        outline=None if outline is None else outline + 1,
        list=value(listing, "numId") or None,
        level=number(value(listing, "ilvl")),
        hidden=switch(run, "vanish"),
        bold=switch(run, "b"),
        italic=switch(run, "i"),
        struck=struck_of(run),
    )


def struck_of(properties: etree._Element | None) -> bool | None:
    """Return whether *properties* of a run strike its words through, once or twice; None if they do not say."""
    lines = [found for name in ("strike", "dstrike") if (found := switch(properties, name)) is not None]
    return any(lines) if lines else None
