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
        texts[language, frozenset(qualifiers)] = ClauseText(f"{name}.md", "Title", (), ())
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
    assert select_text(clause(*names), "en", AXES, "terms.toml").source == f"{chosen}.md"


def test_a_tie_is_refused_with_both_files() -> None:
    with pytest.raises(LibraryError) as caught:
        select_text(clause("en", "en.emea", "en.tam"), "en", AXES, "terms.toml")

    assert str(caught.value) == (
        "terms.toml: two texts apply alike for emea, reseller, tam: en.emea.md and en.tam.md [tie]\n  at: payment\n"
        "  hint: name one of them for more, or take one away"
    )


def test_there_is_no_fallback_to_another_language() -> None:
    with pytest.raises(LibraryError) as caught:
        select_text(clause("en"), "zh-Hans", AXES, "terms.toml")

    assert str(caught.value) == (
        "terms.toml: the clause has no text in zh-Hans for emea, reseller, tam [no-text]\n  at: payment"
    )
