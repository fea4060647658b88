"""A Word file as a document tree: headings become sections, numbered paragraphs items, and so on.

It is built from styles and numbers, so a file that somebody has edited and saved with another program gives the same
tree, but for what was changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tamdocs.document.model import (
    Block,
    Blocks,
    BulletList,
    Contents,
    ContentsEntry,
    Cover,
    Definition,
    Definitions,
    Document,
    Inlines,
    Item,
    Note,
    OrderedList,
    Paragraph,
    Section,
)
from tamdocs.document.text import inlines_text
from tamdocs.readers.docx.file_facts import day_of, language_of, numbering_of
from tamdocs.readers.docx.roles import Role, role_of
from tamdocs.readers.docx.settle import Verdict, settle
from tamdocs.readers.docx.tables import is_signature, signature_of, table_of
from tamdocs.readers.docx.values import ReadBlocks, ReadDocument, ReadParagraph, ReadTable
from tamdocs.readers.docx.words import cut, ids_at, inlines_of

SKIN = "contract"
_GAPS = ("\t", "\n")


def tree_of(read: ReadDocument, verdict: Verdict = "accepted") -> Document:
    """Return *read* as a document, with all its changes accepted or rejected.

    Its numbers are those that Word prints. Its ids are those of our bookmarks; see `id_of_bookmark`.
    """
    blocks = settle(read, verdict)
    builder = _Builder(blocks)
    body = builder.body()
    return Document(
        kind="document",
        language=language_of(read),
        title=builder.title or read.title,
        cover=Cover(tuple(builder.cover)) if builder.cover else None,
        blocks=body,
        closing=builder.closing,
        marks={"page": "{page} / {pages}"},
        numbering=numbering_of(body),
        label="",
        date=day_of(read),
        author=read.author,
        subject="",
        skin=SKIN,
    )


def blocks_of(blocks: ReadBlocks) -> Blocks:
    """Return a story of a Word file, whose numbers are known, as blocks of the tree."""
    return _Builder(blocks).body()


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph and what it is, or a table."""

    role: Role
    paragraph: ReadParagraph | None = None
    table: ReadTable | None = None


