from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fsspec
import openpyxl
import pytest
from click.testing import CliRunner

from tamdocs.cli.main import tamdocs
from tamdocs.cli.report import problem_as_text
from tamdocs.errors import TamdocsError
from tests.support.cases import as_csv, open_row, row
from tests.support.portfolios import save_sample_cases
from tests.support.samples import ROOT

US, CN, DE, SG = "RPS-2017-000931", "TAM-2017-004218", "CSS-2017-002077", "TAM-2018-000115"
NOTES = "# What to improve\n\nNothing.\n\n# 改进事项\n\n无。\n"
DAY = "2018-06-04"


@dataclass(frozen=True, slots=True)
class Done:
    status: int
    stdout: str
    stderr: str


def call(*arguments: str | Path) -> Done:
    """Run a command as the program does."""
    done = CliRunner().invoke(tamdocs, ["-C", str(ROOT), *map(str, arguments)])
    told = ""
    if isinstance(done.exception, TamdocsError):
        told = "".join(f"{problem_as_text(problem)}\n" for problem in done.exception.problems)
    elif done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Done(done.exit_code, done.stdout, done.stderr + told)


@dataclass(frozen=True, slots=True)
class Portfolio:
    """A book, a history and notes in a folder, and the command that makes the reports."""

    folder: Path

    @property
    def cases(self) -> Path:
        return self.folder / "cases.csv"

    @property
    def out(self) -> Path:
        return self.folder / "out" / "portfolio" / "2018-05"

    def have(self, *cases: Mapping[str, Any]) -> None:
        self.cases.write_bytes(as_csv(cases))

    def make(self, *more: str | Path, status: int = 0, command: str = "monthly", period: str = "2018-05") -> Done:
        places = ("--out", self.folder / "out", "--ledger", self.folder / "ledger.db", "--as-of", DAY)
        asked = ("--all", self.folder / "book", "--cases", self.cases, "--period", period)
        notes = () if "--notes" in more else ("--notes", self.folder / "notes")
        formats = () if "--format" in more else ("--format", "html")
        done = call("review", command, *asked, *notes, *formats, *places, *more)
        assert done.status == status, done.stderr
        return done

    def files(self) -> dict[str, bytes]:
        return {path.relative_to(self.out).as_posix(): path.read_bytes() for path in self.out.rglob("*.*")}

    def overview(self) -> dict[str, Any]:
        rows = json.loads((self.out / "overview-monthly.json").read_text("utf-8"))["rows"]
        return {each["order_number"]: each for each in rows}

    def order(self, number: str) -> Path:
        (path,) = (each for each in (self.folder / "book").glob("*.json") if number in each.read_text("utf-8"))
        return path

    def change(self, number: str, old: str, new: str) -> None:
        path = self.order(number)
        written = path.read_text("utf-8")
        assert old in written
        path.write_text(written.replace(old, new), "utf-8")


@pytest.fixture
def portfolio(tmp_path: Path) -> Portfolio:
    """Four customers, two of them with a case in May."""
    shutil.copytree(ROOT / "contracts", tmp_path / "book")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "default.md").write_text(NOTES, "utf-8")
    made = Portfolio(tmp_path)
    made.have(case(US), case(CN, case_id="C-2"))
    return made


def case(number: str, **changes: Any) -> dict[str, Any]:
    return {"order_number": number} | row(**changes)


def words(data: bytes) -> str:
    return " ".join(re.sub("<[^>]*>", " ", data.decode()).split())


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


def test_notes_are_those_of_the_period_else_of_the_order_else_the_default(portfolio: Portfolio) -> None:
    def write(name: str, said: str) -> None:
        (portfolio.folder / "notes" / name).write_text(f"# What to improve\n\n{said}\n", "utf-8")

    write(f"{US}-2018-05.md", "Of the period.")
    write(f"{US}.md", "Of the order.")
    write(f"{CN}.md", "Of the order.")
    write(f"{SG}-2018-05.en.md", "In English.")
    write(f"{DE}-2018-06.md", "Of another period.")

    portfolio.make("--lang", "en")

    files = portfolio.files()
    said = {number: words(files[f"{number}/en/review-monthly.html"]) for number in (US, CN, SG, DE)}
    assert "Of the period." in said[US]
    assert "Of the order." in said[CN]
    assert "In English." in said[SG]
    assert "Nothing." in said[DE]


