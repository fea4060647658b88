from __future__ import annotations

from pathlib import Path

import fsspec
import pytest

from tests.support.cases import as_csv, row
from tests.support.command import call
from tests.support.portfolio_desk import CN, DAY, DE, SG, US, Portfolio, case, words
from tests.support.portfolios import save_sample_cases


def test_each_customer_has_its_report_in_each_of_its_languages(portfolio: Portfolio) -> None:
    done = portfolio.make()

    assert done.stdout.splitlines() == [f"{portfolio.out}/overview-monthly.{name}" for name in ("html", "xlsx", "json")]
    assert done.stderr.splitlines() == [
        "2 rows read: 2 cases counted, none left out",
        "4 contracts, 0 to be called: 6 reports issued",
    ]
    assert sorted(name for name in portfolio.files() if "review" in name) == [
        f"{number}/{language}/review-monthly.html"
        for number, language in ((DE, "en"), (US, "en"), (CN, "en"), (CN, "zh-Hans"), (SG, "en"), (SG, "zh-Hans"))
    ]


def test_the_sample_notes_and_cases_make_the_reports_of_august(tmp_path: Path) -> None:
    cases = save_sample_cases(tmp_path)
    places = ("--out", tmp_path / "out", "--ledger", tmp_path / "ledger.db", "--as-of", "2018-09-03")
    asked = ("--all", "contracts/", "--cases", cases, "--period", "2018-08", "--notes", "contracts/notes")

    done = call("review", "monthly", *asked, *places, "--format", "docx", "--format", "html")

    assert (done.status, done.stderr.splitlines()[-1]) == (0, "4 contracts, 2 to be called: 6 reports issued")
    folder = tmp_path / "out" / "portfolio" / "2018-08"
    assert "Wang Min" in words((folder / CN / "en" / "review-monthly.html").read_bytes())
    assert "No action is open" in words((folder / DE / "en" / "review-monthly.html").read_bytes())
    assert "Ngoc Tran" in (folder / US / "en" / "review-monthly.html").read_text("utf-8")
    assert call("verify", *folder.rglob("review-*")).stderr == "12 files: 12 genuine, 0 not\n"


def test_a_report_is_that_of_the_command_for_one_order(portfolio: Portfolio, tmp_path: Path) -> None:
    portfolio.make("--lang", "en", "--format", "docx")
    alone = tmp_path / "alone" / "cases.csv"
    alone.parent.mkdir()
    alone.write_bytes(as_csv([case(US)]))
    one = ("--cases", alone, "--period", "2018-05", "--notes", portfolio.folder / "notes" / "default.md")

    done = call("review", "monthly", portfolio.order(US), *one, "--format", "docx", "--out", tmp_path / "one")

    (path,) = done.stdout.splitlines()
    assert Path(path).read_bytes() == portfolio.files()[f"{US}/en/review-monthly.docx"]


def test_the_same_command_once_more_issues_nothing_and_changes_nothing(portfolio: Portfolio) -> None:
    portfolio.make()
    before = portfolio.files()

    done = portfolio.make()

    assert done.stderr.splitlines()[-1] == "4 contracts, 0 to be called: 0 reports issued, 6 issued before"
    assert portfolio.files() == before


def test_a_row_of_another_customer_changes_no_report(portfolio: Portfolio) -> None:
    portfolio.make()
    portfolio.have(case(DE, case_id="C-0", product_family="Web Security"), case(US), case(CN, case_id="C-2"))

    done = portfolio.make()

    assert [line for line in done.stderr.splitlines() if "changed since" in line][:1] == [
        f"{DE}: review-monthly 2018-05 in en: its data changed since it was issued on {DAY}; it is not sent again"
    ]
    assert done.stderr.splitlines()[-1].endswith("issued before; 1 changed since")
    assert portfolio.overview()[DE]["changed"] == ["en"]


def test_a_report_that_would_read_differently_is_issued_again_only_with_a_reason(portfolio: Portfolio) -> None:
    portfolio.make()
    portfolio.have(case(US), case(US, case_id="C-3"), case(CN, case_id="C-2"))
    again = ("--reissue", US.lower(), "--reason", "a case was missing")

    assert "1 changed since" in portfolio.make().stderr
    done = portfolio.make(*again)
    assert portfolio.make(*again).stderr.splitlines()[-1].endswith("0 reports issued, 6 issued before")

    assert done.stderr.splitlines()[-1] == "4 contracts, 0 to be called: 1 report issued, 5 issued before"
    assert portfolio.overview()[US]["reports"] == {"en": [f"{US}/en/review-monthly.reissue-1.html"]}
    assert f"{US}/en/review-monthly.html" in portfolio.files()
    history = call("renewals", "history", US, "--ledger", portfolio.folder / "ledger.db").stdout
    assert f"{DAY}  reissued  review-monthly 2018-05 in en, issue 1: a case was missing" in history


def test_what_was_never_issued_cannot_be_issued_again(portfolio: Portfolio) -> None:
    done = portfolio.make("--reissue", US, "--reason", "why not", status=1)

    assert (
        "no report of this period was issued for this order, so it cannot be issued again [never-issued]" in done.stderr
    )
    assert "5 reports issued; 1 failed" in done.stderr


def test_a_number_that_no_order_has_is_told_as_it_was_given(portfolio: Portfolio) -> None:
    done = portfolio.make("--reissue", "Tam-X", "--reason", "why not", status=2)

    assert "no order that can be used has the number Tam-X" in " ".join(done.stderr.split())


