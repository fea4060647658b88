"""Documents built by hand that together hold every kind of node, in English and in Chinese."""

from __future__ import annotations

from pathlib import Path

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
    Inlines,
    Item,
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
)
from tests.support.trees import CHINESE_MARKS, MARKS, document, paragraph

SKIN = Path(__file__).parents[3] / "templates" / "skins" / "contract.typ"

ENGLISH_SENTENCE = (
    "The vendor shall provide the service in a good, professional and workmanlike manner, and the customer shall pay"
    " the fee for it within thirty days of the invoice. "
)
CHINESE_SENTENCE = "供应商应以良好、专业且符合行业惯例的方式提供“服务”，客户应在三十日内支付相应费用。"


def section(id: str, number: str, title: str, *blocks: Block, level: int = 1) -> Section:
    return Section(id, number, level, (Text(title),), blocks)


def every_kind(language: str = "en", **changes: object) -> Document:
    """Return a document with every kind of block and inline, several pages long, with a cover and contents."""
    build = _english_blocks if language == "en" else _chinese_blocks
    chinese = language != "en"
    return document(
        *build(),
        language=language,
        **{
            "kind": "service-description",
            "title": "服务说明" if chinese else "Service Description",
            "closing": "服务说明正文结束" if chinese else "End of Service Description",
            "subject": "高级支持服务说明" if chinese else "Service Description of Premium Support",
            "label": "SD",
            "marks": CHINESE_MARKS | {"document": "服务说明"}
            if chinese
            else MARKS | {"document": "Service Description"},
            "cover": Cover(
                ("高级技术支持客户经理", "2017 年 11 月")
                if chinese
                else ("Premium Support Technical Account Manager", "November 2017")
            ),
            **changes,
        },
    )


def terms(language: str = "en", **changes: object) -> Document:
    """Return twelve numbered sections of clauses with sub-clauses: a long document of plain text."""
    sentence = ENGLISH_SENTENCE if language == "en" else CHINESE_SENTENCE * 2
    title = "Payment and renewal" if language == "en" else "付款与续期"
    sections = tuple(
        section(f"part-{s}", f"{s}.", title, OrderedList(0, tuple(_clause(f"{s}.{n}", sentence) for n in range(1, 6))))
        for s in range(1, 13)
    )
    return document(*sections, language=language, **changes)


def _clause(number: str, sentence: str) -> Item:
    parts = OrderedList(1, tuple(Item(f"({letter})", (paragraph(sentence),)) for letter in "ab"))
    return Item(number, (paragraph(sentence * 2), parts))


def _english_blocks() -> Blocks:
    return (
        section("overview", "1.", "Overview", paragraph(ENGLISH_SENTENCE * 3), _address("Grünwald Anlagenbau GmbH")),
        _contents("Contents", ("Overview", "Capabilities", "Scope of support", "Definitions", "Signatures")),
        section(
            "capabilities",
            "2.",
            "Capabilities",
            paragraph("The following applies, see ", Reference("payment", "Section 2.1(a)"), "."),
            section("scope", "2.1", "Scope of support", _english_list(), _bullets(ENGLISH_SENTENCE), level=2),
            Note((paragraph("Case management is for applicable product families only."),)),
            _details(("Customer", "Business contact", "Long value"), "Grünwald Anlagenbau GmbH"),
            _software(("Product", "License number", "Quantity", "Base support ends"), "Symantec Endpoint Protection"),
        ),
        section("definitions", "3.", "Definitions", _definitions("Designated Contact", ENGLISH_SENTENCE)),
        section("signatures", "", "Signatures", _signature(("Signature", "Name", "Title", "Date"))),
    )


def _chinese_blocks() -> Blocks:
    return (
        section("overview", "1.", "概述", paragraph(CHINESE_SENTENCE * 5), _address("上海云岭信息技术有限公司")),
        _contents("目录", ("概述", "技术功能", "支持范围", "定义", "签署")),
        section(
            "capabilities",
            "2.",
            "技术功能",
            paragraph("下列条款适用，参见", Reference("payment", "第 2.1(a) 条"), "。"),
            section("scope", "2.1", "支持范围", _chinese_list(), _bullets(CHINESE_SENTENCE), level=2),
            Note((paragraph("个案管理仅适用于相应的产品系列。"),)),
            _details(("客户", "业务联系人", "长值"), "上海云岭信息技术有限公司"),
            _software(("产品", "许可证编号", "数量", "基本支持截止日"), "Symantec Endpoint Protection"),
        ),
        section("definitions", "3.", "定义", _definitions("指定联系人", CHINESE_SENTENCE)),
        section("signatures", "", "签署", _signature(("签名", "姓名", "职务", "日期"))),
    )


