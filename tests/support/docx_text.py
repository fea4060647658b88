"""What a reader sees in the body of a Word file, read without anything of the writer.

List numbers are worked out from `numbering.xml` as Word does (ISO/IEC 29500-1, 17.9): counters belong to the abstract
list, a list with a start override starts anew when it is first used, and a level starts anew after a higher one.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HIDDEN_FIELDS = ("PAGEREF",)
_ROMAN = {
    1000: "m", 900: "cm", 500: "d", 400: "cd", 100: "c", 90: "xc", 50: "l", 40: "xl", 10: "x", 9: "ix", 5: "v", 4: "iv",
    1: "i",
}  # fmt: skip


def docx_text(data: bytes, *, with_contents: bool = True, bullet: str = "") -> list[str]:
    """Return the text of each paragraph that is not empty, in reading order, its list number before it.

    A tab reads as a blank, a line break as a new line. Page numbers of a table of contents are left out.

    Args:
        data: The Word file.
        with_contents: Whether the table of contents is there too.
        bullet: What stands for the bullet of an unnumbered list.
    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        roots = {
            name: etree.fromstring(archive.read(f"word/{name}.xml")) for name in ("document", "numbering", "styles")
        }
    lists = _Lists(_read_lists(roots["numbering"]), _read_style_lists(roots["styles"]), bullet)
    texts = []
    for paragraph in roots["document"].iter(f"{_W}p"):
        if with_contents or not _in_contents(paragraph):
            text = f"{lists.marker(paragraph)} {_text(paragraph)}".strip()
            if text:
                texts.append(text)
    return texts


def _in_contents(paragraph: etree._Element) -> bool:
    return any(True for _ in paragraph.iterancestors(f"{_W}sdt"))


def _text(paragraph: etree._Element) -> str:
    """Return the text of *paragraph*, without the codes of its fields and without page numbers."""
    parts: list[str] = []
    fields: list[_Field] = []
    for element in paragraph.iter():
        name = str(element.tag).removeprefix(_W)
        if name == "fldChar":
            _follow(element.get(f"{_W}fldCharType", ""), fields)
        elif name == "instrText" and fields:
            fields[-1].code += element.text or ""
        elif not any(each.hides for each in fields):
            parts.append({"t": element.text or "", "tab": " ", "br": "\n"}.get(name, "") if _shows(element) else "")
    return "".join(parts).strip()


def _shows(element: etree._Element) -> bool:
    """Return whether *element* is content of a run and not, as a tab stop is, a property."""
    parent = element.getparent()
    return parent is not None and parent.tag == f"{_W}r"


@dataclass(slots=True)
class _Field:
    code: str = ""
    in_code: bool = True

    @property
    def hides(self) -> bool:
        return self.in_code or self.code.strip().startswith(_HIDDEN_FIELDS)


def _follow(kind: str, fields: list[_Field]) -> None:
    match kind:
        case "begin":
            fields.append(_Field())
        case "separate" if fields:
            fields[-1].in_code = False
        case "end" if fields:
            fields.pop()


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    number_format: str
    text: str
    figures: bool


@dataclass(frozen=True, slots=True)
class _List:
    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int]
    """Where its levels start anew, for those that do."""


@dataclass(slots=True)
class _Lists:
    lists: dict[str, _List]
    of_styles: dict[str, tuple[str, int]]
    bullet: str
    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def marker(self, paragraph: etree._Element) -> str:
        """Return the list number that stands before *paragraph*, or nothing, and count it."""
        number, level = self._place(paragraph)
        if number not in self.lists:
            return ""
        chosen = self.lists[number]
        counters = self.counters.setdefault(chosen.abstract, {})
        if number not in self.used:
            self.used.add(number)
            for restarted in chosen.starts:
                counters.pop(restarted, None)
        start = chosen.starts.get(level, chosen.levels[level].start)
        counters[level] = counters[level] + 1 if level in counters else start
        for deeper in [each for each in counters if each > level]:
            del counters[deeper]
        return self._print(chosen, level, counters)

    def _place(self, paragraph: etree._Element) -> tuple[str, int]:
        properties = paragraph.find(f"{_W}pPr/{_W}numPr")
        if properties is not None:
            return _value(properties, "numId"), int(_value(properties, "ilvl") or 0)
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return self.of_styles.get("" if style is None else style.get(f"{_W}val", ""), ("", 0))

    def _print(self, chosen: _List, level: int, counters: dict[int, int]) -> str:
        own = chosen.levels[level]
        if own.number_format == "bullet":
            return self.bullet
        text = own.text
        for each, shape in chosen.levels.items():
            shown = "decimal" if own.figures else shape.number_format
            text = text.replace(f"%{each + 1}", _count(shown, counters.get(each, shape.start)))
        return text


def _read_lists(root: etree._Element) -> dict[str, _List]:
    abstracts = {each.get(f"{_W}abstractNumId"): each for each in root.iter(f"{_W}abstractNum")}
    lists = {}
    for each in root.iter(f"{_W}num"):
        abstract = _value(each, "abstractNumId")
        levels = {int(level.get(f"{_W}ilvl", "")): _read_level(level) for level in abstracts[abstract].iter(f"{_W}lvl")}
        starts = {
            int(override.get(f"{_W}ilvl", "")): int(_value(override, "startOverride"))
            for override in each.iter(f"{_W}lvlOverride")
        }
        lists[each.get(f"{_W}numId", "")] = _List(abstract, levels, starts)
    return lists


def _read_level(level: etree._Element) -> _Level:
    figures = level.find(f"{_W}isLgl") is not None
    return _Level(int(_value(level, "start")), _value(level, "numFmt"), _value(level, "lvlText"), figures)


def _read_style_lists(root: etree._Element) -> dict[str, tuple[str, int]]:
    """Return the list and level that paragraph styles give, by style id."""
    given = {}
    for style in root.iter(f"{_W}style"):
        properties = style.find(f"{_W}pPr/{_W}numPr")
        if properties is not None:
            place = (_value(properties, "numId"), int(_value(properties, "ilvl") or 0))
            given[style.get(f"{_W}styleId", "")] = place
    return given


def _value(parent: etree._Element, name: str) -> str:
    child = parent.find(f"{_W}{name}")
    return "" if child is None else child.get(f"{_W}val", "")


def _count(number_format: str, value: int) -> str:
    match number_format:
        case "lowerLetter":
            return "abcdefghijklmnopqrstuvwxyz"[(value - 1) % 26] * (1 + (value - 1) // 26)
        case "upperLetter":
            return _count("lowerLetter", value).upper()
        case "lowerRoman":
            return "".join(_roman_digits(value))
        case "upperRoman":
            return _count("lowerRoman", value).upper()
        case _:
            return str(value)


def _roman_digits(value: int) -> Iterator[str]:
    for worth, digit in _ROMAN.items():
        while value >= worth:
            yield digit
            value -= worth
