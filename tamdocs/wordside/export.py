"""A plan as a Word file that a lawyer edits."""

from __future__ import annotations

from typing import get_args

from tamdocs.library.compose import compose
from tamdocs.library.specimen import ChannelKind
from tamdocs.library.specimen_data import specimen_data_of
from tamdocs.library.variant_names import WayToBuy, specimen_of
from tamdocs.wordside.body import BodyWriter
from tamdocs.wordside.manifest import manifest_xml
from tamdocs.wordside.plan import Plan
from tamdocs.wordside.skin import MANIFEST
from tamdocs.writers.docx.draft import Draft
from tamdocs.writers.docx.part_templates import SECTION, as_xml
from tamdocs.writers.docx.properties import core_xml
from tamdocs.writers.docx.skin import WordSkin
from tamdocs.writers.docx.write import FAST, template_values
from tamdocs.writers.docx.zipfile_bytes import deflate, finish_zip, join_members

_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
_RELATIONSHIP = f'<Relationship Id="rIdWordEditing" Type="{_KIND}" Target="/{MANIFEST}"/>'


def write_for_editing(plan: Plan, skin: WordSkin) -> bytes:
    """Return the document of *plan* as a Word file in *skin*, which `compile_editing_skin` made.

    Pure: equal arguments give equal bytes. Page headers and footers are those of a specimen order.

    Raises:
        LibraryError: The edition cannot compose the document.
        SkinError: The skin prints a mark that the document does not have.
    """
    choice, edition = plan.choice, plan.edition
    channels: tuple[ChannelKind, ...] = get_args(ChannelKind)
    channel = next((each for each in channels if each == choice.channel), channels[0])
    service = choice.service or next(iter(edition.vendor.services))
    document = compose(
        specimen_of(WayToBuy(choice.region), edition, channel, service),
        choice.document,
        choice.language,
        specimen_data_of(edition, choice.document),
    )
    base = skin.base(document.language, document.numbering)
    draft = Draft(skin, base, {})
    BodyWriter(draft, plan).write(document.title, document.closing)
    body = {"body": as_xml("".join(draft.out)), SECTION: as_xml(skin.page.first)}
    values = template_values(document)
    xml = skin.document.render(values | body, document.marks)
    relationships = f"{skin.relationships}{draft.link_relationships()}{_RELATIONSHIP}</Relationships>"
    members = [
        deflate(skin.parts.document, xml.encode(), FAST),
        deflate(skin.parts.relationships, relationships.encode(), FAST),
        deflate(skin.parts.numbering, draft.numbers.xml().encode(), FAST),
        deflate(skin.parts.core, core_xml(document).encode(), FAST),
        deflate(MANIFEST, manifest_xml(plan), FAST),
        *(deflate(each.part, each.render(values, document.marks).encode(), FAST) for each in skin.furniture),
    ]
    return finish_zip(join_members(members, after=base.head))
