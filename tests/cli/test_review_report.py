from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.support.cases import as_csv, open_row, row, saved
from tests.support.command import Done, call
from tests.support.docx_text import docx_text
from tests.support.pdf_text import pdf_text
from tests.support.provenance import provenance_in

ORDER = "contracts/order-apac-cn-direct.json"
NUMBER = "TAM-2017-004218"
CASES = f"contracts/cases/{NUMBER}.csv"
MONTHLY = "# What to improve\n\nTest policies on **one group** first.\n"
JANUARY = "2018-01-02T09:00:00+02:00"
NOTES = {
    "monthly": MONTHLY,
    "quarterly": "# Challenges\nA\n# Recommendations\nB\n# Business needs\nC\n# Global threat landscape\nD\n",
    "annual": "# Security posture\nA\n# Security strategy\nB\n# Best practices\nC\n",
    "optimization": "# Summary\nA\n# Findings\n\n| Finding | Evidence |\n| --- | --- |\n| slow | log |\n\n"
    "# Actions\n\n| Action | Owner | Due |\n| --- | --- | --- |\n| clean up | Erin | 2018-11-30 |\n",
}


@pytest.fixture
def review(tmp_path: Path) -> Callable[..., Done]:
    """Return a function that makes a review from cases, in English and as a Word file, and gives the finished run."""

    def make(
        kind: str = "monthly",
        period: str = "2018-05",
        cases: str | Iterable[dict[str, Any]] = CASES,
        notes: str | None = None,
        more: tuple[str, ...] = ("--lang", "en", "--format", "docx"),
    ) -> Done:
        path = cases if isinstance(cases, str) else saved(tmp_path / "cases.csv", as_csv(cases))
        written = tmp_path / "notes.md"
        written.write_text(NOTES[kind] if notes is None else notes, "utf-8")
        history = () if kind == "optimization" else ("--cases", path, "--period", period)
        return call("review", kind, ORDER, *history, "--notes", str(written), "--out", str(tmp_path / "out"), *more)

    return make


def file_of(result: Done) -> bytes:
    assert result.status == 0, result.stderr
    (path,) = result.stdout.splitlines()
    return Path(path).read_bytes()


def words_of(result: Done) -> str:
    return "\n".join(docx_text(file_of(result)))


def test_a_report_is_made_in_each_language_and_format(tmp_path: Path, review: Any) -> None:
    notes = f"{MONTHLY}\n# 改进事项\n\n先在一个组中测试策略。\n"

    result = review(period="2018-08", notes=notes, more=())

    folder = tmp_path / "out" / NUMBER / "2018-08"
    assert (result.status, result.stderr) == (0, "975 rows read: 975 cases counted, none left out\n")
    assert result.stdout.splitlines() == [
        str(folder / language / f"review-monthly.{name}") for language in ("zh-Hans", "en") for name in ("docx", "pdf")
    ]
    assert "先在一个组中测试策略。" in pdf_text((folder / "zh-Hans" / "review-monthly.pdf").read_bytes())
    for file in folder.rglob("*.*"):
        assert call("verify", str(file)).status == 0


def test_the_words_of_a_report_change_only_on_purpose(review: Any, golden: Callable[[str, str], None]) -> None:
    golden("reviews/monthly.txt", words_of(review(period="2018-08")) + "\n")


@pytest.mark.parametrize("kind", NOTES)
def test_equal_input_gives_equal_bytes(kind: str, review: Any) -> None:
    period = {"monthly": "2018-08", "quarterly": "2018-Q3", "annual": "2018"}.get(kind, "")

    for name in ("docx", "pdf"):
        more = ("--lang", "en", "--format", name)
        assert file_of(review(kind, period, more=more)) == file_of(review(kind, period, more=more))


def test_a_quarter_is_the_sum_of_its_monthly_reports(review: Any) -> None:
    def counts(kind: str, period: str) -> dict[str, int]:
        data = json.loads(json.loads(provenance_in(file_of(review(kind, period))))["data"]["text"])
        return {each["name"]: each["count"] for each in data["review"]["counts"]}

    months = [counts("monthly", f"2018-0{month}") for month in (7, 8, 9)]
    quarter = counts("quarterly", "2018-Q3")

    for name in ("opened", "closed", "escalated", "reopened"):
        assert quarter[name] == sum(month[name] for month in months)
    assert quarter["backlog"] == months[-1]["backlog"]


@pytest.mark.parametrize(
    ("cases", "words"),
    [
        (
            [row(opened="2018-01-02T09:00:00+02:00", first_response="", closed="2018-01-03T09:00:00+02:00")],
            "no backlog",
        ),
        ([row()], "no figure is compared"),
        ([open_row(), open_row(case_id="C-2")], "no case was closed"),
        ([open_row(opened=JANUARY, first_response="")], "The backlog is that of before."),
    ],
)
def test_months_with_little_in_them_read_well(review: Any, cases: list[dict[str, Any]], words: str) -> None:
    for name in ("docx", "pdf"):
        file = file_of(review(cases=cases, more=("--lang", "en", "--format", name)))
        text = "\n".join(docx_text(file)) if name == "docx" else pdf_text(file)
        assert words in " ".join(text.split())


def test_a_history_without_a_case_is_a_report_too(review: Any) -> None:
    assert "so there is no pain point to see" in words_of(review(cases=[]))


