"""The same pages written by hand in Typst: the text as plain markup, the looks in `plain.typ`.

What a tree would cost is left out: no JSON, no function that looks what kind of node it has before it, no breaking of
words that are wider than their column, no description of a table, no look at the finished file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, time
from functools import cached_property, partial
from pathlib import Path

import typst

from benchmarks.content import Content, Documents
from tamdocs.document.model import (
    Block,
    Blocks,
    BulletList,
    Contents,
    Definitions,
    Document,
    Emphasis,
    Field,
    Inline,
    Inlines,
    Item,
    Letter,
    LineBreak,
    Link,
    Note,
    OrderedList,
    Paragraph,
    Reference,
    Section,
    Signature,
    SignatureParty,
    Strong,
    Table,
    Text,
    Window,
)
from tamdocs.writers.pdf.fonts import default_fonts

_FOLDER = Path(__file__).parent
_STANDARDS: list[typst.PDFStandard] = ["a-3a", "ua-1"]
# What Typst would read as markup, or make into another character.
_MARKUP = re.compile(r"[\\#*_`$@<>\[\]~\"']|//|/\*|--|-\?|\.\.\.|^[=+/-]|^\d+\.")
_WIDTHS = ("2.4em", "2.8em", "3.6em", "4.4em")


class TypstSources:
    """From Typst source to the bytes of a PDF, with one compiler for all: fonts, standards and date as in tamdocs."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = documents
        self._sources = [source_of(document).encode() for document in self._documents]

    def make(self, number: int) -> bytes:
        made = datetime.combine(self._documents[number].date, time(), UTC)
        source = self._sources[number]
        data = self._compiler.compile(source, format="pdf", pdf_standards=_STANDARDS, timestamp=made)
        assert isinstance(data, bytes)
        return data

    def cpu_elsewhere(self) -> float:
        return 0.0

    def close(self) -> None:
        """Nothing is left behind."""

    @cached_property
    def _compiler(self) -> typst.Compiler:
        folders = [str(folder) for folder in default_fonts().folders]
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)
        return typst.Compiler(b"", root=str(_FOLDER), font_paths=fonts, ignore_system_fonts=True)


class TypstPdf(TypstSources):
    """The documents of a content."""

    def __init__(self, content: Content) -> None:
        super().__init__(Documents(content).all())


def source_of(document: Document) -> str:
    """Return the document as somebody who knows Typst would write it."""
    outlined = frozenset(
        entry.target for block in document.blocks if isinstance(block, Contents) for entry in block.entries
    )
    if document.letter:
        return _letter_source(document, document.letter)
    name = _escaped(document.title)
    lines = "".join(f"[{_escaped(line)}]" for line in document.cover.lines) if document.cover else ""
    return "\n\n".join(
        (
            '#import "/plain.typ": *',
            _settings(document),
            f"#cover[{name}]{lines}" if document.cover else f"#plain-title[{name}]",
            _blocks(document.blocks, outlined),
            f"#closing[{_escaped(document.closing)}]",
        )
    )


def _letter_source(document: Document, letter: Letter) -> str:
    window = letter.window
    lines = " \\\n".join(map(_inlines, letter.address))
    details = ", ".join(
        f"text(fill: faint)[{_inlines(detail.label)}], [{_inlines(detail.value)}]" for detail in letter.details
    )
    size, leading = ("8.5pt", "3.5mm") if letter.small else ("10.5pt", "4.4mm")
    box = f"{window.left_mm}mm, {window.top_mm}mm, {window.width_mm}mm, {window.height_mm}mm"
    sender = f"[{_escaped(letter.sender)}]" if letter.sender else "none"
    opening = f"#opening(({box}), {size}, {leading}, {sender}, [{lines}], ({details},))[{_escaped(document.title)}]"
    return "\n\n".join(
        (
            '#import "/plain_letter.typ": *',
            _letter_settings(document, window),
            opening,
            _blocks(document.blocks, frozenset()),
            "#metadata(none)<end>",
        )
    )


def _letter_settings(document: Document, window: Window) -> str:
    marks = _marks(document)
    return f"""#show: letter.with(
  width: {window.page_width_mm}mm,
  height: {window.page_height_mm}mm,
  running: running-header[{marks["legal_name"]}][{marks["document"]}],
  foot: footer((page, pages) => [{_page_words(marks)}]),
{_common_settings(document, marks)}
)"""


def _settings(document: Document) -> str:
    marks = _marks(document)

    def joined(*names: str) -> str:
        return '#"  ·  "'.join(marks[name] for name in names if marks.get(name))

    return f"""#show: contract.with(
  running: running-header[{joined("family", "role")}][{joined("document", "edition")}],
  foot: footer([{joined("marking", "copyright")}], (page, pages) => [{_page_words(marks)}], [{marks["trademarks"]}]),
{_common_settings(document, marks)}
)"""


