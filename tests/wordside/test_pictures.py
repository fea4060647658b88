from __future__ import annotations

from io import BytesIO

import docx

from tamdocs.wordside.plan import Choice
from tests.support.drafts import SOURCE
from tests.support.report import report_files
from tests.support.word_edits import exported, imported, paragraph

FILES = SOURCE | report_files()
REPORT = Choice("2017-11", "report", "en", "emea")


def test_charts_figures_and_prose_are_locked_lines() -> None:
    document = docx.Document(BytesIO(exported(REPORT, FILES)))

    grey = [each for each in document.element.xpath("//w:sdt//w:t") if (each.text or "").startswith("■")]
    assert [each.text for each in grey] == [
        "■ key figures: one for each item in report.figures",
        "■ chart: a value for each month in report.months",
        "■ chart: a value for each month in report.months",
        "■ chart: a value for each product in report.products",
        "■ text of a person: report.summary",
        "■ text of a person: report.outlook",
    ]


def test_a_clause_with_charts_that_nobody_edited_changes_nothing() -> None:
    proposal = imported(exported(REPORT, FILES), FILES)

    assert (proposal.changes, proposal.problems) == ((), ())


def test_words_beside_a_chart_are_taken_over_and_the_chart_is_kept() -> None:
    document = docx.Document(BytesIO(exported(REPORT, FILES)))
    paragraph(document, "Ahead of us:").runs[0].text = "What comes next:"
    out = BytesIO()
    document.save(out)

    (change,) = imported(out.getvalue(), FILES).changes

    before = FILES["2017-11/clauses/report/notes/en.md"]
    assert change.after == before.replace(b"Ahead of us:", b"What comes next:")
