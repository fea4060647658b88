from __future__ import annotations

import json
import shutil
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import icalendar
import openpyxl
import pypdf
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import create_engine, text

from tamdocs.cli.main import main
from tamdocs.cli.renewals import renewals
from tamdocs.cli.verify import verify
from tests.support.drafts import seal_anew
from tests.support.samples import ROOT

DAY = "2018-08-01"
CONTRACT = "RPS-2017-000931"
"""Has a notice that is due on `DAY`, to its business contact, with a copy to its legal contact."""
LETTER = f"renewals/notices/{CONTRACT}/2018-11-14-first-business"


@pytest.fixture(autouse=True)
def _workspace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    shutil.copytree(ROOT / "contracts", folder)
    return folder


def call(command: str, *arguments: str) -> Result:
    return CliRunner().invoke(renewals, [command, *arguments])


def run(book: Path, *options: str, day: str = DAY, status: int = 0) -> Result:
    places = ("--out", str(book.parent / "out"), "--ledger", str(book.parent / "ledger.db"))
    done = call("run", str(book), "--as-of", day, *places, *options)
    assert done.exit_code == status, done.output
    return done


def history(book: Path) -> list[str]:
    said = call("history", CONTRACT, "--ledger", str(book.parent / "ledger.db"))
    return [line for line in said.stdout.splitlines() if not line.startswith(" ")]


def change(book: Path, old: str, new: str) -> None:
    (path,) = (path for path in book.glob("*.json") if CONTRACT in path.read_text("utf-8"))
    written = path.read_text("utf-8")
    assert old in written
    path.write_text(written.replace(old, new), "utf-8")


def test_a_run_says_where_it_has_written_and_what_it_has_done(book: Path) -> None:
    done = run(book)
    folder = f"{book.parent}/out/renewals/{DAY}"

    assert done.stdout.splitlines() == [
        f"{folder}/print/post-US-en-001.pdf",
        f"{folder}/manifest.csv",
        f"{folder}/manifest.xlsx",
        f"{folder}/posting-days.ics",
        f"{folder}/manifest.jsonl",
    ]
    assert done.stderr == "4 contracts: 2 notices issued\n"


def test_a_run_prints_an_object_for_each_notice(book: Path) -> None:
    lines = [json.loads(line) for line in run(book, "--json", "--format", "docx").stdout.splitlines()]

    assert lines[0] == {
        "order_number": CONTRACT,
        "notice": "first",
        "recipient": "business",
        "term_end": "2018-11-14",
        "issue": 0,
        "outcome": "issued",
        "files": [f"{LETTER.removeprefix('renewals/')}.docx"],
    }
    assert len(lines) == 2


def test_a_dry_run_writes_nothing_and_says_what_a_run_would_issue(book: Path) -> None:
    before = run(book, "--dry-run")

    assert not (book.parent / "out").exists()
    assert not (book.parent / "ledger.db").exists()
    assert before.stderr == "4 contracts: 2 notices would be issued\n"
    head, first, second = before.stdout.splitlines()
    assert head == "order_number  notice  recipient  language  delivery  country  post_by  receive_by  overdue  why"
    assert first.split("  ")[8] in {"yes", "no"}
    assert second.split("  ")[2] == "legal"

    run(book)

    assert run(book, "--dry-run").stderr == "4 contracts: 0 notices would be issued\n"


def test_the_manifest_says_where_in_the_print_run_each_letter_is(book: Path) -> None:
    run(book)
    folder = book.parent / "out/renewals" / DAY
    rows = [json.loads(line) for line in (folder / "manifest.jsonl").read_text("utf-8").splitlines()]
    sheet = openpyxl.load_workbook(folder / "manifest.xlsx").worksheets[0]
    printed = pypdf.PdfReader(folder / "print/post-US-en-001.pdf")

    assert [(row["recipient"], row["print_run"], row["first_page"], row["pages"]) for row in rows] == [
        ("business", "print/post-US-en-001.pdf", 1, 1),
        ("legal", "print/post-US-en-001.pdf", 2, 1),
    ]
    assert [cell.value for cell in sheet[2]][:3] == [CONTRACT, "first", "business"]
    assert len(printed.pages) == 2
    assert [str(mark["/Title"]) for mark in printed.outline if isinstance(mark, dict)] == [
        f"{rows[0]['address'][-2]} {rows[0]['organisation']}, {CONTRACT}"
    ] * 2


def test_a_draft_of_an_email_has_the_letter_attached(book: Path) -> None:
    run(book)
    folder = book.parent / "out"
    written = (folder / f"renewals/{DAY}/emails/{CONTRACT}-first-business.eml").read_bytes()
    draft = message_from_bytes(written, policy=default)
    (attached,) = draft.iter_attachments()

    assert CONTRACT in str(draft["Subject"])
    assert draft["Date"] is None
    assert attached.get_content() == (folder / f"{LETTER}.pdf").read_bytes()


