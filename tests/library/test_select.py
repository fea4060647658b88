from __future__ import annotations

import pytest

from tamdocs.errors import LibraryError
from tamdocs.library.clause_markdown import ClauseText
from tamdocs.library.model import Clause
from tamdocs.library.select import select_text

AXES = {"emea", "tam", "reseller"}


def clause(*names: str) -> Clause:
    texts = {}
    for name in names:
        language, *qualifiers = name.split(".")
        texts[language, frozenset(qualifiers)] = ClauseText(f"terms/payment/{name}.md", "Title", (), ())
    return Clause("payment", "terms", texts)


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        (["en"], "en"),
        (["en", "en.emea"], "en.emea"),
        (["en", "en.apac"], "en"),
        (["en.emea", "en.emea.reseller", "en.reseller"], "en.emea.reseller"),
        (["en", "en.emea.direct", "en.tam"], "en.tam"),
        (["en", "zh-Hans.emea"], "en"),
    ],
)
def test_the_most_specific_text_wins(names: list[str], chosen: str) -> None:
    assert select_text(clause(*names), "en", AXES, "terms.toml").source == f"terms/payment/{chosen}.md"


def test_a_tie_is_refused_with_both_files() -> None:
    with pytest.raises(LibraryError) as caught:
        select_text(clause("en", "en.emea", "en.tam"), "en", AXES, "terms.toml")

    assert str(caught.value) == (
        "terms/payment/en.emea.md: this text and terms/payment/en.tam.md apply alike for emea, reseller, tam [tie]\n"
        "  at: payment\n  hint: write terms/payment/en.emea.tam.md, or take one of the two away"
    )


def test_there_is_no_fallback_to_another_language() -> None:
    with pytest.raises(LibraryError) as caught:
        select_text(clause("en"), "zh-Hans", AXES, "terms.toml")

    assert str(caught.value) == (
        "terms/payment: the clause has no text in zh-Hans for emea, reseller, tam [no-text]\n  at: payment\n"
        "  hint: write terms/payment/zh-Hans.md"
    )
