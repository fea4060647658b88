"""A Word skin: letterhead, page headers and footers, styles and page size, as legal edits them in Word.

It is compiled once and rendered many times. Whatever does not depend on the document is kept as the finished start of a
zip; what depends only on its language and numbering is made once for each of the two.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from tamdocs.document.model import Numbering
from tamdocs.writers.docx.faults import skin_fault
from tamdocs.writers.docx.kept import Kept
from tamdocs.writers.docx.languages import Languages, word_languages
from tamdocs.writers.docx.package import TYPES_PART, Package, parse_xml, read_package, to_xml
from tamdocs.writers.docx.page_setup import PageSetup
from tamdocs.writers.docx.part_templates import PartTemplate
from tamdocs.writers.docx.properties import APPLICATION_XML
from tamdocs.writers.docx.runs import Runs
from tamdocs.writers.docx.scheme import Scheme, SkinLists, make_scheme
from tamdocs.writers.docx.settings import set_settings
from tamdocs.writers.docx.skin_parts import (
    PartNames,
    application_part,
    compile_document,
    compile_furniture,
    find_parts,
    part_of,
    skin_lists,
)
from tamdocs.writers.docx.styles import (
    HEADINGS,
    LIST_NUMBER,
    Styles,
    read_styles,
    set_languages,
    set_line_spacing,
    set_numbering,
)
from tamdocs.writers.docx.zipfile_bytes import Member, ZipHead, deflate, join_members

_SMALLEST = 9
_MOST_KEPT = 64


@dataclass(frozen=True, slots=True)
class Base:
    """What the documents of one language and one way of numbering share."""

    head: ZipHead
    """The parts that stay as they are."""
    runs: Runs
    scheme: Scheme


@dataclass(frozen=True, slots=True, eq=False)
class WordSkin:
    name: str
    parts: PartNames
    styles: Styles
    page: PageSetup
    document: PartTemplate
    furniture: tuple[PartTemplate, ...]
    """Page headers, page footers and notes with tags in them."""
    relationships: str
    """Where the document points, as XML without the closing tag."""
    lists: SkinLists
    fixed: tuple[Member, ...]
    """Parts that are the same for every document."""
    styles_part: tuple[str, bytes]
    settings_part: tuple[str, bytes] | None
    _bases: Kept[tuple[str, Numbering], Base] = field(default_factory=lambda: Kept(_MOST_KEPT))
    small_parts: Kept[object, Member] = field(default_factory=lambda: Kept(_MOST_KEPT))
    """Parts written before, by what they were made of."""

    def base(self, language: str, numbering: Numbering) -> Base:
        """Return what the documents in *language* with *numbering* share."""
        return self._bases.get((language, numbering), lambda: self._make_base(language, numbering))

    def _make_base(self, language: str, numbering: Numbering) -> Base:
        languages = word_languages(language)
        scheme = make_scheme(numbering, self.styles, self.lists)
        members = sorted((*self.fixed, *self._members(languages, scheme)), key=_zip_order)
        return Base(join_members(members), Runs(languages, self.styles), scheme)

    def _members(self, languages: Languages, scheme: Scheme) -> Iterator[Member]:
        name, data = self.styles_part
        styles = parse_xml(self.name, name, data)
        set_languages(styles, languages)
        set_line_spacing(styles, languages)
        set_numbering(styles, scheme.tied_styles(), [self.styles.ids[each] for each in (*HEADINGS, *LIST_NUMBER)])
        yield deflate(name, to_xml(styles), _SMALLEST)
        if self.settings_part:
            name, data = self.settings_part
            settings = parse_xml(self.name, name, data)
            set_settings(settings, languages)
            yield deflate(name, to_xml(settings), _SMALLEST)


def compile_skin(name: str, data: bytes) -> WordSkin:
    """Return the skin in the Word file *data*. The file holds the tag `{{p body }}` where the document goes.

    Args:
        name: For messages, such as `contract.docx`.
        data: The file.

    Raises:
        SkinError: The file is no Word file, lacks a style or the body's tag, or has a tag that cannot be filled.
    """
    package = read_package(name, data)
    parts = find_parts(package)
    styles_part = part_of(package, parts.document, "styles")
    if styles_part is None:
        raise skin_fault(name, parts.relationships, "the skin has no styles")
    styles = read_styles(name, styles_part, package.root(styles_part))
    settings_part = part_of(package, parts.document, "settings")
    document, page = compile_document(package, parts.document)
    furniture = compile_furniture(package, parts.document)
    written = {*parts.all(), styles_part, settings_part, *(each.part for each in furniture)}
    return WordSkin(
        name=name,
        parts=parts,
        styles=styles,
        page=page,
        document=document,
        furniture=furniture,
        relationships=etree.tostring(package.root(parts.relationships), encoding="unicode").rpartition("</")[0],
        lists=skin_lists(package, parts.numbering),
        fixed=tuple(_fixed_members(package, written)),
        styles_part=(styles_part, package.parts[styles_part]),
        settings_part=(settings_part, package.parts[settings_part]) if settings_part else None,
    )


def _fixed_members(package: Package, written: set[str | None]) -> Iterator[Member]:
    """Yield the parts of *package* that are not *written* anew, without the traces of who made the skin."""
    application = application_part(package)
    for name, data in package.parts.items():
        if name == application:
            yield deflate(name, APPLICATION_XML.encode(), _SMALLEST)
        elif name not in written and not name.endswith("settings.xml.rels"):
            yield deflate(name, data, _SMALLEST)


def _zip_order(member: Member) -> tuple[bool, str]:
    """Return what sorts the list of content types first, as Word writes it, and the other parts by name."""
    return (member.name != TYPES_PART, member.name)
