"""The text of a tagged PDF as a reader hears it: in the order of its structure, without page headers and footers.

Reads the marked content of each page and puts it where the structure tree has it, so a cell that goes on after a page
break is one text, and what no tag holds (page headers, footers, rules) is left out. Text is what the fonts say that
their glyphs mean, or the text that stands beside them (ISO 32000-1, 9.10 and 14.9.4).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject

_BULLET = "•"
_LIST_LABEL = "/Lbl"
_BLOCKS = {"/P", "/Title", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/Lbl", "/LBody", "/TH", "/TD", "/TOCI"}


@dataclass(frozen=True, slots=True)
class TaggedText:
    """The text of one block, such as a paragraph or a cell, and the tag that holds it, such as `P` or `TH`."""

    tag: str
    text: str


def pdf_text(data: bytes) -> str:
    """Return the body text, one block a line. Bullets are left out: the tree does not have them, each format draws them."""
    return "\n".join(block.text for block in pdf_blocks(data))


def pdf_blocks(data: bytes) -> list[TaggedText]:
    """Return the blocks of text in reading order."""
    reader = PdfReader(io.BytesIO(data))
    marked = {page.indirect_reference.idnum: _marked_text(page) for page in reader.pages if page.indirect_reference}
    blocks: list[list[str]] = []
    for tag, text in _tagged(_resolved(reader.trailer["/Root"])["/StructTreeRoot"], None, "", marked):
        if tag is not None:
            blocks.append([tag, text])
        elif blocks:
            blocks[-1][1] += text
    found = (TaggedText(tag.removeprefix("/"), text) for tag, text in blocks)
    return [block for block in found if block.text.strip() and (block.tag, block.text) != ("Lbl", _BULLET)]


def _tagged(
    element: Any, page: int | None, block: str, marked: dict[int, dict[int, str]]
) -> Iterator[tuple[str | None, str]]:
    """Yield the tag of each block that begins, with no text yet, and then its pieces of text without a tag."""
    element = _resolved(element)
    if isinstance(element, int):
        yield None, marked[page].get(element, "") if page is not None else ""
    elif isinstance(element, ArrayObject):
        for child in element:
            yield from _tagged(child, page, block, marked)
    elif isinstance(element, DictionaryObject) and element.get("/Type") != "/OBJR":
        own_page = element.raw_get("/Pg").idnum if "/Pg" in element else page
        tag = str(element.get("/S", ""))
        if "/MCID" in element:
            yield None, marked[own_page or 0].get(int(element["/MCID"]), "")
        elif tag in _BLOCKS:
            yield tag, ""
            yield from _tagged(element.get("/K", ArrayObject()), own_page, tag, marked)
            if block:
                yield block, ""
        else:
            yield from _tagged(element.get("/K", ArrayObject()), own_page, block, marked)


def _marked_text(page: Any) -> dict[int, str]:
    """Return the text of each piece of marked content of a page, by its number there."""
    fonts = {name: _characters(_resolved(font)) for name, font in page["/Resources"].get("/Font", {}).items()}
    texts: dict[int, str] = {}
    opened: list[tuple[int | None, bool]] = []
    font: dict[int, str] = {}
    for operands, operator in ContentStream(page.get_contents(), page.pdf).operations:
        if operator in {b"BDC", b"BMC"}:
            properties = operands[1] if len(operands) > 1 and isinstance(operands[1], DictionaryObject) else {}
            outer, hidden = opened[-1] if opened else (None, False)
            number = int(properties["/MCID"]) if "/MCID" in properties else outer
            instead = properties.get("/ActualText")
            if instead is not None and number is not None and not hidden:
                texts[number] = texts.get(number, "") + str(instead)
            opened.append((number, hidden or instead is not None))
        elif operator == b"EMC":
            opened.pop()
        elif operator == b"Tf":
            font = fonts[operands[0]]
        elif operator in {b"Tj", b"TJ"} and opened and opened[-1][0] is not None and not opened[-1][1]:
            number = opened[-1][0]
            shown = operands[0] if operator == b"TJ" else [operands[0]]
            texts[number] = texts.get(number, "") + "".join(_decoded(part, font) for part in shown)
    return texts


def _decoded(part: Any, font: dict[int, str]) -> str:
    if not isinstance(part, str | bytes):
        return ""
    codes = part.original_bytes if isinstance(part, str) else part  # type: ignore[attr-defined]
    return "".join(font.get(int.from_bytes(codes[at : at + 2], "big"), "\ufffd") for at in range(0, len(codes), 2))


def _characters(font: Any) -> dict[int, str]:
    """Return what each two-byte code of a font means (ISO 32000-1, 9.10.3)."""
    cmap = _resolved(font["/ToUnicode"]).get_data().decode("ascii")
    meanings: dict[int, str] = {}
    for block in re.findall(r"beginbfchar\s(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            meanings[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange\s(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            start = bytes.fromhex(text).decode("utf-16-be")
            for step, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                meanings[code] = start[:-1] + chr(ord(start[-1]) + step)
    return meanings


def _resolved(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value