def _common_settings(document: Document, marks: Mapping[str, str]) -> str:
    return f"""  chinese: {str(document.language.startswith("zh")).lower()},
  head: letterhead[{marks["family"]}][{marks["role"]}][{marks["legal_name"]}][{marks["address_line"]}],
  name: [{_escaped(document.title)}],
  author: "{document.author}",
  subject: [{_escaped(document.subject)}],"""


def _marks(document: Document) -> Mapping[str, str]:
    return {key: _escaped(text) for key, text in document.marks.items()}


def _page_words(marks: Mapping[str, str]) -> str:
    return marks["page"].replace("{page}", "#page").replace("{pages}", "#pages")


def _blocks(blocks: Blocks, outlined: frozenset[str]) -> str:
    return "\n\n".join(_block(block, outlined) for block in blocks)


def _block(block: Block, outlined: frozenset[str]) -> str:
    inner = partial(_blocks, outlined=outlined)
    match block:
        case Paragraph(inlines=inlines, id=id):
            return _anchor(id) + _inlines(inlines)
        case Section():
            return f"{_heading(block, block.id in outlined)}\n\n{inner(block.blocks)}"
        case OrderedList(items=items):
            markers = ", ".join(f'"{item.marker}"' for item in items)
            numbering = f"numbering: n => box(width: 2.6em, ({markers},).at(n - 1))"
            return f"#enum({numbering}){_items(items, outlined)}"
        case BulletList(items=items):
            return f"#list{_items(items, outlined)}"
        case Table():
            return _table(block)
        case Definitions(entries=entries):
            # The paragraph makes the meaning stand below the term, as in the skin.
            terms = (
                f"  terms.item([{_anchor(e.id)}{_inlines(e.term)}], [#par[{inner(e.blocks)}]]),\n" for e in entries
            )
            return f"#terms(\n{''.join(terms)})"
        case Note(blocks=blocks):
            return f"#note[{inner(blocks)}]"
        case Signature(parties=parties):
            return f"#signatures({', '.join(map(_party, parties))})"
        case Contents(title=title):
            return f"#contents[{_inlines(title)}]"


def _heading(section: Section, outlined: bool) -> str:  # noqa: FBT001 - a plain yes or no
    number = f'#num({_WIDTHS[section.level - 1]}, "{section.number}")' if section.number else ""
    title = number + _inlines(section.title)
    if outlined:
        return f"{'=' * section.level} {title} <{section.id}>"
    return f"#heading(level: {section.level}, outlined: false)[{title}]<{section.id}>"


def _items(items: Iterable[Item], outlined: frozenset[str]) -> str:
    return "".join(f"[{_anchor(item.id)}{_blocks(item.blocks, outlined)}]" for item in items)


def _table(table: Table) -> str:
    columns = ", ".join(f"{column.width * 100:g}%" for column in table.columns)
    align = ", ".join(column.align for column in table.columns)
    heads = "".join(f"[*{_inlines(cell)}*]" for cell in table.header)
    rows = "\n".join(_row(row, table.row_headers) for row in table.rows)
    kind = "list-with-heads" if heads else "list-of-labels"
    header = f"  table.header{heads},\n" if heads else ""
    return f"#{kind}(\n  columns: ({columns},),\n  align: ({align},),\n{header}{rows}\n)"


def _row(row: Iterable[Inlines], first_is_head: bool) -> str:  # noqa: FBT001 - a plain yes or no
    cells = (_inlines(cell) for cell in row)
    shown = (f"*{cell}*" if first_is_head and at == 0 else cell for at, cell in enumerate(cells))
    return "  " + " ".join(f"table.cell(breakable: false)[{cell}]," for cell in shown)


def _party(party: SignatureParty) -> str:
    return f"party{''.join(f'[{_inlines(line)}]' for line in (party.name, *party.lines))}"


def _inlines(inlines: Inlines) -> str:
    return "".join(_inline_sources(inlines))


def _inline_sources(inlines: Inlines) -> Iterator[str]:
    yield from map(_inline, inlines)


def _inline(inline: Inline) -> str:
    match inline:
        case Text(text=text) | Field(text=text):
            return _escaped(text)
        case Strong(inlines=inner):
            return f"#strong[{_inlines(inner)}]"
        case Emphasis(inlines=inner):
            return f"#emph[{_inlines(inner)}]"
        case Link(address=address, inlines=inner):
            return f'#link("{address}")[{_inlines(inner)}]'
        case Reference(target=target, text=text):
            return f"#link(<{target}>)[{_escaped(text)}]"
        case LineBreak():
            return "#linebreak()"


def _anchor(id: str) -> str:
    return f"#metadata(none)<{id}>" if id else ""


def _escaped(text: str) -> str:
    return _MARKUP.sub(lambda found: "".join(f"\\{sign}" for sign in found[0]), text)
