"""Finished PDFs of documents joined to one file, page by page as they are.

The joined file is PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) as its parts are: there is one structure tree, in
which each document is a part with its language, and one set of bookmarks, labels and named destinations.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import itemgetter
from xml.sax.saxutils import escape

from tamdocs.writers.pdf.part import PART, Part, key_of
from tamdocs.writers.pdf.strings import text_string

_HEADER = b"%PDF-1.7\n%\x80\x80\x80\x80\n\n"
_XMP_TITLE = re.compile(rb"(?<=<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">)[^<]*")
_XMP_LANGUAGES = re.compile(rb"(?<=<dc:language><rdf:Bag>).*?(?=</rdf:Bag>)")
_XMP_PAGES = re.compile(rb"(?<=<xmpTPg:NPages>)\d+")
_XMP_IDS = re.compile(rb"<(xmpMM:InstanceID|xmpMM:DocumentID|stEvt:instanceID)>[^<_]*")


@dataclass(frozen=True, slots=True)
class _Placed:
    """A part with the numbers that its objects have in the joined file."""

    part: Part
    index: int
    """Which part it is, from 1."""
    first: int
    """The number of its first object."""
    numbers: dict[bytes, bytes]

    def number(self, old: int) -> bytes:
        return self.numbers[b"%d" % old]

    def name(self, name: bytes) -> bytes:
        return b"(%d.%s)" % (self.index, name)


class _Shared:
    """The numbers of the objects that the file has once for all parts, which stand after those of the parts."""

    def __init__(self, parts: Sequence[Part]) -> None:
        objects = sum(len(part.starts) for part in parts)
        numbers = range(objects + 1, objects + 9)
        self.pages, self.outlines, self.tree, self.element, self.intent, self.info, self.metadata, self.root = numbers
        self.titles = range(objects + 9, objects + 9 + len(parts))


def join(parts: Sequence[Part], title: str, bookmarks: Sequence[str] = ()) -> bytes:
    """Return *parts* as one file with that title, in which each has a bookmark above those of its sections.

    The first part says who wrote the file and when, and in which language the file is.

    Args:
        parts: Finished documents.
        title: Of the file.
        bookmarks: What the bookmark of each part says, if not its title.
    """
    shared = _Shared(parts)
    placed = list(_placed(parts, shared))
    file = _File()
    for one in placed:
        file.add_part(one)
    for number, text in _shared_objects(placed, shared, title, bookmarks):
        file.add(number, text)
    catalog = _catalog(placed, shared)
    ids = _digest([one.part.info for one in placed], title), file.digest(catalog)
    file.add(shared.metadata, _metadata(placed, title, ids))
    file.add(shared.root, catalog)
    return file.finish(b"/Root %d 0 R/Info %d 0 R/ID[(%s)(%s)]" % (shared.root, shared.info, ids[0], ids[1]))


def _placed(parts: Sequence[Part], shared: _Shared) -> Iterator[_Placed]:
    first = 1
    for index, part in enumerate(parts, start=1):
        olds = itemgetter(*part.starts)(part.pieces)
        numbers = dict(zip(olds, map(b"%d".__mod__, range(first, first + len(olds))), strict=True))
        numbers[PART] = b"%d" % index
        # What stands in the file once for all has taken the place of what each part had.
        numbers[b"%d" % part.page_tree] = b"%d" % shared.pages
        numbers[b"%d" % part.outline.root] = b"%d" % shared.titles[index - 1]
        numbers[b"%d" % part.tree.root] = b"%d" % shared.element
        yield _Placed(part, index, first, numbers)
        first += len(olds)


class _File:
    """A file as it grows."""

    def __init__(self) -> None:
        self._pieces = [_HEADER]
        self._end = len(_HEADER)
        self._offsets: dict[int, int] = {}

    def add_part(self, placed: _Placed) -> None:
        pieces = list(placed.part.pieces)
        pieces[1::2] = map(placed.numbers.__getitem__, pieces[1::2])
        ends = list(accumulate(map(len, pieces), initial=self._end))
        begins = itemgetter(*placed.part.starts)(ends)
        self._offsets.update(zip(range(placed.first, placed.first + len(begins)), begins, strict=True))
        self._pieces += pieces
        self._end = ends[-1]

    def add(self, number: int, text: bytes) -> None:
        self._offsets[number] = self._end
        self._pieces.append(b"%d 0 obj\n%s\nendobj\n\n" % (number, text))
        self._end += len(self._pieces[-1])

    def digest(self, catalog: bytes) -> bytes:
        self._pieces = [b"".join(self._pieces)]
        return _digest((*self._pieces, catalog))

    def finish(self, trailer: bytes) -> bytes:
        size = len(self._offsets) + 1
        offsets = map(self._offsets.__getitem__, range(1, size))
        table = b"xref\n0 %d\n0000000000 65535 f\r\n%s" % (size, b"".join(map(b"%010d 00000 n\r\n".__mod__, offsets)))
        ending = b"trailer\n<</Size %d%s>>\nstartxref\n%d\n%%%%EOF" % (size, trailer, self._end)
        return b"".join((*self._pieces, table, ending))


def _digest(pieces: Iterable[bytes], title: str = "") -> bytes:
    """Return what stands for these bytes, in letters that need no escape in a PDF or in XML."""
    digest = hashlib.blake2b(title.encode(), digest_size=16)
    for piece in pieces:
        digest.update(piece)
    return b64encode(digest.digest())


def _shared_objects(
    placed: Sequence[_Placed], shared: _Shared, title: str, bookmarks: Sequence[str]
) -> Iterator[tuple[int, bytes]]:
    """Yield what the file has once for all parts, but for the metadata and the catalog."""
    first = placed[0].part
    pages = [one.number(page) for one in placed for page in one.part.pages]
    yield shared.pages, b"<</Type/Pages/Count %d/Kids%s>>" % (len(pages), _list(pages))
    yield shared.outlines, b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % (
        shared.titles[0], shared.titles[-1], len(placed),
    )  # fmt: skip
    words = [text_string(bookmark) for bookmark in bookmarks] or [one.part.title for one in placed]
    for one, said in zip(placed, words, strict=True):
        yield shared.titles[one.index - 1], _bookmark(one, shared, said)
    yield shared.tree, _structure(placed, shared)
    elements = [one.number(element) for one in placed for element in one.part.tree.elements]
    element = b"<</Type/StructElem/S/Document/P %d 0 R/T%s/K%s>>"
    yield shared.element, element % (shared.tree, text_string(title), _list(elements))
    yield shared.intent, _inside(_renumbered(first.output_intent, placed[0]))
    yield shared.info, _inside(first.info).replace(b"/Title" + first.title, b"/Title" + text_string(title), 1)


def _list(numbers: Iterable[bytes]) -> bytes:
    return b"[%s 0 R]" % b" 0 R ".join(numbers)


def _inside(text: bytes) -> bytes:
    """Return an object without its number and its end."""
    return text[text.index(b"\n") + 1 : text.rindex(b"\nendobj")]


def _renumbered(text: bytes, placed: _Placed) -> bytes:
    return re.sub(rb"\d+(?= 0 R)", lambda old: placed.numbers[old[0]], text)


def _bookmark(one: _Placed, shared: _Shared, said: bytes) -> bytes:
    """Return the bookmark of a part, with those of its sections below it, closed."""
    at = one.index - 1
    next_one = b"/Next %d 0 R" % shared.titles[at + 1] if one.index < len(shared.titles) else b""
    previous = b"/Prev %d 0 R" % shared.titles[at - 1] if at else b""
    inner = b""
    if one.part.outline.bookmarks:
        first, last, count = one.part.outline.bookmarks
        inner = b"/First %s 0 R/Last %s 0 R/Count -%d" % (one.number(first), one.number(last), count)
    top = b"/Dest[%s 0 R/XYZ 0 %s 0]" % (one.number(one.part.pages[0]), one.part.height)
    parent = b"<</Parent %d 0 R" % shared.outlines
    return b"".join((parent, next_one, previous, inner, b"/Title", said, top, b">>"))


def _structure(placed: Sequence[_Placed], shared: _Shared) -> bytes:
    roles = dict(role for one in placed for role in one.part.tree.roles.items())
    role_map = b"".join(b"/%s/%s" % role for role in sorted(roles.items()))
    parents = [
        b"%d%s %s 0 R" % (one.index, key_of(key), one.number(element))
        for one in placed
        for key, element in one.part.tree.parents
    ]
    ids = _names((one.name(name), one.number(element)) for one in placed for name, element in one.part.tree.ids)
    id_tree = b"/IDTree<</Names[%s]>>" % ids if ids else b""
    following = b"%d%s" % (len(placed) + 1, key_of(b"0"))
    structure = b"<</Type/StructTreeRoot/RoleMap<<%s>>/K[%d 0 R]/ParentTree<</Nums[%s]>>%s/ParentTreeNextKey %s>>"
    return structure % (role_map, shared.element, b" ".join(parents), id_tree, following)


def _names(named: Iterable[tuple[bytes, bytes]]) -> bytes:
    return b"".join(b"%s%s 0 R" % pair for pair in sorted(named))


def _catalog(placed: Sequence[_Placed], shared: _Shared) -> bytes:
    labels = (one.number(label) for one in placed for label in one.part.labels)
    destinations = _names((one.name(name), one.number(at)) for one in placed for name, at in one.part.destinations)
    return b"".join(
        (
            b"<</Type/Catalog/Pages %d 0 R/Metadata %d 0 R" % (shared.pages, shared.metadata),
            b"/PageLabels<</Nums[%s]>>" % b" ".join(b"%d %s 0 R" % pair for pair in enumerate(labels)),
            b"/OutputIntents[%d 0 R]/Lang%s/StructTreeRoot %d 0 R"
            % (shared.intent, placed[0].part.language, shared.tree),
            b"/MarkInfo<</Marked true/Suspects false>>/ViewerPreferences<</DisplayDocTitle true/Direction/L2R>>",
            b"/Outlines %d 0 R" % shared.outlines,
            b"/Names<</Dests<</Names[%s]>>>>" % destinations if destinations else b"",
            b">>",
        )
    )


def _metadata(placed: Sequence[_Placed], title: str, ids: Sequence[bytes]) -> bytes:
    """Return the metadata of the first part with what is true for the whole file."""
    permanent, instance = ids
    pages = sum(len(one.part.pages) for one in placed)
    languages = dict.fromkeys(one.part.language[1:-1] for one in placed)
    xmp = placed[0].part.metadata.partition(b"stream\n")[2].rpartition(b"\nendstream")[0]
    xmp = _XMP_TITLE.sub(lambda _: escape(title).encode(), xmp)
    xmp = _XMP_LANGUAGES.sub(b"".join(b"<rdf:li>%s</rdf:li>" % language for language in languages), xmp)
    xmp = _XMP_PAGES.sub(b"%d" % pages, xmp)
    xmp = _XMP_IDS.sub(lambda tag: b"<%s>%s" % (tag[1], permanent if tag[1] == b"xmpMM:DocumentID" else instance), xmp)
    return b"<</Length %d/Type/Metadata/Subtype/XML>>\nstream\n%s\nendstream" % (len(xmp), xmp)