def test_every_letter_of_a_run_can_be_verified(book: Path) -> None:
    run(book)
    letters = book.parent / "out" / "renewals" / "notices"
    done = CliRunner().invoke(verify, [str(letters)])

    assert done.exit_code == 0, done.output
    assert "4 files: 4 genuine, 0 not" in done.output


def test_a_letter_without_its_order_is_known_by_hashes_only(book: Path) -> None:
    run(book, "--no-embed")
    done = CliRunner().invoke(verify, [str(book.parent / "out" / f"{LETTER}.pdf"), "--json"])

    assert json.loads(done.stdout)["verdict"] == "hash-only"


def test_the_calendar_has_the_day_on_which_letters_are_posted(book: Path) -> None:
    run(book)
    calendar = icalendar.Calendar.from_ical((book.parent / f"out/renewals/{DAY}/posting-days.ics").read_bytes())
    (event,) = calendar.walk("VEVENT")

    assert str(event["SUMMARY"]) == "Post 2 notices"
    assert str(event.decoded("DTSTART")) == "2018-08-09"


def test_what_is_issued_after_the_print_runs_were_made_gets_print_runs_of_its_own(book: Path) -> None:
    held_back = book.parent / "held back.json"
    (path,) = (path for path in book.glob("*.json") if CONTRACT in path.read_text("utf-8"))
    path.rename(held_back)
    run(book, day="2018-11-01")
    first = (book.parent / "out/renewals/2018-11-01/manifest.jsonl").read_bytes()
    held_back.rename(path)

    run(book, day="2018-11-01")
    second = (book.parent / "out/renewals/2018-11-01.2/manifest.jsonl").read_text("utf-8")

    assert (book.parent / "out/renewals/2018-11-01/manifest.jsonl").read_bytes() == first
    assert {json.loads(line)["order_number"] for line in second.splitlines()} == {CONTRACT}
    assert CONTRACT not in first.decode()