def test_another_term_makes_no_second_report(portfolio: Portfolio) -> None:
    portfolio.make()
    portfolio.change(US, '"end": "2018-11-14"', '"end": "2019-11-14"')

    assert portfolio.make().stderr.splitlines()[-1].startswith("4 contracts, 0 to be called: 0 reports issued")


def test_a_contract_that_is_not_in_term_gets_no_report(portfolio: Portfolio) -> None:
    portfolio.change(US, '"end": "2018-11-14"', '"end": "2018-04-30"')

    done = portfolio.make()

    assert done.stderr.splitlines() == [
        "2 rows read: 1 case counted, none left out; 1 row of orders that get no report",
        "4 contracts, 1 not in term, 0 to be called: 5 reports issued",
    ]
    assert US not in portfolio.overview()


def test_rows_of_nobody_and_of_other_orders_are_told_and_counted(portfolio: Portfolio) -> None:
    others = [case(f" Old-{number}", case_id=f"O-{number}") for number in range(7)]
    portfolio.have(case(US), case(" "), case("", case_id="C-4"), *others, case(f" {CN.lower()} ", severity="9"))

    done = portfolio.make(status=1)

    cases = str(portfolio.cases)
    assert done.stderr.splitlines()[:7] == [
        f'{cases}:3: the column "order_number" is empty, so nobody knows whose case this is [missing-cell]',
        "  at: /order_number",
        f'{cases}:4: the column "order_number" is empty, so nobody knows whose case this is [missing-cell]',
        "  at: /order_number",
        f'{cases}:12: the column "severity" is "9", not 1, 2, 3 or 4; a map may say what it stands for [bad-cell]',
        "  at: /severity",
        "11 rows read: 1 case counted, 3 left out; 7 rows of orders that are not in the book: "
        "Old-0 (1), Old-1 (1), Old-2 (1), Old-3 (1), Old-4 (1) and 2 more",
    ]
    assert "6 reports issued" in done.stderr


def test_a_history_that_does_not_tell_whose_cases_they_are_is_refused(portfolio: Portfolio) -> None:
    portfolio.cases.write_bytes(as_csv([row()]))

    done = portfolio.make(status=1)

    assert "no column tells of which order a case is, so nobody knows whose case it is [no-column]" in done.stderr
    assert "hint: add a column order_number, or name another with --map" in done.stderr


def test_a_map_may_name_the_column_of_the_order(portfolio: Portfolio) -> None:
    cases = [{"Contract": each.pop("order_number")} | each for each in (case(US), case(CN, case_id="C-2"))]
    portfolio.cases.write_bytes(as_csv(cases))
    column_map = portfolio.folder / "map.toml"
    column_map.write_text('[fields]\n"/order_number" = "Contract"\n', "utf-8")

    portfolio.make("--map", column_map)

    assert [each["figures"]["opened"] for each in portfolio.overview().values()].count(1) == 2


def test_a_refused_order_is_told_and_the_others_go_on(portfolio: Portfolio) -> None:
    portfolio.change(DE, '"territory": "DE"', '"territory": "XX"')
    portfolio.have(case(US), case(DE, case_id="C-2"))

    done = portfolio.make(status=1)

    assert "[unknown-country]" in done.stderr
    assert "2 rows read: 1 case counted, none left out; 1 row of orders that get no report\n" in done.stderr
    assert done.stderr.splitlines()[-1] == "3 contracts, 0 to be called: 5 reports issued; 1 order refused"


def test_reports_go_into_an_object_store_as_well(portfolio: Portfolio) -> None:
    portfolio.make("--out", "memory://portfolio-test/out")

    files = fsspec.filesystem("memory").find("/portfolio-test/out")
    assert f"/portfolio-test/out/portfolio/2018-05/{US}/en/review-monthly.html" in files
    assert len(files) == 6 + 3
    assert not (portfolio.folder / "out").exists()


def test_reports_are_told_apart_from_notices(portfolio: Portfolio) -> None:
    places = ("--out", portfolio.folder / "out", "--ledger", portfolio.folder / "ledger.db", "--as-of", DAY)
    portfolio.make()

    done = call("renewals", "run", portfolio.folder / "book", *places)
    status = call("renewals", "status", portfolio.folder / "book", *places[2:])
    history = call("renewals", "history", US, *places[2:4])

    assert (done.status, done.stdout, done.stderr) == (0, "", "4 contracts: 0 notices issued\n")
    assert not (portfolio.folder / "out" / "renewals").exists()
    assert status.stderr == "4 contracts: 0 notices issued, 0 due, 0 overdue, 0 failed; 6 reports issued\n"
    assert history.stdout.splitlines()[:3] == [
        f"{DAY}  issued  review-monthly 2018-05 in en",
        "  for Dana Whitfield, O'Neill & Hart Freight, Inc., US",
        "  review-monthly in en, edition 2017-11",
    ]


@pytest.mark.parametrize("command", ["quarterly", "annual"])
def test_quarters_and_years_are_made_for_all_too(portfolio: Portfolio, command: str) -> None:
    parts = {
        "quarterly": ("Challenges", "Recommendations", "Business needs", "Global threat landscape"),
        "annual": ("Security posture", "Security strategy", "Best practices"),
    }
    notes = portfolio.folder / "all.md"
    notes.write_text("".join(f"# {part}\n\nOne.\n" for part in parts[command]), "utf-8")
    period = {"quarterly": "2018-Q2", "annual": "2018"}[command]

    portfolio.make("--notes", notes, "--lang", "en", command=command, period=period)

    folder = portfolio.folder / "out" / "portfolio" / period
    assert len(list(folder.glob(f"*/en/review-{command}.html"))) == 4
    assert (folder / f"overview-{command}.html").exists()
