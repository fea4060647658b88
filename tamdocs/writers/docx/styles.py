"""The styles of a skin: which a document needs, under which id the skin has them, how far they indent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from tamdocs.writers.docx.faults import skin_fault
from tamdocs.writers.docx.languages import Languages
from tamdocs.writers.docx.xml_names import tag

LIST_LEVELS = 5
"""Word has five styles of each kind of list."""
HEADING_LEVELS = 4
CONTENTS_LEVELS = 3


def _of_levels(name: str, levels: int) -> tuple[str, ...]:
    return (name, *(f"{name} {level}" for level in range(2, levels + 1)))


LIST_NUMBER = _of_levels("List Number", LIST_LEVELS)
LIST_BULLET = _of_levels("List Bullet", LIST_LEVELS)
LIST_CONTINUE = _of_levels("List Continue", LIST_LEVELS)
HEADINGS = tuple(f"Heading {level}" for level in range(1, HEADING_LEVELS + 1))
CONTENTS = tuple(f"TOC {level}" for level in range(1, CONTENTS_LEVELS + 1))

REQUIRED: Mapping[str, tuple[str, ...]] = {
    "paragraph": (
        *("Title", "Cover Title", "Cover Line", "Body Text", "Definition", "Note", "Closing Line"),
        *("Table Text", "Table Heading", "Table Label", "Table Gap", "Signature Party", "Signature Line"),
        *("TOC Heading", *CONTENTS, *HEADINGS, *LIST_NUMBER, *LIST_BULLET, *LIST_CONTINUE),
    ),
    "character": ("Strong", "Emphasis", "Hyperlink", "Reference", "Defined Term"),
    "table": ("Contract Table", "Signature Table"),
}
"""By the names that Word shows in English; a localised Word keeps these in the file and only shows others."""

LETTER = ("Letter Address", "Letter Address Small", "Letter Detail", "Letter Sender")
"""Paragraph styles that only the skin of a letter needs."""

KEY_FIGURES = ("Key Figure", "Key Figure Label", "Key Figure Note")
"""Paragraph styles of the value, the label and the note of a key figure; “Table Heading” and “Table Text” stand in."""

EAST_ASIAN_NORMAL = "Normal (East Asian)"
"""May be there: its line spacing takes the place of that of “Normal” in a document in an East Asian language."""

_BEFORE_NUMBERING = frozenset(
    tag(name) for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
)


@dataclass(frozen=True, slots=True)
class Indent:
    """How far a paragraph stands from the left margin, in twips (twentieths of a point)."""

    left: int
    hanging: int
    """How much further left its first line starts."""

    def xml(self) -> str:
        first, shift = ("hanging", self.hanging) if self.hanging >= 0 else ("firstLine", -self.hanging)
        return f'<w:ind w:left="{self.left}" w:{first}="{shift}"/>'


@dataclass(frozen=True, slots=True)
class Faces:
    """Fonts of what is drawn and not written; empty where the skin names none."""

    latin: str
    east_asian: str


@dataclass(frozen=True, slots=True)
class Styles:
    ids: Mapping[str, str]
    """Id of each style that the skin has, by its name in `REQUIRED`, `LETTER` or `KEY_FIGURES`."""
    indents: Mapping[str, Indent]
    """Indents of each required paragraph style, by its name in `REQUIRED`."""
    faces: Faces
    """Those of “Table Heading”."""


def read_styles(skin: str, part: str, root: etree._Element) -> Styles:
    """Return the styles of *skin*, which stand in its *part*.

    Raises:
        SkinError: A required style is not there; all that are missing are named.
    """
    found = {_name_and_kind(style): style for style in root.iter(tag("style"))}
    wanted = [(name.casefold(), kind, name) for kind, names in REQUIRED.items() for name in names]
    if missing := [f"“{name}” ({kind})" for key, kind, name in wanted if (key, kind) not in found]:
        message = f"the skin lacks the styles {', '.join(missing)}"
        hint = "add them in Word with these names, or copy them from the skin that tamdocs init lays out"
        raise skin_fault(skin, part, message, hint)
    by_id = {style.get(tag("styleId"), ""): style for style in found.values()}
    letter = [(name.casefold(), "paragraph", name) for name in (*LETTER, *KEY_FIGURES)]
    wanted += [each for each in letter if each[:2] in found]
    ids = {name: found[key, kind].get(tag("styleId"), "") for key, kind, name in wanted}
    indents = {name: _indent(by_id.get(ids[name]), by_id) for name in REQUIRED["paragraph"]}
    return Styles(ids, indents, _faces(by_id.get(ids["Table Heading"]), by_id, root))


def _name_and_kind(style: etree._Element) -> tuple[str, str]:
    name = style.find(tag("name"))
    return ("" if name is None else name.get(tag("val"), "").casefold(), style.get(tag("type"), ""))


def _faces(style: etree._Element | None, by_id: Mapping[str, etree._Element], root: etree._Element) -> Faces:
    """Return the fonts of *style*: its own, those of the style that it is based on, or those of the document."""
    default = root.find(f"{tag('docDefaults')}/{tag('rPrDefault')}/{tag('rPr')}/{tag('rFonts')}")
    fonts = [each for each in (*_fonts(style, by_id), default) if each is not None]
    latin, east_asian = (
        next((face for each in fonts if (face := each.get(tag(name)))), "") for name in ("ascii", "eastAsia")
    )
    return Faces(latin, east_asian)


def _fonts(style: etree._Element | None, by_id: Mapping[str, etree._Element]) -> Iterator[etree._Element | None]:
    for _ in by_id:
        if style is None:
            return
        yield style.find(f"{tag('rPr')}/{tag('rFonts')}")
        based_on = style.find(tag("basedOn"))
        style = None if based_on is None else by_id.get(based_on.get(tag("val"), ""))


def _indent(style: etree._Element | None, by_id: Mapping[str, etree._Element]) -> Indent:
    """Return the indents of *style*, its own or those of the style that it is based on."""
    for _ in by_id:
        if style is None:
            break
        indent = style.find(f"{tag('pPr')}/{tag('ind')}")
        if indent is not None:
            left = indent.get(tag("left"), indent.get(tag("start"), "0"))
            hanging = indent.get(tag("hanging"))
            return Indent(int(left), int(hanging or 0) or -int(indent.get(tag("firstLine"), "0")))
        based_on = style.find(tag("basedOn"))
        style = None if based_on is None else by_id.get(based_on.get(tag("val"), ""))
    return Indent(0, 0)


def set_languages(root: etree._Element, languages: Languages) -> None:
    """Make *languages* the default of the document whose styles stand under *root*."""
    run = root.find(f"{tag('docDefaults')}/{tag('rPrDefault')}/{tag('rPr')}")
    if run is None:
        return
    for old in run.findall(tag("lang")):
        run.remove(old)
    default = etree.SubElement(run, tag("lang"))
    default.set(tag("val"), languages.latin)
    default.set(tag("eastAsia"), languages.east_asian)
    default.set(tag("bidi"), languages.bidi)


def set_line_spacing(root: etree._Element, languages: Languages) -> None:
    """Give “Normal”, which the other styles follow, the line spacing of an East Asian document if this is one."""
    found = {_name_and_kind(style): style for style in root.iter(tag("style"))}
    normal, east_asian = (found.get((name.casefold(), "paragraph")) for name in ("Normal", EAST_ASIAN_NORMAL))
    if not languages.is_east_asian or normal is None or east_asian is None:
        return
    spacing = normal.find(f"{tag('pPr')}/{tag('spacing')}")
    wanted = east_asian.find(f"{tag('pPr')}/{tag('spacing')}")
    if spacing is not None and wanted is not None:
        for name in (tag("line"), tag("lineRule")):
            spacing.set(name, wanted.get(name, spacing.get(name, "")))


def set_numbering(root: etree._Element, numbered: Mapping[str, tuple[int, int]], unnumbered: Iterable[str]) -> None:
    """Tie styles to levels of lists, as `w:numPr` in the style.

    Args:
        root: `w:styles`; changed.
        numbered: List (`w:numId`) and its level, by style id.
        unnumbered: Ids of styles that shall lose a number which the skin gives them.
    """
    losers = frozenset(unnumbered)
    for style in root.iter(tag("style")):
        identity = style.get(tag("styleId"), "")
        if identity not in numbered and identity not in losers:
            continue
        properties = style.find(tag("pPr"))
        if properties is not None:
            for old in properties.findall(tag("numPr")):
                properties.remove(old)
        if identity in numbered and properties is not None:
            _insert_numbering(properties, *numbered[identity])


def _insert_numbering(properties: etree._Element, number: int, level: int) -> None:
    place = sum(1 for child in properties if child.tag in _BEFORE_NUMBERING)
    numbering = etree.Element(tag("numPr"))
    etree.SubElement(numbering, tag("ilvl")).set(tag("val"), str(level))
    etree.SubElement(numbering, tag("numId")).set(tag("val"), str(number))
    properties.insert(place, numbering)