def test_a_month_in_which_the_clocks_change_is_measured_in_hours_that_passed(review: Any) -> None:
    result = review(
        period="2018-03",
        cases=[
            row(
                severity="1",
                opened="2018-03-25T01:30:00+01:00",
                first_response="2018-03-25T03:30:00+02:00",
                closed="2018-03-25T04:30:00+02:00",
            )
        ],
    )

    text = words_of(result)
    assert "2018-03-25 08:30" in text  # the account manager is in Shanghai
    assert "2.0" in text


def test_rows_that_are_left_out_are_told_in_the_report(review: Any) -> None:
    for bad, words in ((1, "One row of the case history could not be read"), (2, "2 rows of the case history")):
        rows = [row(), *(row(case_id=f"B-{number}", severity="9") for number in range(bad))]

        result = review(cases=rows)

        assert result.status == 1
        (path,) = result.stdout.splitlines()
        assert words in "\n".join(docx_text(Path(path).read_bytes()))


def test_hostile_text_is_text(tmp_path: Path, review: Any) -> None:
    hostile = (
        "=HYPERLINK(1) {{ 7*7 }} <script>x</script> #import \\u{41} **b** [x](http://e.example/) \u202e" + "w" * 9_000
    )
    notes = "# What to improve\n\n{{ 7*7 }} {%x%} =1+1 #panic() :::{when} x & [y](javascript:1)\n"
    more = ("--lang", "en", *(f"--format={name}" for name in ("docx", "pdf", "html")))

    result = review(cases=[row(severity="1", summary=hostile)], notes=notes, more=more)

    assert result.status == 0, result.stderr
    folder = tmp_path / "out" / NUMBER / "2018-05" / "en"
    page = (folder / "review-monthly.html").read_text("utf-8")
    texts = {
        "docx": "".join(docx_text((folder / "review-monthly.docx").read_bytes())),
        "pdf": pdf_text((folder / "review-monthly.pdf").read_bytes()),
        "html": unescape(re.sub("<[^>]*>", "", page)),
    }
    assert "<script" not in page
    assert 'javascript:1"' not in page
    for text in ("".join(each.split()) for each in texts.values()):
        assert "{{7*7}}{%x%}=1+1#panic():::{when}x&" in text
        assert "=HYPERLINK(1){{7*7}}<script>x</script>#import\\u{41}**b**[x](http://e.example/)" in text
        assert "w" * 301 not in text


@pytest.mark.parametrize(
    ("kind", "notes", "message"),
    [
        (
            "monthly",
            "# What too improve\nx\n",
            'notes.md:1: no part has the heading "What too improve" [unknown-heading]\n'
            "  hint: did you mean `What to improve`?\n",
        ),
        (
            "quarterly",
            NOTES["quarterly"].replace("# Challenges\nA\n", ""),
            "notes.md: a part that every such document has is missing in en: Challenges [notes-missing]\n"
            "  hint: write it below the heading: # Challenges\n",
        ),
        ("monthly", f"{MONTHLY}<b>x</b>\n", 'raw HTML is no text; write it without < and >: "<b>" [notes]\n'),
        ("monthly", f"{MONTHLY}\N{ELECTRIC LIGHT BULB}\n", "[unprintable-character]\n"),
        ("optimization", NOTES["optimization"].replace("2018-11-30", "soon"), '"soon" is no day [notes]\n'),
    ],
)
def test_notes_that_are_wrong_are_refused_and_nothing_is_written(
    tmp_path: Path, review: Any, kind: str, notes: str, message: str
) -> None:
    result = review(kind, {"quarterly": "2018-Q2"}.get(kind, "2018-05"), notes=notes)

    assert result.status == 1
    assert message in result.stderr.replace(f"{tmp_path}/", "")
    assert "notes.md:" in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_review_is_of_a_period_of_its_kind(review: Any) -> None:
    result = review("monthly", "2018-Q3")

    assert result.stderr == (
        "--period: 2018-Q3 is a quarter, and a review monthly is of a month [bad-period]\n"
        "  hint: for that quarter there is: tamdocs review quarterly\n"
    )


def test_each_number_leads_to_its_rows(tmp_path: Path, review: Any) -> None:
    trace = tmp_path / "trace.json"

    result = review(period="2018-08", more=("--lang", "en", "--format", "docx", "--trace", str(trace)))

    assert result.stdout.splitlines()[-1] == str(trace)
    assert json.loads(trace.read_text("utf-8"))["figures"][0]["figure"] == "opened@2018-08"


@pytest.mark.parametrize("kind", NOTES)
def test_empty_notes_name_every_part_and_are_no_notes_yet(review: Any, kind: str) -> None:
    empty = call("review", "notes", kind)

    assert all(line in empty.stdout for line in NOTES[kind].splitlines() if line.startswith("#"))
    assert review(kind, {"quarterly": "2018-Q2", "annual": "2018"}.get(kind, "2018-05"), notes=empty.stdout).status == 1


def test_a_map_is_proposed(tmp_path: Path) -> None:
    out = tmp_path / "cases.map.toml"

    result = call("review", "map", CASES, "--out", str(out))

    assert (result.status, result.stdout) == (0, f"{out}\n")
    assert '"/case_id" = "case_id"' in out.read_text("utf-8")
    assert call("review", "map", CASES.replace(".csv", ".jsonl")).stderr.startswith(f"{CASES[:-4]}.jsonl: this history")
