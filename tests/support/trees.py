"""Trees built by hand: the nodes that tests write most, and a document with nothing remarkable around them."""

from __future__ import annotations

from datetime import date

from tamdocs.document.model import (
    Block,
    Blocks,
    Document,
    Field,
    Inline,
    Item,
    Numbering,
    Paragraph,
    Section,
    Signature,
    SignatureParty,
    Text,
)

MARKS = {
    "family": "Premium Support",
    "role": "Technical Account Manager",
    "document": "Terms and Conditions",
    "edition": "November 2017",
    "marking": "Symantec proprietary: permitted use only",
    "copyright": "© 2017 Symantec Corporation. All rights reserved.",
    "trademarks": (
        "Symantec and the Symantec logo are trademarks or registered trademarks of Symantec Corporation or its"
        " affiliates in the U.S. and other countries. Other names may be trademarks of their respective owners."
    ),
    "page": "Page {page} of {pages}",
    "legal_name": "Symantec Limited",
    "address_line": "Ballycoolin Business Park, Blanchardstown, Dublin 15, Ireland",
}
CHINESE_MARKS = {
    "family": "高级支持服务",
    "role": "技术客户经理",
    "document": "条款与条件",
    "edition": "2017 年 11 月",
    "marking": "赛门铁克专有资料：仅限许可使用",
    "copyright": "© 2017 Symantec Corporation。保留所有权利。",
    "trademarks": (
        "Symantec 和 Symantec 标识是 Symantec Corporation 或其关联公司在美国和其他国家或地区的商标或注册商标。"
        "其他名称可能是其各自所有者的商标。"
    ),
    "page": "第 {page} 页，共 {pages} 页",
    "legal_name": "Symantec Asia Pacific Pte Limited",
    "address_line": "6 Temasek Boulevard, #11-01 Suntec Tower 4, Singapore 038986",
}


def document(*blocks: Block, language: str = "en", **changes: object) -> Document:
    """Return a document with these blocks and nothing remarkable around them."""
    values: dict[str, object] = {
        "kind": "terms",
        "language": language,
        "title": "Terms and Conditions" if not language.startswith("zh") else "条款与条件",
        "cover": None,
        "blocks": blocks,
        "closing": "End of Terms and Conditions" if not language.startswith("zh") else "条款与条件正文结束",
        "marks": MARKS if not language.startswith("zh") else CHINESE_MARKS,
        "numbering": Numbering(("1.",), ("1.1", "(a)", "(i)")),
        "label": "T",
        "date": date(2017, 11, 30),
        "author": "Symantec",
        "subject": "Terms and Conditions of Premium Support",
        "skin": "contract",
        **changes,
    }
    return Document(**values)  # type: ignore[arg-type]


def paragraph(*inlines: str | Inline, identity: str = "") -> Paragraph:
    return Paragraph(tuple(Text(each) if isinstance(each, str) else each for each in inlines), identity)


def item(marker: str, *blocks: str | Block, identity: str = "") -> Item:
    return Item(marker, tuple(paragraph(each) if isinstance(each, str) else each for each in blocks), identity)


def section(number: str, title: str, *blocks: str | Block, level: int = 1, identity: str = "") -> Section:
    inner: Blocks = tuple(paragraph(each) if isinstance(each, str) else each for each in blocks)
    return Section(identity or title.casefold().replace(" ", "-"), number, level, (Text(title),), inner)


def signature(*names: str) -> Signature:
    lines = tuple((Text(label),) for label in ("Signature", "Name", "Title", "Date"))
    return Signature(tuple(SignatureParty((Field(name, "/name"),), lines) for name in names))
