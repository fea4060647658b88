from __future__ import annotations

import json
from collections.abc import Iterable

import openpyxl
import pytest

from tests.support.cases import open_row
from tests.support.command import call
from tests.support.portfolio_desk import CN, DE, US, Portfolio, case

HOSTILE = '=HYPERLINK("http://x")<script>alert(1)</script>'


def test_a_dry_run_writes_nothing_and_says_who_would_get_what_and_who_needs_a_call(portfolio: Portfolio) -> None:
    portfolio.have(open_row(order_number=CN, severity="1"), case(US, case_id="C-2"))

    done = portfolio.make("--dry-run")

    assert not (portfolio.folder / "out").exists()
    assert not (portfolio.folder / "ledger.db").exists()
    assert done.stdout.splitlines()[:4] == [
        f"{CN}  zh-Hans, en  上海云岭信息技术有限公司",
        "  1 Severity 1 case still open: C-1",
        "  1 Severity 1 case opened in 2018-05: C-1",
        f"{DE}  en  Köhler Präzisionswerke GmbH & Co. KG",
    ]
    assert done.stderr.splitlines()[-1] == "4 contracts, 1 to be called: 6 reports would be issued"

    portfolio.make()

    assert portfolio.make("--dry-run").stderr.splitlines()[-1].endswith("0 reports would be issued")


def test_json_has_an_object_for_each_report_and_each_customer(portfolio: Portfolio) -> None:
    lines = [json.loads(line) for line in portfolio.make("--json", "--lang", "en").stdout.splitlines()]

    reports, customers = [each for each in lines if "outcome" in each], [each for each in lines if "company" in each]
    assert {
        "order_number": US,
        "report": "review-monthly",
        "period": "2018-05",
        "language": "en",
        "issue": 0,
        "outcome": "issued",
        "files": [f"2018-05/{US}/en/review-monthly.html"],
    } in reports
    assert (len(reports), len(customers)) == (4, 4)
    assert customers == list(portfolio.overview().values())


def test_json_of_a_dry_run_has_what_is_due(portfolio: Portfolio) -> None:
    lines = [json.loads(line) for line in portfolio.make("--json", "--dry-run", "--lang", "en").stdout.splitlines()]

    due = {"order_number": US, "report": "review-monthly", "period": "2018-05", "language": "en", "outcome": "due"}
    assert due in lines
    assert len(lines) == 4 + 4


def test_a_later_order_that_renews_takes_the_reason_away(portfolio: Portfolio) -> None:
    portfolio.change(US, '"end": "2018-11-14"', '"end": "2018-06-30"')
    portfolio.make()

    assert portfolio.overview()[US]["reasons"] == [{"code": "term-ends", "term_end": "2018-06-30", "days": 30}]

    order = json.loads(portfolio.order(US).read_text("utf-8"))
    order |= {"order_number": "RPS-2018-1", "renews": US, "term": {"start": "2018-07-01", "end": "2019-06-30"}}
    (portfolio.folder / "book" / "renewed.json").write_text(json.dumps(order), "utf-8")
    done = portfolio.make()

    assert portfolio.overview()[US]["reasons"] == []
    assert done.stderr.splitlines()[-1].startswith("5 contracts, 1 not in term, 0 to be called")


def test_hostile_names_are_text_in_page_and_workbook(portfolio: Portfolio) -> None:
    portfolio.change(US, "O'Neill & Hart Freight, Inc.", json.dumps(HOSTILE)[1:-1])
    portfolio.have(case(US, case_id="<img src=x>", escalated="true"))

    portfolio.make()

    page = (portfolio.out / "overview-monthly.html").read_text("utf-8")
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)" in page
    sheet = openpyxl.load_workbook(portfolio.out / "overview-monthly.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[2]][:5] == [US, HOSTILE, "Priya Raman", "yes", 1]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_the_page_is_in_the_first_language_that_is_asked_for(portfolio: Portfolio) -> None:
    portfolio.have(open_row(order_number=CN, severity="1"))
    portfolio.make("--lang", "zh-Hans", status=0)

    page = (portfolio.out / "overview-monthly.html").read_text("utf-8")

    assert '<html lang="zh-Hans">' in page
    assert '1 个严重级别 1 案例仍未结案：<bdi class="id">C-1</bdi>' in page
    assert f'href="{CN}/zh-Hans/review-monthly.html"' in page


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Name the ORDER of a customer, or a book of contracts with --all."),
        (("order.json", "--all", "book"), "Name one ORDER, or a book with --all, and not both."),
        (("order.json", "--jobs", "2"), "--jobs is for a portfolio: name a book with --all, and no ORDER."),
        (("order.json", "--as-of", "2018-01-01"), "--as-of is for a portfolio"),
        (("order.json", "--json"), "--json is for a portfolio"),
        (("order.json", "--reissue", "X", "--reason", "y"), "--reissue is for a portfolio"),
        (("--all", "book", "--trace", "t.json"), "--trace is for one ORDER: a portfolio has a trace for each."),
        (("--all", "book", "--reissue", "X"), "--reissue and --reason go together."),
        (("order.json", "--out", "s3://bucket"), "an address is for a portfolio: name a book with --all."),
    ],
)
def test_options_that_do_not_go_together_are_refused(arguments: Iterable[str], said: str) -> None:
    done = call("review", "monthly", *arguments, "--cases", "cases.csv", "--period", "2018-05")

    assert done.status == 2
    assert said in done.stderr


def test_an_unknown_order_to_be_issued_again_is_wrong_usage(portfolio: Portfolio) -> None:
    done = portfolio.make("--reissue", "NO-1", "--reason", "x", status=2)

    assert "no order that can be used has the number NO-1" in done.stderr


def test_a_period_that_is_not_over_is_told(portfolio: Portfolio) -> None:
    done = portfolio.make("--as-of", "2018-05-31", "--dry-run")

    assert "warning: 2018-05 is not over on 2018-05-31, and a report is issued once [period-not-over]" in done.stderr
