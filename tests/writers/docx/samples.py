"""Small documents that show every kind of node, in English and in Chinese."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tamdocs.document.model import (
    Block,
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
    Item,
    LineBreak,
    Link,
    Note,
    Numbering,
    OrderedList,
    Reference,
    Section,
    Strong,
    Table,
    Text,
)
from tamdocs.writers.docx.skin import WordSkin, compile_skin
from tests.support import trees
from tests.support.trees import item, paragraph, section, signature

SKIN = Path(__file__).resolve().parents[3] / "templates/skins/contract.docx"
PLAIN_NUMBERING = Numbering(headings=("1.", "1.1"), lists=("(a)", "(i)"))
TERMS_NUMBERING = Numbering(headings=("1.",), lists=("1.1", "(a)", "(i)"))


@cache
def contract_skin() -> WordSkin:
    """Return the skin of this repository, compiled once for all tests."""
    return compile_skin("contract.docx", SKIN.read_bytes())


def document(
    *blocks: Block, language: str = "en", numbering: Numbering = PLAIN_NUMBERING, **changes: object
) -> Document:
    return trees.document(*blocks, language=language, numbering=numbering, **changes)


def every_kind() -> Document:
    """Return an order confirmation with every kind of node but a table of contents, in English."""
    return document(
        paragraph("This Order Confirmation is made under the ", Emphasis((Text("Agreement"),)), "."),
        section("1.", "Parties", "The parties are the following.", _details()),
        section(
            "2.",
            "Services and term",
            paragraph("Vendor shall provide the Services, see ", _to_the_fee(), " and ", _the_list(), "."),
            _nested_lists(),
            "The list starts anew:",
            OrderedList(0, (item("(a)", "first;"), item("(b)", "second."))),
            section("2.1", "Designated Software", _software(), level=2),
            section("2.2", "What is left out", _bullets(), level=2),
        ),
        section(
            "3.",
            "Fee",
            Note(
                (paragraph(Strong((Text("Payment. "),)), "Fees are due within thirty (30) days."), paragraph("Or not."))
            ),
        ),
        section("4.", "Definitions", _definitions()),
        section("", "Signatures", signature("Symantec Limited", "Müller & Söhne <GmbH>")),
        title="Order Confirmation",
    )


def _to_the_fee() -> Reference:
    return Reference("fee", "Section 3")


def _the_list() -> Link:
    return Link("https://support.symantec.com/a?b=1&c=2", (Text("the list of covered products"),))


def _nested_lists() -> OrderedList:
    inner = OrderedList(1, tuple(item(f"({'i' * index})", f"service {index};") for index in range(1, 4)))
    return OrderedList(
        0,
        (
            item("(a)", "The Services start on the first day of the term;"),
            item("(b)", "the Services cover the following:", inner, "and nothing else;"),
            item("(c)", "they end with the term.", identity="end-of-term"),
        ),
    )


def _bullets() -> BulletList:
    inner = BulletList((item("", "of any length;"),))
    return BulletList((item("", "on-site visits;", inner), item("", "training.")))


def _details() -> Table:
    address = (Field("Hauptstraße 1", "/customer/address"), LineBreak(), Field("10115 Berlin", "/customer/address"))
    rows = (
        ((Text("Customer"),), (Field("Müller & Söhne <GmbH>", "/customer/legal_name"),)),
        ((Text("Address"),), address),
        ((Text("Local name"),), (Field("赛门铁克软件（北京）有限公司", "/customer/local_name"),)),
    )
    columns = (Column(0.3), Column(0.7))
    return Table(columns, (), rows, row_headers=True, summary="The parties to this Order Confirmation")


def _software() -> Table:
    titles = ("Product", "License number", "Quantity", "Base support ends")
    rows = tuple(
        tuple(
            (Field(each, "/designated_software"),)
            for each in (f"Endpoint {index}", f"M{index}", "2,500", "30 June 2018")
        )
        for index in range(1, 4)
    )
    columns = (Column(0.4), Column(0.25), Column(0.15, "right"), Column(0.2))
    header = tuple((Text(title),) for title in titles)
    return Table(columns, header, rows, row_headers=False, summary="Designated Software")


def _definitions() -> Definitions:
    listed = BulletList((item("", "a certificate of Vendor; or"), item("", "a written agreement.")))
    meaning = paragraph("means the documents that further define Customer’s rights, each of them one of the following:")
    return Definitions(
        (
            Definition(
                (Text("“Agreement”"),), (paragraph("has the meaning given in ", _to_the_fee(), "."),), "agreement"
            ),
            Definition((Text("“Subscription Instrument”"),), (meaning, listed, paragraph("A purchase order is none."))),
        )
    )


def with_contents() -> tuple[Document, dict[str, int]]:
    """Return a service description in Chinese with a title page and a table of contents, and the pages of its parts."""
    sections = tuple(_chinese_section(number) for number in range(1, 5))
    listed = [
        each for top in sections for each in (top, *(inner for inner in top.blocks if isinstance(inner, Section)))
    ]
    entries = tuple(ContentsEntry(each.id, each.number, each.title, each.level) for each in listed)
    composed = document(
        paragraph("本服务说明是任何提及本服务说明的协议的一部分。"),
        Contents((Text("目录"),), entries),
        *sections,
        section("5.", "定义", _chinese_definitions(), identity="definitions"),
        language="zh-Hans",
        cover=Cover(("高级技术支持客户经理", "2017 年 11 月")),
        title="服务说明",
    )
    return composed, {each.id: 3 + index // 4 for index, each in enumerate(listed)}


CHINESE_TEXT = (
    "在当地工作时间内，客户可联系为指定软件指派的技术客户经理。赛门铁克应在商业上合理的努力范围内答复——如无法答复，"
    "则转交技术支持部门。客户最多可指定六 (6) 名“指定联系人”，详见 MySymantec 门户。"
)


def _chinese_section(number: int) -> Section:
    parts = (
        section(f"{number}.{part}", f"案例管理 {part}", *[CHINESE_TEXT] * 3, level=2, identity=f"case-{number}-{part}")
        for part in range(1, 4)
    )
    return section(f"{number}.", f"服务功能 {number}", CHINESE_TEXT, *parts, identity=f"features-{number}")


def _chinese_definitions() -> Definitions:
    listed = BulletList((item("", "赛门铁克的证书或类似通知；或者"), item("", "在之前、同时或之后签署的书面协议。")))
    meaning = paragraph("指进一步确定客户权利和义务的一份或多份文件，每份文件为下列之一：")
    return Definitions(
        (
            Definition((Text("“协议”"),), (paragraph("含义见", Reference("features-1", "第 1 条"), "。"),)),
            Definition((Text("“订购授权书”"),), (meaning, listed)),
        )
    )


def terms(sections: int = 12, clauses: int = 5) -> Document:
    """Return terms and conditions in English, 6 to 10 pages long."""
    words = (
        "Each party shall use Confidential Information only to perform the Agreement or as the other party has "
        "authorized, and shall protect it with the care that it uses for its own information of the same kind"
    )
    return document(
        paragraph(f"{words}."), *(_terms_section(number, clauses, words) for number in range(1, sections + 1)),
        numbering=TERMS_NUMBERING,
    )  # fmt: skip


def _terms_section(number: int, clauses: int, words: str) -> Section:
    items = []
    for clause in range(1, clauses + 1):
        first = item("(a)", f"{words} in case {number}-{clause};")
        inner = OrderedList(1, (first, item("(b)", "as the law requires; and"), item("(c)", "nothing else.")))
        body = paragraph(f"{words}, number {number}-{clause}. See ", Reference("section-1", "Section 1"), ".")
        blocks = (body, inner) if clause % 2 else (body,)
        items.append(Item(f"{number}.{clause}", blocks, f"clause-{number}-{clause}"))
    title = f"Confidentiality {number}"
    return section(f"{number}.", title, OrderedList(0, tuple(items)), identity=f"section-{number}")
