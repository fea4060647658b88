"""Random documents, and random edits of them, for properties that hold for any two documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import count

from hypothesis import strategies as st

from tamdocs.document.model import (
    Block,
    Blocks,
    BulletList,
    Column,
    Contents,
    ContentsEntry,
    Cover,
    Definition,
    Definitions,
    Document,
    Emphasis,
    Field,
    Inline,
    Inlines,
    Item,
    LineBreak,
    Link,
    Note,
    Numbering,
    OrderedList,
    Paragraph,
    Reference,
    Section,
    Signature,
    SignatureParty,
    Strong,
    Table,
    Text,
)

MARKS = {
    name: name
    for name in (
        "family",
        "role",
        "document",
        "edition",
        "legal_name",
        "address_line",
        "marking",
        "copyright",
        "trademarks",
    )
} | {"page": "Page {page} of {pages}"}
NUMBERING = Numbering(headings=("1.", "1.1"), lists=("1.1", "(a)", "(i)"))
_WORDS = (
    *(
        "Vendor",
        "Customer",
        "shall",
        "pay",
        "the",
        "fee",
        "within",
        "thirty",
        "(30)",
        "days",
        "of",
        "notice",
        "may not",
    ),
    *(
        "客户",
        "应",
        "支付",
        "费用",
        "，",
        "三十 (30) 天",
        "《服务说明》",
        "。",
        "a  b",
        "<w:t>",
        "{{ x }}",
        "USD 48,000.00",
    ),
)

sentences = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=8).map(" ".join)
_leaves: st.SearchStrategy[Inline] = st.one_of(
    sentences.map(Text),
    sentences.map(lambda words: Field(words, "/value")),
    st.just(LineBreak()),
    st.sampled_from(["Section 1", "Section 2", "第 2 条"]).map(lambda words: Reference("s1", words)),
)
_inlines: st.SearchStrategy[Inlines] = st.lists(
    st.one_of(
        _leaves,
        _leaves,
        _leaves.map(lambda leaf: Strong((leaf,))),
        _leaves.map(lambda leaf: Emphasis((leaf,))),
        sentences.map(lambda words: Link("https://example.com/", (Text(words),))),
    ),
    min_size=1,
    max_size=4,
).map(lambda found: (Text("x"), *found, Text("y")))
_paragraphs = st.builds(Paragraph, _inlines)


def _tables() -> st.SearchStrategy[Table]:
    columns = (Column(0.4), Column(0.6, "right"))
    row = st.tuples(_inlines, _inlines)
    return st.builds(
        lambda header, rows, labels: Table(columns, header, tuple(rows), labels, "A table"),
        st.one_of(st.just(()), row),
        st.lists(row, min_size=1, max_size=3),
        st.booleans(),
    )


def _parties() -> st.SearchStrategy[SignatureParty]:
    return st.builds(SignatureParty, _inlines, st.just(((Text("Signature"),), (Text("Name"),))))


def _within(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    blocks = st.lists(inner, max_size=3).map(tuple)
    items = st.lists(st.builds(Item, st.just(""), blocks), min_size=1, max_size=4).map(tuple)
    entries = st.lists(st.builds(Definition, _inlines, blocks), min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(OrderedList, st.just(0), items),
        st.builds(BulletList, items),
        st.builds(Definitions, entries),
        st.builds(Note, st.lists(_paragraphs, min_size=1, max_size=2).map(tuple)),
        _tables(),
        st.builds(Signature, st.lists(_parties(), min_size=1, max_size=3).map(tuple)),
        _paragraphs,
    )


_flat = st.recursive(_paragraphs, _within, max_leaves=6)


@st.composite
def _sections(draw: st.DrawFn) -> Section:
    name = draw(st.sampled_from(["s1", "s2", "s3", "s4", "s5", "s6"]))
    blocks = tuple(draw(st.lists(_flat, max_size=4)))
    if draw(st.booleans()):
        blocks += (Section(f"{name}-inner", "", 2, draw(_inlines), tuple(draw(st.lists(_flat, max_size=2)))),)
    return Section(name, "", 1, draw(_inlines), blocks, name)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Draw a document: numbered as a composed one, with a clause s1 that references lead to."""
    sections = {section.id: section for section in draw(st.lists(_sections(), max_size=5))}
    sections.setdefault("s1", Section("s1", "", 1, (Text("First"),), (), "s1"))
    order = draw(st.permutations(list(sections)))
    return document([*draw(st.lists(_flat, max_size=2)), *(sections[name] for name in order)], draw(_covers()))


def _covers() -> st.SearchStrategy[Cover | None]:
    return st.one_of(st.none(), st.lists(sentences, max_size=2).map(lambda lines: Cover(tuple(lines))))


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Document, Document]:
    """Draw two documents that have much in common: sections of the one stand in the other, edited and elsewhere."""
    before, other = draw(documents()), draw(documents())
    own = {block.id: block for block in before.blocks if isinstance(block, Section)}
    new = {block.id: block for block in other.blocks if isinstance(block, Section)}
    chosen = {
        name: draw(st.sampled_from([each for each in (own.get(name), new.get(name)) if each])) for name in own | new
    }
    order = draw(st.permutations(list(chosen)))
    lead = [block for block in before.blocks if not isinstance(block, Section | Contents)]
    sections = [_edited(chosen[name], draw(st.integers(0, 3)), draw(_flat)) for name in order]
    return before, document([*lead, *sections], draw(_covers()))


def _edited(section: Section, edit: int, block: Block) -> Section:
    blocks = section.blocks
    if edit == 1:
        return replace(section, blocks=tuple(reversed(blocks)))
    if edit == 2:
        return replace(section, blocks=(block, *blocks[1:]))
    return replace(section, blocks=(*blocks, block)) if edit == 3 and not blocks else section


def document(blocks: Iterable[Block], cover: Cover | None = None) -> Document:
    """Return *blocks* as a document, numbered, with a table of contents."""
    numbered = _numbered(tuple(blocks), count(1), 0)
    entries = tuple(
        ContentsEntry(each.id, each.number, each.title, 1) for each in numbered if isinstance(each, Section)
    )
    return Document(
        kind="terms",
        language="en",
        title="Terms",
        cover=cover,
        blocks=(Contents((Text("Contents"),), entries), *numbered),
        closing="End of Terms",
        marks=MARKS,
        numbering=NUMBERING,
        label="T",
        date=date(2017, 11, 1),
        author="Vendor",
        subject="Terms",
        skin="contract",
    )


def _numbered(blocks: Blocks, sections: count[int], depth: int) -> Blocks:
    made: list[Block] = []
    for block in blocks:
        match block:
            case Section():
                number = next(sections)
                inner = _numbered(block.blocks, count(1), depth)
                made.append(replace(block, number=f"{number}.", blocks=inner))
            case OrderedList(items=items):
                marked = (
                    Item(_letter(index, depth), _numbered(item.blocks, count(1), depth + 1))
                    for index, item in enumerate(items)
                )
                made.append(OrderedList(1 + depth % 2, tuple(marked)))
            case BulletList(items=items):
                made.append(BulletList(tuple(Item("", _numbered(item.blocks, count(1), depth + 1)) for item in items)))
            case Definitions(entries=entries):
                made.append(
                    Definitions(
                        tuple(replace(each, blocks=_numbered(each.blocks, count(1), depth)) for each in entries)
                    )
                )
            case _:
                made.append(block)
    return tuple(made)


def _letter(index: int, depth: int) -> str:
    return f"({'abcdefg'[index] if depth % 2 == 0 else ('i', 'ii', 'iii', 'iv')[index]})"
