"""The page of a redline read again: what is left of its text without what came, or without what went."""

from __future__ import annotations

import re

from lxml import html


def text_before(page: bytes) -> str:
    """Return the text before, without white space."""
    return _text(page, "ins", ("inserted", "moved-here"))


def text_after(page: bytes) -> str:
    """Return the text after, without white space."""
    return _text(page, "del", ("deleted", "moved-away"))


def _text(page: bytes, gone: str, classes: tuple[str, ...]) -> str:
    main = html.fromstring(page.decode("utf-8")).find(".//main")
    assert main is not None
    conditions = " or ".join(f"contains(concat(' ', @class, ' '), ' {name} ')" for name in (*classes, "moved-note"))
    unwanted = main.xpath(f".//{gone} | .//*[{conditions}]")
    assert isinstance(unwanted, list)
    for element in unwanted:
        assert isinstance(element, html.HtmlElement)
        element.drop_tree()
    return re.sub(r"\s", "", main.text_content().replace("•", ""))
