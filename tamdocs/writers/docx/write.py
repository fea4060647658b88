"""A composed document as a Word file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial

from tamdocs.document.model import Document, Text
from tamdocs.errors import Problem, RenderError
from tamdocs.writers.docx.body import write_blocks
from tamdocs.writers.docx.chart_xml import Dress
from tamdocs.writers.docx.charts import chart_members, chart_relationships, with_chart_types
from tamdocs.writers.docx.draft import Draft
from tamdocs.writers.docx.languages import word_languages
from tamdocs.writers.docx.letter import on_paper, write_letter_head
from tamdocs.writers.docx.markup import text_element
from tamdocs.writers.docx.part_templates import SECTION, PartTemplate, as_xml
from tamdocs.writers.docx.properties import core_xml
from tamdocs.writers.docx.skin import WordSkin
from tamdocs.writers.docx.zipfile_bytes import Member, deflate, finish_zip, join_members

FAST = 1
"""Costs 1 to 5 % of size and saves half the time."""
_PAGE_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
_PAGE_PATTERN = re.compile(r"(\{pages?\})")


def write_docx(document: Document, skin: WordSkin, pages: Mapping[str, int]) -> bytes:
    """Return *document* as a Word file (Office Open XML, ISO/IEC 29500-1 transitional).

    Pure: opens no file and asks no clock, so equal arguments give equal bytes.

    Args:
        document: A composed tree: numbers given, references resolved.
        skin: A compiled Word skin.
        pages: Page that each section starts on, by its id, for a table of contents.

    Raises:
        RenderError: A table of contents names a section that *pages* lacks.
        SkinError: The skin prints a mark that the document does not have.
    """
    base = skin.base(document.language, document.numbering)
    draft = Draft(skin, base, pages)
    section = _write_document(draft, document, skin)
    values = template_values(document)
    body = {"body": as_xml("".join(draft.out)), SECTION: as_xml(section)}
    xml = skin.document.render(values | body, document.marks)
    relationships = draft.link_relationships() + chart_relationships(draft.charts)
    members = [
        deflate(skin.parts.document, xml.encode(), FAST),
        _kept(skin, skin.parts.relationships, f"{skin.relationships}{relationships}</Relationships>"),
        _kept(skin, skin.parts.numbering, draft.numbers.xml()),
        deflate(skin.parts.core, core_xml(document).encode(), FAST),
        *_furniture(document, skin, values),
        *chart_members(draft.charts, Dress(skin.styles.faces, word_languages(document.language))),
    ]
    head = with_chart_types(base.head, draft.charts) if draft.charts else base.head
    return finish_zip(join_members(members, after=head))


def _write_document(draft: Draft, document: Document, skin: WordSkin) -> str:
    """Write the body and return the properties of its last section."""
    ids, runs = draft.styles.ids, draft.runs
    if document.letter:
        write_letter_head(draft, document.letter, skin.page, skin.name)
    if document.cover is None:
        draft.paragraph(ids["Title"], (Text(document.title),), runs.bold)
        section = skin.page.first
    else:
        # The title page is a section of its own, which ends with its last paragraph.
        lines = [(ids["Cover Title"], runs.bold, document.title)]
        lines += [(ids["Cover Line"], runs.plain, line) for line in document.cover.lines]
        for index, (style, look, line) in enumerate(lines, 1):
            end = skin.page.first if index == len(lines) else ""
            draft.paragraph(style, (Text(line),), look, end)
        section = skin.page.rest
    start = len(draft.out)
    write_blocks(draft, document.blocks, draft.body_place())
    if document.cover:
        draft.start_page(start)
    if document.closing:
        draft.keep_last()
        draft.paragraph(ids["Closing Line"], (Text(document.closing),), runs.plain)
    return on_paper(section, document.letter, skin.page.text_width) if document.letter else section


def template_values(document: Document) -> dict[str, object]:
    """Return what the tags of a skin may print, but for the body and the marks."""
    names = ("author", "closing", "kind", "label", "language", "subject", "title")
    values: dict[str, object] = {name: getattr(document, name) for name in names}
    values["page"] = as_xml("".join(_page_runs(document)))
    return values


def _page_runs(document: Document) -> Iterator[str]:
    """Yield the runs of the page number, with fields for `{page}` and `{pages}` of the mark `page`."""
    if "page" not in document.marks:
        raise RenderError(Problem(source="Word", code="marks", message="the document lacks the mark `page`"))
    for part in _PAGE_PATTERN.split(document.marks["page"]):
        if part in _PAGE_FIELDS:
            yield f'<w:fldSimple w:instr=" {_PAGE_FIELDS[part]} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        elif part:
            yield f"<w:r>{text_element(part)}</w:r>"


def _furniture(document: Document, skin: WordSkin, values: Mapping[str, object]) -> Iterator[Member]:
    """Yield the page headers and footers; those of the last documents with equal marks are there already."""
    marks = tuple(document.marks.items())
    for template in skin.furniture:
        key = (template.part, marks, *(values[name] for name in template.names))
        yield skin.small_parts.get(key, partial(_render, template, values, document.marks))


def _render(template: PartTemplate, values: Mapping[str, object], marks: Mapping[str, str]) -> Member:
    return deflate(template.part, template.render(values, marks).encode(), FAST)


def _kept(skin: WordSkin, name: str, xml: str) -> Member:
    """Return the part *name*; an equal one of the last documents is there already."""
    return skin.small_parts.get((name, xml), lambda: deflate(name, xml.encode(), FAST))
