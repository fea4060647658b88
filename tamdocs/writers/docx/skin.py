"""A Word skin: letterhead, page headers and footers, styles and page size, as legal edits them in Word.

It is compiled once and rendered many times. Whatever does not depend on the document is kept as the finished start of a
zip; what depends only on its language and numbering is made once for each of the two.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field

from lxml import etree

from tamdocs.document.model import Numbering
from tamdocs.writers.docx.faults import skin_fault
from tamdocs.writers.docx.kept import Kept
from tamdocs.writers.docx.languages import Languages, word_languages
from tamdocs.writers.docx.package import Package, TYPES_PART, read_package, relationships_part, to_xml
from tamdocs.writers.docx.page_setup import PageSetup, take_page_setup
from tamdocs.writers.docx.part_templates import SECTION, PartTemplate, compile_part
from tamdocs.writers.docx.properties import APPLICATION_XML
from tamdocs.writers.docx.runs import Runs
from tamdocs.writers.docx.scheme import Scheme, SkinLists, make_scheme
from tamdocs.writers.docx.settings import set_settings
from tamdocs.writers.docx.styles import Styles, read_styles, set_languages, set_numbering
from tamdocs.writers.docx.xml_names import CORE_KIND, CORE_TYPE, NUMBERING_KIND, NUMBERING_TYPE, tag
from tamdocs.writers.docx.zipfile_bytes import Member, ZipHead, deflate, join_members

_SMALLEST = 9
_TEXT_PARTS = ("header", "footer", "footnotes", "endnotes")
_MOST_KEPT = 64


@dataclass(frozen=True, slots=True)
class Parts:
    """Names of the parts that are written for each document."""

    document: str
    relationships: str
    numbering: str
    core: str


@dataclass(frozen=True, slots=True)
class Base:
    """What the documents of one language and numbering share."""

    head: ZipHead
    """The parts that stay as they are."""
    runs: Runs
    scheme: Scheme


@dataclass(frozen=True, slots=True, eq=False)
class WordSkin:
    name: str
    parts: Parts
    styles: Styles
    page: PageSetup
    document: PartTemplate
    furniture: tuple[PartTemplate, ...]
    """Page headers, page footers and notes with tags in them."""
    relationships: str
    """Where the document points, as XML without the closing tag."""
    lists: SkinLists
    fixed: tuple[Member, ...]
    """Parts that no document changes."""
    styles_part: tuple[str, bytes]
    settings_part: tuple[str, bytes] | None
    bases: Kept[tuple[str, Numbering], Base] = field(default_factory=lambda: Kept(_MOST_KEPT))
    members: Kept[object, tuple[Member, ...]] = field(default_factory=lambda: Kept(_MOST_KEPT))
    """Small parts written before, by what they are made of."""

    def base(self, language: str, numbering: Numbering) -> Base:
        return self.bases.get((language, numbering), lambda: _make_base(self, language, numbering))


def compile_skin(name: str, data: bytes) -> WordSkin:
    """Return the skin in the Word file *data*. The file holds the tag `{{p body }}` where the document goes.

    Args:
        name: For messages, such as `contract.docx`.
        data: The file.

    Raises:
        SkinError: The file is no Word file, lacks a style or the body's tag, or has a tag that cannot be filled.
    """
    package = read_package(name, data)
    parts = _find_parts(package)
    styles_part = _only(package, parts.document, "styles")
    styles = read_styles(name, styles_part, package.root(styles_part))
    document, page = _compile_document(package, parts.document)
    furniture = _compile_furniture(package, parts.document)
    relationships = etree.tostring(package.root(parts.relationships), encoding="unicode").rpartition("</")[0]
    lists = _skin_lists(package, parts.numbering)
    settings = next(iter(package.targets(parts.document, "settings")), None)
    written = {*_names(parts), styles_part, settings, *(each.part for each in furniture)}
    return WordSkin(
        name, parts, styles, page, document, furniture, relationships, lists,
        fixed=tuple(_fixed_members(package, written)),
        styles_part=(styles_part, package.parts[styles_part]),
        settings_part=(settings, package.parts[settings]) if settings else None,
    )  # fmt: skip
