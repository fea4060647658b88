from __future__ import annotations

from typing import Any

from tamdocs.reviews.as_data import figures_as_data
from tamdocs.reviews.printed import LONGEST, as_printed
from tamdocs.writers.pdf.printable import unprintable
from tests.support.cases import figures_of, history_of, row


def printed(**changes: Any) -> Any:
    data = figures_as_data(figures_of(history_of([row(severity="1", **changes)]), "2018-05"))
    return as_printed(data, unprintable)


def test_what_no_font_has_becomes_a_question_mark() -> None:
    (case,) = printed(summary="down \U0001f525 שלום =1+1 <b>")["severity_one"]["cases"]

    assert case["summary"] == "down ? ???? =1+1 <b>"


def test_a_long_text_is_cut() -> None:
    (case,) = printed(summary="x" * 10_000)["severity_one"]["cases"]

    assert case["summary"] == "x" * (LONGEST - 1) + "…"


def test_where_the_history_lies_is_not_told() -> None:
    data = printed()

    for source, shown in (("/home/erin/x/cases.csv", "cases.csv"), ("postgresql://erin@host/crm", "crm")):
        data["history"]["source"] = source
        assert as_printed(data, unprintable)["history"]["source"] == shown
