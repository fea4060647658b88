"""Page size, margins, headers and footers of a skin: its section properties."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass

from lxml import etree

from tamdocs.writers.docx.faults import skin_fault
from tamdocs.writers.docx.xml_names import tag

_DECLARATIONS = re.compile(r' xmlns(?::\w+)?="[^"]*"')
_HINT = "open the skin in Word and save it again"


@dataclass(frozen=True, slots=True)
class PageSetup:
    first: str
    """`w:sectPr` of a section whose first page has the letterhead."""
    rest: str
    """The same for a section after a title page: its first page is one like the others."""
    text_width: int
    """Between the margins, in twips (twentieths of a point)."""
    left: int = 0
    """Where the text begins, from the left edge of the page, in twips."""
    top: int = 0


def take_page_setup(skin: str, part: str, root: etree._Element, placeholder: str) -> PageSetup:
    """Return the properties of the last section of the document *root*, and put *placeholder* there instead.

    Raises:
        SkinError: There are none, or they give no page size.
    """
    body = root.find(tag("body"))
    section = None if body is None else body.find(tag("sectPr"))
    if body is None or section is None:
        raise skin_fault(skin, part, "the skin has no page setup (w:sectPr)", _HINT)
    width = _text_width(skin, part, section)
    rest = copy.deepcopy(section)
    for title_page in rest.findall(tag("titlePg")):
        rest.remove(title_page)
    margins = section.find(tag("pgMar"))
    left, top = (0 if margins is None else int(margins.get(tag(name), "0")) for name in ("left", "top"))
    setup = PageSetup(_to_text(section), _to_text(rest), width, left, abs(top))
    body.remove(section)
    if len(body):
        body[-1].tail = placeholder
    return setup


def _text_width(skin: str, part: str, section: etree._Element) -> int:
    size, margins = section.find(tag("pgSz")), section.find(tag("pgMar"))
    if size is None or margins is None:
        raise skin_fault(skin, part, "the page setup has no size or no margins (w:pgSz, w:pgMar)", _HINT)
    lost = sum(int(margins.get(tag(name), "0")) for name in ("left", "right", "gutter"))
    return int(size.get(tag("w"), "0")) - lost


def _to_text(section: etree._Element) -> str:
    return _DECLARATIONS.sub("", etree.tostring(section, encoding="unicode", with_tail=False))