def test_a_folder_of_a_day_that_is_gone_is_made_again_with_the_same_bytes(book: Path) -> None:
    run(book)
    folder = book.parent / "out/renewals" / DAY
    before = {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    shutil.rmtree(folder)

    run(book)

    assert {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_folder_of_a_day_that_has_fewer_letters_than_were_issued_is_made_again(book: Path) -> None:
    """So a run leaves it that knew fewer, came last, and was killed before it learnt of the others."""
    run(book)
    manifest = book.parent / "out/renewals" / DAY / "manifest.jsonl"
    before = manifest.read_bytes()
    manifest.write_bytes(before.splitlines(keepends=True)[0])

    run(book)

    assert before.count(b"\n") == 2
    assert manifest.read_bytes() == before


def test_an_order_that_changed_is_told_and_its_notice_not_sent_again(book: Path) -> None:
    run(book)
    letter = (book.parent / f"out/{LETTER}.pdf").read_bytes()
    change(book, '"quantity": 1', '"quantity": 2')  # does not stand in the letter
    unheard = run(book)
    change(book, "SEP", "SEQ")
    told = run(book)

    assert unheard.stderr == "4 contracts: 0 notices issued, 2 issued before\n"
    assert f"{CONTRACT}: first notice to the business contact, term to 2018-11-14: the order changed" in told.stderr
    assert "2 changed since" in told.stderr
    assert (book.parent / f"out/{LETTER}.pdf").read_bytes() == letter


def test_a_notice_is_issued_again_for_a_reason_that_the_ledger_keeps(book: Path) -> None:
    run(book)

    again = ("--reissue", CONTRACT.lower(), "--reason", "came back from the post office")
    done = run(book, *again, day="2018-08-20")
    twice = run(book, *again, day="2018-08-20")

    assert done.stderr == "4 contracts: 2 notices issued\n"
    assert twice.stderr == "4 contracts: 0 notices issued, 2 issued before\n"
    assert (book.parent / f"out/{LETTER}.reissue-1.pdf").exists()
    assert not (book.parent / f"out/{LETTER}.reissue-2.pdf").exists()
    assert history(book) == [
        f"{day}  {event}"
        for day, event in (
            ("2018-08-01", "issued  first notice to the business contact, term to 2018-11-14"),
            ("2018-08-01", "issued  first notice to the legal contact, term to 2018-11-14"),
            (
                "2018-08-20",
                "reissued  first notice to the business contact, term to 2018-11-14, issue 1: "
                "came back from the post office",
            ),
            (
                "2018-08-20",
                "reissued  first notice to the legal contact, term to 2018-11-14, issue 1: "
                "came back from the post office",
            ),
        )
    ]


def test_what_was_never_issued_cannot_be_issued_again(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    places = ["--out", str(book.parent / "out"), "--ledger", str(book.parent / "ledger.db")]
    asked = ["renewals", "run", str(book), "--as-of", DAY, *places, "--reissue", "Rps-2017-000931", "--reason", "lost"]

    with pytest.raises(SystemExit) as stop:
        main(asked)

    assert stop.value.code == 1
    assert (
        "Rps-2017-000931: no notice of this contract has been issued, so none can be issued again [never-issued]"
        in capsys.readouterr().err
    )


def test_a_number_that_no_order_has_is_told_as_it_was_given(book: Path) -> None:
    run(book)
    next(path for path in book.glob("*.json") if CONTRACT in path.read_text("utf-8")).unlink()

    done = run(book, "--reissue", "Rps-2017-000931", "--reason", "lost", status=2)

    assert "no order of the book that can be used has the number Rps-2017-000931" in " ".join(done.stderr.split())


def test_a_letter_that_somebody_changed_goes_into_no_print_run(book: Path) -> None:
    run(book)
    shutil.rmtree(book.parent / "out/renewals" / DAY)
    (book.parent / f"out/{LETTER}.pdf").write_bytes(b"other")

    done = run(book, status=1)

    assert "this letter is not as it was when it was issued [changed-letter]" in done.stderr


def test_a_notice_that_cannot_be_made_is_noted_until_it_is_issued(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("schemas", "templates"):
        shutil.copytree(ROOT / name, book.parent / name)
    (book.parent / "tamdocs.toml").write_bytes((ROOT / "tamdocs.toml").read_bytes())
    editions = book.parent / "templates/editions"
    schema = editions / "2017-11/schemas/renewal-notice.schema.json"
    right = schema.read_text("utf-8")
    schema.write_text(right.replace('"reference": {', '"signatory": {"type": "string"}, "reference": {'), "utf-8")
    schema.write_text(schema.read_text("utf-8").replace('"recipient",', '"recipient", "signatory",', 1), "utf-8")
    seal_anew(editions)
    monkeypatch.chdir(book.parent)
    status = ("status", str(book), "--as-of", DAY, "--ledger", str(book.parent / "ledger.db"), "--json")

    failed = run(book, status=1)
    before = json.loads(call(*status).stdout)
    schema.write_text(right, "utf-8")
    seal_anew(editions)
    run(book)
    after = json.loads(call(*status).stdout)

    assert f"{CONTRACT}: first notice to the business contact" in failed.stderr
    assert "[data-schema]" in failed.stderr
    assert before == {"day": "2018-08-09", "country": "US", "issued": 0, "due": 0, "overdue": 0, "failed": 2}
    assert after == {"day": "2018-08-09", "country": "US", "issued": 2, "due": 0, "overdue": 0, "failed": 0}
    assert [line.split("  ")[1] for line in history(book)] == ["failed", "issued", "failed", "issued"]


def test_the_status_counts_by_day_and_country(book: Path) -> None:
    run(book)

    done = call("status", str(book), "--as-of", "2018-11-20", "--ledger", str(book.parent / "ledger.db"))

    assert done.stdout.splitlines()[0].split() == ["day", "country", "issued", "due", "overdue", "failed"]
    assert "2018-08-09  US             2" in done.stdout
    assert "2 notices issued" in done.stderr


def test_a_ledger_of_a_newer_version_is_refused(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(book)
    engine = create_engine(f"sqlite:///{book.parent}/ledger.db")
    with engine.begin() as connection:
        connection.execute(text("UPDATE renewal_ledger SET version = 2"))
    engine.dispose()

    with pytest.raises(SystemExit):
        main(["renewals", "history", CONTRACT, "--ledger", str(book.parent / "ledger.db")])

    assert "this ledger has version 2 of the tables, and this tamdocs knows version 1 [ledger-version]" in (
        capsys.readouterr().err
    )


@pytest.mark.parametrize(
    ("ledger", "told"),
    [
        ("mysql://host/db", "a ledger cannot be kept in mysql"),
        ("://", "this is no address of a database"),
        ("/dev/null/ledger.db", "the ledger cannot be used"),
    ],
)
def test_an_address_that_cannot_be_a_ledger_is_told(
    book: Path, capsys: pytest.CaptureFixture[str], ledger: str, told: str
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["renewals", "run", str(book), "--as-of", DAY, "--ledger", ledger, "--out", str(book.parent / "out")])

    assert stop.value.code == 1
    assert told in capsys.readouterr().err


def test_a_reason_is_asked_for() -> None:
    assert call("run", "contracts", "--reissue", CONTRACT).exit_code == 2
