"""The text of a tagged PDF as a reader hears it: in the order of its structure, without page headers and footers.

Reads the marked content of each page and puts it where the structure tree has it, so a cell that goes on after a page
break is one text, and what no tag holds (page headers, footers, rules) is left out, as is what a picture shows. Text
is what the fonts say that their glyphs mean, or the text that stands beside them (ISO 32000-1, 9.10 and 14.9.4).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from struct import Struct
from typing import TypeAlias

from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject, StreamObject

from tests.support.pdf_content import Operand, operations

_BULLET = "•"
_CODE = Struct(">H")
_BLOCKS = {"/P", "/Title", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/Lbl", "/LBody", "/TH", "/TD", "/TOCI"}


@dataclass(frozen=True, slots=True)
class TaggedText:
    """The text of one block, such as a paragraph or a cell, and the tag that holds it, such as `P` or `TH`."""

    tag: str
    text: str


@dataclass(frozen=True, slots=True)
class _Opened:
    """Marked content that has begun: its number, and the text that stands for what it shows, if any."""

    number: int | None
    text: str | None


_Marked: TypeAlias = dict[int, dict[int, str]]
"""Texts by the number of the page's object and their own."""


def pdf_text(data: bytes) -> str:
    """Return the body text, one block a line. Bullets are left out: the tree has none, each format draws its own."""
    return "\n".join(block.text for block in pdf_blocks(data))


def pdf_blocks(data: bytes) -> list[TaggedText]:
    """Return the blocks of text in reading order."""
    reader = PdfReader(io.BytesIO(data))
    marked = {_number(page.indirect_reference): _marked_text(page) for page in reader.pages}
    blocks: list[TaggedText] = []
    for tag, text in _tagged(_dictionary(reader.root_object["/StructTreeRoot"]), 0, "", marked):
        if tag:
            blocks.append(TaggedText(tag.removeprefix("/"), ""))
        elif blocks:
            blocks[-1] = TaggedText(blocks[-1].tag, blocks[-1].text + text)
    return [block for block in blocks if block.text.strip() and (block.tag, block.text) != ("Lbl", _BULLET)]


def _tagged(element: object, page: int, block: str, marked: _Marked) -> Iterator[tuple[str, str]]:
    """Yield the tag of each block that begins, with no text yet, and then its pieces of text without a tag."""
    element = _resolved(element)
    if isinstance(element, int):
        yield "", marked[page].get(element, "")
    elif isinstance(element, ArrayObject):
        for child in element:
            yield from _tagged(child, page, block, marked)
    elif isinstance(element, DictionaryObject) and element.get("/Type") != "/OBJR":
        page = _number(element.raw_get("/Pg")) if "/Pg" in element else page
        tag = str(element.get("/S", ""))
        if tag == "/Figure":
            return  # a picture: a reader hears its description
        if "/MCID" in element:
            yield from _tagged(element["/MCID"], page, block, marked)
        elif tag in _BLOCKS:
            yield tag, ""
            yield from _tagged(element.get("/K", ArrayObject()), page, tag, marked)
            if block:
                yield block, ""
        else:
            yield from _tagged(element.get("/K", ArrayObject()), page, block, marked)


def _marked_text(page: PageObject) -> dict[int, str]:
    """Return the text of each piece of marked content of a page, by its number there."""
    resources = _dictionary(page["/Resources"])
    fonts = {name: _characters(_dictionary(font)) for name, font in _dictionary(resources.get("/Font", {})).items()}
    texts: dict[int, str] = {}
    opened: list[_Opened] = []
    font: dict[int, str] = {}
    content = page.get_contents()
    for operator, operands in operations(b"" if content is None else content.get_data()):
        if operator in {"BDC", "BMC"}:
            opened.append(_opened(operands, opened[-1] if opened else _Opened(None, None)))
            if opened[-1].number is not None and opened[-1].text is not None:
                texts[opened[-1].number] = texts.get(opened[-1].number, "") + opened[-1].text
        elif operator == "EMC":
            opened.pop()
        elif operator == "Tf":
            font = fonts[str(operands[0])]
        elif operator in {"Tj", "TJ"} and opened and opened[-1].text is None and opened[-1].number is not None:
            shown = operands[0] if operator == "TJ" else operands
            assert isinstance(shown, list)
            texts[opened[-1].number] = texts.get(opened[-1].number, "") + "".join(
                _decoded(part, font) for part in shown if isinstance(part, bytes)
            )
    return texts


def _opened(operands: list[Operand], outer: _Opened) -> _Opened:
    properties = operands[1] if len(operands) > 1 else None
    if not isinstance(properties, dict):
        return outer
    number = int(found) if isinstance(found := properties.get("/MCID"), float) else outer.number
    if outer.text is not None:
        return _Opened(number, "")
    stands_for = properties.get("/ActualText")
    return _Opened(number, _text_string(stands_for) if isinstance(stands_for, bytes) else None)


def _text_string(data: bytes) -> str:
    return data[2:].decode("utf-16-be") if data.startswith(b"\xfe\xff") else data.decode("ascii")


def _decoded(part: bytes, font: dict[int, str]) -> str:
    return "".join([font[code] for (code,) in _CODE.iter_unpack(part)])


def _characters(font: DictionaryObject) -> dict[int, str]:
    """Return what each two-byte code of a font means (ISO 32000-1, 9.10.3)."""
    stream = _resolved(font["/ToUnicode"])
    assert isinstance(stream, StreamObject)
    cmap = stream.get_data().decode("ascii")
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


def _resolved(value: object) -> object:
    return value.get_object() if isinstance(value, PdfObject) else value


def _dictionary(value: object) -> DictionaryObject:
    found = _resolved(value)
    assert isinstance(found, DictionaryObject)
    return found


def _number(reference: object) -> int:
    assert isinstance(reference, IndirectObject)
    return reference.idnum
