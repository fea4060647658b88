"""A finished PDF taken apart, so that it can be joined with others without looking through it again.

Its objects become one list of pieces in which every second piece is a slot: the number of an object, which is another
one in the joined file, or the place for the number of the part. Filling the slots is a look-up in a dictionary each.

The number of the part stands before each key of the parent tree, each named destination and each id of a header cell,
so that none of them is there twice. Texts are left alone, whatever they look like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tamdocs.writers.pdf.pdf_file import PdfFile, reference, references
from tamdocs.writers.pdf.stamp import attachment_objects, detached
from tamdocs.writers.pdf.strings import cut_at_strings, string_after

PART = b"\0"
"""The slot for the number of the part: a byte that no object has outside of a stream."""
_STREAM = b"<</Length "
_REFERENCE = re.compile(rb"\b(\d++)(?= 0 (?:R|obj))")
_NAMING = (b"/ID", b"/Dest", b"/Headers[")
"""A string after these is a name, and no text."""
_KEY = re.compile(rb"(/StructParents? )(\d+)")
_TAG = re.compile(rb" 0 obj\n<</Type/StructElem/S/(Title|Document|H[1-5])/")
_INNER_TAGS = {b"Title": b"H1", **{b"H%d" % n: b"H%d" % (n + 1) for n in range(1, 6)}}
"""The title of a part is the heading above its sections."""
_NUMBERED = re.compile(rb"(\d+) (\d+) 0 R")
_NAMED = re.compile(rb"\(([^()\\]+)\)(\d+) 0 R")
_ROLE = re.compile(rb"/(\w+)/(\w+)")
_ROLES = re.compile(rb"/RoleMap<<([^<>]*)>>")
_BOOKMARKS = re.compile(rb"/First (\d+) 0 R/Last (\d+) 0 R/Count (\d+)")
_MORE = re.compile(rb"/(?:AF|EmbeddedFiles|ClassMap|Namespaces)\b")
"""What a catalog or a structure tree may have, and which would be lost."""
_HEIGHT = re.compile(rb"/MediaBox\[0 0 [\d.]+ ([\d.]+)\]")


@dataclass(frozen=True, slots=True)
class Tree:
    """What the root of the structure has (ISO 32000-1, 14.7.2)."""

    root: int
    elements: Sequence[int]
    parents: Sequence[tuple[bytes, int]]
    ids: Sequence[tuple[bytes, int]]
    roles: Mapping[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Outline:
    root: int
    bookmarks: Sequence[int]
    """First and last bookmark of the first level, and how many there are; none if there are no bookmarks."""


@dataclass(frozen=True, slots=True)
class Part:
    """Objects have the numbers that they had in the file, and names have no number of a part yet."""

    pieces: Sequence[bytes]
    """The objects of the body. Every second piece is a slot."""
    starts: Sequence[int]
    """Which pieces are the numbers that objects begin with."""
    info: bytes
    metadata: bytes
    output_intent: bytes
    language: bytes
    page_tree: int
    pages: Sequence[int]
    height: bytes
    """Of the first page, in points."""
    labels: Sequence[int]
    """The label of each page."""
    destinations: Sequence[tuple[bytes, int]]
    outline: Outline
    tree: Tree

    @property
    def title(self) -> bytes:
        """The title, as the string that it is in the file."""
        return string_after(self.info, b"/Title")


def key_of(key: bytes) -> bytes:
    """Return a key of the parent tree as it follows the number of the part."""
    return key.zfill(6)


def take_apart(data: bytes) -> Part:
    """Return the file *data*, which Typst wrote, as a part; what is attached to it is left out.

    Raises:
        ValueError: The file is not built as Typst builds files.
    """
    file = PdfFile(data)
    catalog, trailer = detached(file.root), file.trailer
    metadata, intents = reference(catalog, b"/Metadata"), reference(catalog, b"/OutputIntents")
    page_tree, labels = reference(catalog, b"/Pages"), reference(catalog, b"/PageLabels")
    outline, tree = _outline(file, catalog), _tree(file, catalog)
    (intent,) = (int(number) for number in re.findall(rb"(\d+) 0 R", file[intents]))
    info = reference(trailer, b"/Info")
    own = {reference(trailer, b"/Root"), info, metadata, intents, intent, page_tree, labels, outline.root, tree.root}
    own |= attachment_objects(file)
    language = string_after(catalog, b"/Lang")
    pages = references(file[page_tree], b"/Kids")
    height = _HEIGHT.search(file[pages[0]])
    if height is None or not labels or not tree.root or _MORE.search(catalog + file[tree.root]):
        raise ValueError("not a tagged PDF with page labels as Typst writes it")
    pieces = _pieces(file, own, language)
    return Part(
        pieces=pieces,
        starts=[at for at in range(1, len(pieces), 2) if pieces[at + 1].startswith(b" 0 obj")],
        info=file[info],
        metadata=file[metadata],
        output_intent=file[intent],
        language=language,
        page_tree=page_tree,
        pages=pages,
        height=height[1],
        labels=[int(label) for _, label in _NUMBERED.findall(file[labels])],
        destinations=[(name, int(number)) for name, number in _NAMED.findall(catalog)],
        outline=outline,
        tree=tree,
    )


def _outline(file: PdfFile, catalog: bytes) -> Outline:
    root = reference(catalog, b"/Outlines")
    found = _BOOKMARKS.search(file[root]) if root else None
    return Outline(root, [int(number) for number in found.groups()] if found else ())


def _tree(file: PdfFile, catalog: bytes) -> Tree:
    root = reference(catalog, b"/StructTreeRoot")
    text = file[root]
    above, _, below = text.partition(b"/ParentTree<<")
    parents, _, ids = below.partition(b"/IDTree")
    roles = _ROLES.search(above)
    return Tree(
        root,
        elements=references(above, b"/K"),
        parents=[(key, int(number)) for key, number in _NUMBERED.findall(parents)],
        ids=[(name, int(number)) for name, number in _NAMED.findall(ids)],
        roles=dict(_ROLE.findall(roles[1])) if roles else {},
    )


def _pieces(file: PdfFile, without: set[int], language: bytes) -> Sequence[bytes]:
    """Return the objects of *file* as pieces, but for those *without* that the joined file has once for all."""
    pieces = [b""]
    for text in _stretches(file, without):
        dictionary, stream, content = text.partition(b"\nstream\n") if _is_stream(text) else (text, b"", b"")
        for slots in _with_slots(_inner(dictionary, language)):
            pieces[-1] += slots[0]
            pieces += slots[1:]
        pieces[-1] += stream + content
    return pieces


def _stretches(file: PdfFile, without: set[int]) -> Iterator[bytes]:
    """Yield objects that stand one after the other as one text, and each object that has a stream as another."""
    offsets = [*file.offsets(), (file.table_start, 0)]
    at = offsets[0][0]
    for (begin, number), (end, _) in pairwise(offsets):
        alone = number in without
        if alone or _is_stream(file.data[begin : begin + 40]):
            if at < begin:
                yield file.data[at:begin]
            if not alone:
                yield file.data[begin:end]
            at = end
    if at < file.table_start:
        yield file.data[at : file.table_start]


def _is_stream(text: bytes) -> bool:
    return text.partition(b"\n")[2].startswith(_STREAM)


def _inner(text: bytes, language: bytes) -> bytes:
    """Return objects of a document as those of a part: headings a level lower, and the language at the root."""
    tags = {**_INNER_TAGS, b"Document": b"Part/Lang" + language}
    return _TAG.sub(lambda tag: b" 0 obj\n<</Type/StructElem/S/%s/" % tags[tag[1]], text)


def _with_slots(text: bytes) -> Iterator[list[bytes]]:
    """Yield *text* as lists that begin and end with plain text and have slots between."""
    naming = False
    for plain, string in cut_at_strings(text):
        first, *keyed = _KEY.split(plain) if b"/StructParent" in plain else [plain]
        yield _REFERENCE.split(first)
        for name, key, rest in zip(keyed[::3], keyed[1::3], keyed[2::3], strict=True):
            yield [name, PART, key_of(key)]
            yield _REFERENCE.split(rest)
        naming = plain.endswith(_NAMING) or (naming and not plain)
        yield [b"(", PART, b"." + string[1:]] if naming else [string]