class _Builder:
    def __init__(self, blocks: ReadBlocks) -> None:
        self.title, self.closing = "", ""
        self.cover: list[str] = []
        self._seen: set[str] = set()
        self._lines = [line for block in blocks if (line := self._line(block))]
        self._place = 0

    def body(self) -> Blocks:
        return self._sections(0)

    def _line(self, block: ReadParagraph | ReadTable) -> _Line | None:
        """Return *block* as a line of the body; title, title page and closing line are put aside."""
        if isinstance(block, ReadTable):
            return _Line(Role("body"), table=block)
        role = role_of(block)
        if block.in_contents and block.text.strip():
            return _Line(Role("contents"), block)
        match role.kind:
            case "skipped":
                return None
            case "title" if not self.title:
                self.title = block.text.strip()
                return None
            case "cover":
                self.cover.append(block.text.strip())
                return None
            case "closing" if not self.closing:
                self.closing = block.text.strip()
                return None
            case "title" | "closing":
                return _Line(Role("body"), block)
            case _:
                return _Line(role, block)

    def _peek(self) -> _Line | None:
        return self._lines[self._place] if self._place < len(self._lines) else None

    def _next(self) -> _Line:
        self._place += 1
        return self._lines[self._place - 1]

    def _sections(self, level: int) -> Blocks:
        """Return the blocks up to a heading of *level* or higher."""
        found: list[Block] = []
        while (line := self._peek()) is not None:
            if line.role.kind != "heading":
                found += self._flow(line)
            elif line.role.level <= level:
                break
            else:
                found.append(self._section(self._next()))
        return tuple(found)

    def _section(self, line: _Line) -> Section:
        paragraph, role = _paragraph(line), line.role
        title = inlines_of(cut(paragraph.runs, role.typed))
        identity = self._id(paragraph)
        return Section(identity, role.marker, role.level, title, self._sections(role.level))

    def _flow(self, line: _Line) -> Iterable[Block]:
        """Return the next blocks, of which *line* is the first; it is no heading."""
        match line.role.kind:
            case "item":
                return (self._list(line.role),)
            case "definition":
                return (self._definitions(),)
            case "note":
                return (self._note(),)
            case "contents":
                return (self._contents(),)
            case _ if line.table is not None:
                table = self._next().table
                assert table is not None
                return signature_of(table) if is_signature(table) else table_of(table)
            case _:
                return (self._body(self._next()),)

    def _body(self, line: _Line) -> Paragraph:
        paragraph = _paragraph(line)
        return Paragraph(inlines_of(paragraph.runs), self._id(paragraph))

    def _list(self, first: Role) -> OrderedList | BulletList:
        """Return the list that begins here; deeper items belong to the item before them."""
        items: list[Item] = []
        while (line := self._peek()) is not None:
            role = line.role
            if role.kind != "item" or role.level != first.level or role.bullet != first.bullet:
                break
            items.append(self._item(self._next()))
        return BulletList(tuple(items)) if first.bullet else OrderedList(first.level, tuple(items))

    def _item(self, line: _Line) -> Item:
        paragraph, role = _paragraph(line), line.role
        names = [name for name in reversed(ids_at(paragraph, 0, 0)) if self._is_new(name)]
        words = inlines_of(cut(paragraph.runs, role.typed))
        lead = (Paragraph(words, names[1] if len(names) > 1 else ""),) if inlines_text(words).strip() else ()
        return Item(role.marker, (*lead, *self._inside(role.level)), names[0] if names else "")

    def _inside(self, level: int) -> Blocks:
        """Return what belongs to the item of *level*, or the definition (-1), before it."""
        found: list[Block] = []
        while (line := self._peek()) is not None:
            if line.role.kind == "item" and line.role.level > level:
                found.append(self._list(line.role))
            elif line.role.kind == "continue" and line.role.level >= level:
                found.append(self._body(self._next()))
            else:
                break
        return tuple(found)

    def _definitions(self) -> Definitions:
        entries: list[Definition] = []
        while (line := self._peek()) is not None and line.role.kind == "definition":
            entries.append(self._definition(_paragraph(self._next())))
        return Definitions(tuple(entries))

    def _definition(self, paragraph: ReadParagraph) -> Definition:
        """Return the definition: the term stands before the first tab or line break, else it is what is bold."""
        text = paragraph.text
        gap = min((place for sign in _GAPS if (place := text.find(sign)) >= 0), default=-1)
        end = gap if gap >= 0 else _bold(paragraph)
        term = cut(paragraph.runs, 0, end)
        meaning = cut(paragraph.runs, end + 1 if gap >= 0 else end)
        names = [name for name in reversed(ids_at(paragraph, 0, 0)) if self._is_new(name)]
        inner = [name for name in ids_at(paragraph, 1, len(paragraph.runs)) if self._is_new(name)]
        words = inlines_of(meaning)
        lead = (Paragraph(words, inner[0] if inner else ""),) if inlines_text(words).strip() else ()
        return Definition(inlines_of(term), (*lead, *self._inside(0)), names[0] if names else "")

    def _note(self) -> Note:
        found: list[Block] = []
        while (line := self._peek()) is not None and line.role.kind == "note":
            found.append(self._body(self._next()))
        return Note(tuple(found))

    def _contents(self) -> Contents:
        lines: list[Inlines] = []
        while (line := self._peek()) is not None and line.role.kind == "contents":
            lines.append(inlines_of(_paragraph(self._next()).runs))
        return Contents(lines[0], tuple(ContentsEntry("", "", words, 1) for words in lines[1:]))

    def _id(self, paragraph: ReadParagraph) -> str:
        return next((name for name in reversed(ids_at(paragraph, 0, 0)) if self._is_new(name)), "")

    def _is_new(self, name: str) -> bool:
        """Return whether no node before has that id; a bookmark that was copied leads to the first place."""
        new = name not in self._seen
        self._seen.add(name)
        return new


def _paragraph(line: _Line) -> ReadParagraph:
    assert line.paragraph is not None
    return line.paragraph


def _bold(paragraph: ReadParagraph) -> int:
    """Return how many letters at the start are bold."""
    length = 0
    for run in paragraph.runs:
        if not run.strong:
            break
        length += len(run.text)
    return length
