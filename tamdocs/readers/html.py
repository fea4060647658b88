"""An HTML page from outside, read with limits: what it carries, and its words. Nothing in it is followed or run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from tamdocs.document.provenance import MOST_BYTES
from tamdocs.errors import ReadError
from tamdocs.readers.faults import fault
from tamdocs.readers.xml import MOST_MARKS

_STARTS = (b"<!doctype html", b"<html")
_STARTS_WITHIN = 1024
_WITHIN_LINES = frozenset(
    {"a", "span", "strong", "em", "b", "i", "u", "s", "small", "sub", "sup", "ins", "del", "tspan"}
)
_UNSEEN = frozenset({"style", "script"})


@dataclass(frozen=True, slots=True)
class ReadPage:
    lines: tuple[str, ...]
    """White space at their ends left out, and no empty ones; pictures with their words, links with their addresses."""
    parts: frozenset[str]
    """The names of elements, and of attributes after `@`; `<!` for comments and the like."""
    styles: tuple[str, ...]


def is_html(data: bytes) -> bool:
    """Return whether *data* is a page, by its first bytes."""
    return data[:_STARTS_WITHIN].removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(_STARTS)


def read_meta(data: bytes, name: str, source: str) -> bytes | None:
    """Return what the `meta` element *name* of a page holds; None if there is none.

    Raises:
        ReadError: The page is broken or too large, or there are two.
    """
    found = [meta.get("content", "") for meta in _parsed(data, source).iter("meta") if meta.get("name") == name]
    if len(found) > 1:
        raise fault(source, "file-twice", "the file says twice where it comes from")
    if found and len(found[0]) > MOST_BYTES:
        raise _too_large(source)
    return found[0].encode("utf-8", "surrogatepass") if found else None


def read_page(data: bytes, source: str) -> ReadPage:
    """Return the words of a page, and what else it is made of.

    Raises:
        ReadError: The page is broken or too large.
    """
    root = _parsed(data, source)
    lines = (" ".join(line.split()) for line in "".join(_pieces(root)).split("\n"))
    elements = [each for each in root.iter() if isinstance(each.tag, str)]
    parts = {each.tag for each in elements} | {f"@{name}" for each in elements for name in each.keys()}  # noqa: SIM118
    comments = {"<!"} if data.count(b"<!") > 1 else set()
    styles = tuple(each.text or "" for each in elements if each.tag == "style")
    return ReadPage(tuple(line for line in lines if line), frozenset(map(str, parts | comments)), styles)


def _parsed(data: bytes, source: str) -> etree._Element:
    if data.count(b"<") + data.count(b"=") > MOST_MARKS:
        raise _too_large(source)
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(data.decode("utf-8-sig"), parser)
    except UnicodeDecodeError as error:
        raise fault(source, "file-broken", "the page is not UTF-8") from error
    except (etree.XMLSyntaxError, ValueError) as error:
        raise fault(source, "file-broken", f"the page cannot be read as HTML: {error}") from error
    if any(entry.level_name == "FATAL" for entry in parser.error_log):  # what stands behind it was not read
        raise _too_large(source)
    return root


def _pieces(element: etree._Element) -> Iterator[str]:
    """Yield the text of *element*, which a parser lets nest 256 deep, with line ends where it breaks."""
    if element.tag in _UNSEEN:
        return
    around = "" if element.tag in _WITHIN_LINES else "\n"
    yield around
    yield _line(element.text)
    for child in element:
        yield from _pieces(child)
        yield _line(child.tail)
    address = element.get("href")
    if address and not address.startswith("#"):
        yield f" <{_line(address)}>"
    yield around


def _line(text: str | None) -> str:
    """Return *text* with blanks for its line ends, as a page shows it."""
    return (text or "").replace("\n", " ")


def _too_large(source: str) -> ReadError:
    return fault(source, "file-too-large", "the page is too large to be read, or nested too deep")
