"""A redline as a Word file with tracked changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tamdocs.document.ids import ids_of
from tamdocs.document.redline import MarkedLine, Pair, Redline
from tamdocs.writers.docx.comments import first_number, place_comments, with_comments
from tamdocs.writers.docx.hands import name_hands
from tamdocs.writers.docx.part_templates import SECTION, as_xml
from tamdocs.writers.docx.properties import core_xml
from tamdocs.writers.docx.returned import NOTHING, Returned
from tamdocs.writers.docx.revisions import Revision
from tamdocs.writers.docx.revisions_body import write_blocks
from tamdocs.writers.docx.revisions_draft import RedlineDraft, Shape, Sides
from tamdocs.writers.docx.revisions_furniture import redlined_part
from tamdocs.writers.docx.skin import WordSkin
from tamdocs.writers.docx.write import FAST, template_values
from tamdocs.writers.docx.zipfile_bytes import Member, deflate, finish_zip, join_members


def write_redline_docx(
    redline: Redline,
    skin: WordSkin,
    revision: Revision,
    pages: tuple[Mapping[str, int], Mapping[str, int]],
    returned: Returned = NOTHING,
) -> bytes:
    """Return *redline* as a Word file whose changes can be accepted and rejected.

    With all of them accepted it reads as the document after, with all of them rejected as the document before, page
    headers and footers included. It is set in the skin and with the styles of the document after.

    Args:
        redline: Both documents are composed: numbers given, references resolved.
        skin: A compiled Word skin.
        revision: Who changed what is changed, and when.
        pages: Page that each section starts on, by its id, before and after, for a table of contents.
        returned: Comments, and hands other than that of *revision*.

    Raises:
        RenderError: A table of contents names a section that *pages* lacks.
        SkinError: The skin prints a mark that a document does not have.
    """
    after = redline.after
    base = skin.base(after.language, after.numbering)
    draft = RedlineDraft(skin, base, revision, pages, frozenset(ids_of(after.blocks)))
    section = _write_document(draft, redline, skin)
    head, leads_to = base.head, ""
    if comments := returned.comments:
        first = first_number(head)
        place_comments(draft.out, draft.written, comments, first)
        head, leads_to = with_comments(head, comments, first)
    # Last: names of another length move what stands behind them.
    name_hands(draft.out, draft.written, returned.lines, draft.tracks.by)
    values, marks = template_values(after), after.marks
    xml = skin.document.render(values | {"body": as_xml("".join(draft.out)), SECTION: as_xml(section)}, marks)
    relationships = f"{skin.relationships}{draft.link_relationships()}{leads_to}</Relationships>"
    members = [
        deflate(skin.parts.document, xml.encode(), FAST),
        deflate(skin.parts.relationships, relationships.encode(), FAST),
        deflate(skin.parts.numbering, draft.numbers.xml().encode(), FAST),
        deflate(skin.parts.core, core_xml(after).encode(), FAST),
        *_furniture(draft, redline, skin),
    ]
    return finish_zip(join_members(members, after=head))


def _write_document(draft: RedlineDraft, redline: Redline, skin: WordSkin) -> str:
    """Write the body and return the properties of its last section."""
    before, after = redline.before.cover, redline.after.cover
    ids, runs = draft.styles.ids, draft.runs
    title = Sides(*(Shape(ids["Cover Title" if cover else "Title"]) for cover in (before, after)))
    lines = [(redline.title, Pair("", ""), title, runs.bold)]
    lines += [
        (line.words, line.pair, _line_sides(line, Shape(ids["Cover Line"])), runs.plain) for line in redline.cover
    ]
    for index, (words, pair, sides, look) in enumerate(lines, 1):
        # The title page is a section of its own, which ends with its last paragraph.
        end = skin.page.first if after and index == len(lines) else ""
        draft.revised(pair.standing, sides, draft.words(words, look, pair.standing), section=end)
    write_blocks(draft, redline.blocks, draft.body_place(), "kept")
    if redline.closing:
        closing = Shape(ids["Closing Line"])
        draft.revised("kept", Sides(closing, closing), draft.words(redline.closing, runs.plain, "kept"))
    return skin.page.rest if after else skin.page.first


def _line_sides(line: MarkedLine, shape: Shape) -> Sides:
    return Sides(shape if line.pair.before is not None else None, shape if line.pair.after is not None else None)


def _furniture(draft: RedlineDraft, redline: Redline, skin: WordSkin) -> Iterator[Member]:
    """Yield the page headers and footers."""
    for template in skin.furniture:
        before, after = (
            template.render(template_values(document), document.marks) for document in (redline.before, redline.after)
        )
        yield deflate(template.part, redlined_part(before, after, draft.tracks).encode(), FAST)
