from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tamdocs.writers.docx.lookup import Lookup

TEXTS = st.lists(st.text("ab", max_size=4), max_size=8)


@given(TEXTS, st.text("ab", max_size=3))
def test_the_first_text_that_is_it_or_holds_it_is_found(texts: list[str], text: str) -> None:
    lookup = Lookup(texts)

    assert lookup.same(text) == next((index for index, each in enumerate(texts) if text and each == text), None)
    assert lookup.holding(text) == next((index for index, each in enumerate(texts) if text and text in each), None)
