"""Two documents of which the second is the first after a good deal of work: every kind of change stands in it."""

from __future__ import annotations

from collections.abc import Iterator

from tamdocs.document.model import (
    Block,
    BulletList,
    Column,
    Definition,
    Definitions,
    Document,
    Inlines,
    Item,
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
)
from tamdocs.document.redline import (
    Deleted,
    Inserted,
    Kept,
    MarkedBlocks,
    MarkedContents,
    MarkedDefinitions,
    MarkedList,
    MarkedNote,
    MarkedParagraph,
    MarkedSection,
    MarkedSignature,
    MarkedTable,
    Pair,
    Redline,
    Words,
)
from tamdocs.document.text import inlines_text
from tests.support.random_documents import document

NOTICE = "Each party shall give notice in writing to the business contact of the other party."
AUDIT = "Vendor may look at the books of Customer once in twelve months, after thirty (30) days of notice."


def before() -> Document:
    """Return the document as it was."""
    fee = section(
        "fee",
        "Fee",
        numbered(
            "Customer shall pay the fee within thirty (30) days.",
            (Text("What falls due at the end is in "), Reference("end", "Section 3"), Text(".")),
            AUDIT,
        ),
    )
    table = Table(
        (Column(0.5), Column(0.5, "right")), cells("Product", "Seats"), rows("A 1", "B 2", "C 3"), False, "Seats"
    )
    parties = tuple(SignatureParty(words(name), (words("Signature"),)) for name in ("Vendor", "Customer"))
    return document(
        [
            Paragraph(words("These Terms bind the parties.")),
            section("notice", "Notices", Paragraph(words(NOTICE))),
            fee,
            section("end", "End", Paragraph(words("The term ends on 30 November 2018.")), table),
            section("words", "Words", Definitions((entry("Fee", "what Customer pays"), entry("Seat", "a licence")))),
            section("gone", "Gone", Note((Paragraph(words("This goes.")),)), table),
            Signature(parties),
        ]
    )


def unnamed() -> tuple[Document, Document]:
    """Return a document with references, and another one where what they led to stands under another id, or none."""
    lead = Paragraph((Text("See "), Reference("tax", "1.1"), Text(" and "), Reference("fee", "Section 1"), Text(".")))
    tax = words("No tax is in it.")
    named = section("fee", "Fee", lead, Paragraph(tax, "tax"))
    return document([named]), document([section("fees", "Fee", Paragraph(words("See below.")), Paragraph(tax))])


def after(*, edited_on_the_way: bool = True) -> Document:
    """Return the document as it is: a clause and an item moved, others came and went.

    Args:
        edited_on_the_way: Whether what was moved was changed besides.
    """
    notice = NOTICE.replace("in writing", "in writing or by e-mail") if edited_on_the_way else NOTICE
    audit = AUDIT.replace("twelve", "six") if edited_on_the_way else AUDIT
    fee = section(
        "fee",
        "Fees",
        numbered(
            "Customer shall pay the fee within sixty (60) days.",
            "No interest falls due.",
            (Text("What falls due at the end is in "), Reference("end", "Section 2"), Text(".")),
        ),
    )
    table = Table(
        (Column(0.5), Column(0.5, "right")), cells("Product", "Seats"), rows("A 1", "C 4", "D 5"), False, "Seats"
    )
    new = Table((Column(0.3), Column(0.7)), (), rows("Day 1", "Place here"), True, "Where and when")
    parties = tuple(SignatureParty(words(name), (words("Signature"), words("Date"))) for name in ("Vendor", "Customer"))
    return document(
        [
            Paragraph((Text("These "), Strong(words("Terms")), Text(" bind the parties."))),
            fee,
            section("end", "End", Paragraph(words("The term ends on 31 May 2019.")), table),
            section("words", "Words", Definitions((entry("Fee", "what Customer pays"), entry("Place", "where it is")))),
            section("notice", "Notices", Paragraph(words(notice))),
            section(
                "new",
                "New",
                Paragraph(words("As follows.")),
                new,
                numbered(audit),
                BulletList((Item("", (Paragraph((Link("https://example.com/", words("a link")),)),)),)),
            ),
            Signature(parties),
        ]
    )


def words(text: str) -> Inlines:
    return (Text(text),)


def section(name: str, title: str, *blocks: Block) -> Section:
    return Section(name, "", 1, words(title), blocks, name)


def numbered(*items: str | Inlines) -> OrderedList:
    return OrderedList(
        1, tuple(Item("", (Paragraph(words(each) if isinstance(each, str) else each),)) for each in items)
    )


def entry(term: str, meaning: str) -> Definition:
    return Definition(words(term), (Paragraph(words(meaning)),))


def cells(*texts: str) -> tuple[Inlines, ...]:
    return tuple(map(words, texts))


def rows(*texts: str) -> tuple[tuple[Inlines, ...], ...]:
    return tuple(cells(*text.split(" ", 1)) for text in texts)


def shown(words: Words) -> str:
    """Return *words* as one line: `[-taken out-]` and `{+put in+}`."""
    frames = {Kept: "{}", Inserted: "{{+{}+}}", Deleted: "[-{}-]"}
    return "".join(frames[type(piece)].format(inlines_text(piece.inlines)) for piece in words)


def shown_lines(redline: Redline) -> list[str]:
    """Return the body of *redline* as lines, each with how it stands unless it was kept; no table of contents."""
    return list(_lines(redline.blocks))


def _lines(blocks: MarkedBlocks) -> Iterator[str]:
    for block in blocks:
        match block:
            case MarkedSection(pair=pair):
                numbers = dict.fromkeys(side.number for side in (pair.before, pair.after) if side)
                yield _line(pair, f"{'→'.join(numbers)} {shown(block.title)}")
                yield from _lines(block.blocks)
            case MarkedParagraph(pair=pair):
                yield _line(pair, shown(block.words))
            case MarkedList(items=items):
                for item in items:
                    first, *rest = _lines(item.blocks)
                    yield _line(item.pair, first.rpartition(": ")[2])
                    yield from rest
            case MarkedTable(rows=marked):
                yield from (_line(row.pair, " | ".join(map(shown, row.cells))) for row in marked)
            case MarkedDefinitions(entries=entries):
                for each in entries:
                    yield _line(each.pair, shown(each.term))
                    yield from _lines(each.blocks)
            case MarkedNote():
                yield from _lines(block.blocks)
            case MarkedSignature(parties=parties):
                yield from (_line(block.pair, f"signed: {shown(party.name)}") for party in parties)
            case MarkedContents():
                pass


def _line(pair: Pair[object], text: str) -> str:
    name = f" {pair.move.name}" if pair.move else ""
    return text if pair.standing == "kept" else f"{pair.standing}{name}: {text}"