def test_a_report_without_its_notes_fails_and_the_others_go_on(portfolio: Portfolio) -> None:
    path = portfolio.folder / "notes" / f"{CN}-2018-05.md"
    path.write_text("# What to improve\n\nOne.\n", "utf-8")

    done = portfolio.make(status=1)

    assert f"{CN}: review-monthly 2018-05 in zh-Hans cannot be made\n{path}: a part that every" in done.stderr
    assert done.stderr.splitlines()[-1] == "4 contracts, 1 to be called: 5 reports issued; 1 failed"
    assert portfolio.overview()[CN]["reasons"] == [{"code": "report-failed", "languages": "zh-Hans"}]
    assert list(portfolio.overview()[CN]["reports"]) == ["en"]

    (portfolio.folder / "notes" / f"{CN}-2018-05.zh-Hans.md").write_text("# 改进事项\n\n无。\n", "utf-8")

    assert portfolio.make().stderr.splitlines()[-1].endswith("1 report issued, 5 issued before")
    assert portfolio.overview()[CN]["reasons"] == []


def test_wrong_notes_are_told_with_file_and_line(portfolio: Portfolio) -> None:
    path = portfolio.folder / "notes" / f"{US}.md"
    path.write_text("# What to improve\n\nOne.\n\n<b>two</b>\n", "utf-8")

    assert f'{path}:5: raw HTML is no text; write it without < and >: "<b>"' in portfolio.make(status=1).stderr

    path.write_text("# What to improve\n\nOne.\n\n\U0001f9ff\n", "utf-8")

    assert f"{path}:3: " in portfolio.make(status=1).stderr

    path.write_text("# What to improve\n\nOne.\n\n> two\n", "utf-8")

    told = f"{US}: review-monthly 2018-05 in en: {path}:3: line 3 of the prose: a block quote cannot stand in prose"
    done = portfolio.make(status=1)
    assert told in done.stderr
    assert done.stderr.splitlines()[-1].endswith("; 1 failed")
    assert portfolio.overview()[US]["reasons"] == [{"code": "report-failed", "languages": "en"}]


def test_a_folder_of_notes_stands_alone(portfolio: Portfolio) -> None:
    notes = ("--notes", portfolio.folder / "notes", "--notes", portfolio.folder / "notes" / "default.md")

    assert "a folder of notes stands alone [notes-folder]" in portfolio.make(*notes, status=1).stderr


def test_files_of_notes_are_for_all(portfolio: Portfolio) -> None:
    portfolio.make("--notes", portfolio.folder / "notes" / "default.md")

    assert len(portfolio.files()) == 6 + 3


def test_a_refused_order_is_told_and_the_others_go_on(portfolio: Portfolio) -> None:
    portfolio.change(DE, '"territory": "DE"', '"territory": "XX"')
    portfolio.have(case(US), case(DE, case_id="C-2"))

    done = portfolio.make(status=1)

    assert "[unknown-country]" in done.stderr
    assert "2 rows read: 1 case counted, none left out; 1 row of orders that get no report\n" in done.stderr
    assert done.stderr.splitlines()[-1] == "3 contracts, 0 to be called: 5 reports issued; 1 order refused"


def test_a_dry_run_writes_nothing_and_says_who_would_get_what_and_who_needs_a_call(portfolio: Portfolio) -> None:
    portfolio.have(open_row(order_number=CN, severity="1"), case(US, case_id="C-2"))

    done = portfolio.make("--dry-run")

    assert not (portfolio.folder / "out").exists()
    assert not (portfolio.folder / "ledger.db").exists()
    assert done.stdout.splitlines()[:4] == [
        f"{CN}  zh-Hans, en  上海云岭信息技术有限公司",
        "  1 Severity 1 case still open: C-1",
        "  1 Severity 1 case opened: C-1",
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


def test_what_is_wrong_with_the_notes_of_all_is_told_once(portfolio: Portfolio) -> None:
    (portfolio.folder / "notes" / "default.md").write_text("# What to imprve\n\nOne.\n", "utf-8")

    done = portfolio.make("--lang", "en", status=1)

    assert done.stderr.count("no part has the heading") == 1
    assert done.stderr.count("review-monthly 2018-05 in en cannot be made") == 4
    assert done.stderr.splitlines()[-1] == "4 contracts, 4 to be called: 0 reports issued; 4 failed"


def test_reports_go_into_an_object_store_as_well(portfolio: Portfolio) -> None:
    portfolio.make("--out", "memory://portfolio-test/out")

    files = fsspec.filesystem("memory").find("/portfolio-test/out")
    assert f"/portfolio-test/out/portfolio/2018-05/{US}/en/review-monthly.html" in files
    assert len(files) == 6 + 3
    assert not (portfolio.folder / "out").exists()


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


HOSTILE = '=HYPERLINK("http://x")<script>alert(1)</script>'


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

    assert "no order that can be used has the number no-1" in done.stderr


def test_a_period_that_is_not_over_is_told(portfolio: Portfolio) -> None:
    done = portfolio.make("--as-of", "2018-05-31", "--dry-run")

    assert "warning: 2018-05 is not over on 2018-05-31, and a report is issued once [period-not-over]" in done.stderr