def _address(name: str) -> Paragraph:
    return Paragraph(
        (
            Field(name, "/customer/legal_name"),
            LineBreak(),
            Field("Hauptstraße 12", "/customer/address/lines/0"),
            LineBreak(),
            Field("80331 München", "/customer/address/city"),
        )
    )


def _contents(title: str, titles: tuple[str, ...]) -> Contents:
    targets = (("overview", "1.", 1), ("capabilities", "2.", 1), ("scope", "2.1", 2), ("definitions", "3.", 1))
    entries = zip((*targets, ("signatures", "", 1)), titles, strict=True)
    return Contents(
        (Text(title),),
        tuple(ContentsEntry(target, number, (Text(name),), level) for (target, number, level), name in entries),
    )


def _english_list() -> OrderedList:
    parts = OrderedList(1, (Item("(i)", (paragraph("one part of it;"),)), Item("(ii)", (paragraph("another."),))))
    link = Link("https://support.symantec.com/en_US/mysymantec.html", (Text("MySymantec"),))
    return OrderedList(
        0,
        (
            Item("(a)", (paragraph(ENGLISH_SENTENCE * 2, identity="payment"), parts), "payment-item"),
            Item(
                "(b)", (paragraph("See ", link, ", and ", Strong((Text("mind"),)), " ", Emphasis((Text("it"),)), "."),)
            ),
            Item("(c)", (paragraph(ENGLISH_SENTENCE * 12),)),
        ),
    )


def _chinese_list() -> OrderedList:
    parts = OrderedList(1, (Item("(i)", (paragraph("其中一部分；"),)), Item("(ii)", (paragraph("另一部分。"),))))
    link = Link("https://support.symantec.com/en_US/mysymantec.html", (Text("MySymantec 门户"),))
    return OrderedList(
        0,
        (
            Item("(a)", (paragraph(CHINESE_SENTENCE * 3, identity="payment"), parts), "payment-item"),
            Item("(b)", (paragraph("参见", link, "，并", Strong((Text("注意"),)), Emphasis((Text("此项"),)), "。"),)),
            Item("(c)", (paragraph(CHINESE_SENTENCE * 20),)),
        ),
    )


def _bullets(sentence: str) -> BulletList:
    return BulletList((Item("", (paragraph(sentence),)), Item("", (paragraph(sentence * 2),))))


def _details(labels: tuple[str, str, str], customer: str) -> Table:
    values: tuple[Inlines, ...] = (
        (Field(customer, "/customer/legal_name"),),
        (
            Field("Ștefan Țepeș", "/customer/business_contact/name"),
            LineBreak(),
            Text("stefan.tepes@anlagenbau.example"),
        ),
        (Field("x" * 300, "/customer/address/lines/1"),),
    )
    rows = tuple(((Text(label),), value) for label, value in zip(labels, values, strict=True))
    return Table((Column(0.3), Column(0.7)), (), rows, row_headers=True, summary="The parties: labels and values")


def _software(header: tuple[str, str, str, str], product: str) -> Table:
    columns = (Column(0.4), Column(0.25), Column(0.15, "right"), Column(0.2))
    end = (Text("31 December 2018"),)
    rows = tuple(
        (
            (Field(f"{product} {n}", f"/designated_software/{n}/product"),),
            (Text(f"SEP-7741-{n:04}"),),
            (Text("2,500"),),
            end,
        )
        for n in range(30)
    )
    head = tuple((Text(title),) for title in header)
    return Table(columns, head, rows, row_headers=False, summary="Designated Software with end of base support")


def _definitions(term: str, sentence: str) -> Definitions:
    return Definitions(
        tuple(Definition((Text(f"{term} {n}"),), (paragraph(sentence * n),), f"definition-{n}") for n in (1, 2, 3))
    )


def _signature(lines: tuple[str, ...]) -> Signature:
    names = (Text("Symantec Asia Pacific Pte Limited"), Field("上海云岭信息技术有限公司", "/customer/legal_name"))
    return Signature(tuple(SignatureParty((name,), tuple((Text(line),) for line in lines)) for name in names))
