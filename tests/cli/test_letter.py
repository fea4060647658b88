from __future__ import annotations

import json
from pathlib import Path

import pypdf
import pytest
from click.testing import CliRunner

from tamdocs.cli.renewals import renewals
from tamdocs.cli.verify import verify
from tests.support.letter_desk import DAY, book, call, in_workspace, letters, send, text
from tests.support.lifecycle import KINDS, example, for_order
from tests.support.samples import ORDER_FILES

__all__ = ["book", "in_workspace"]

NUMBERS = [json.loads(path.read_text("utf-8"))["order_number"] for path in ORDER_FILES]


def test_a_bulletin_goes_to_those_whose_software_it_touches_with_their_software_only(book: Path) -> None:
    done = send("patch-notice", book, example("patch-notice"))

    assert done.stderr == "4 contracts, 3 affected, 1 not: 3 notices issued\n"
    said = {number: text(path) for number, path in letters(book).items()}
    assert sorted(said) == ["RPS-2017-000931 business", "TAM-2017-004218 business", "TAM-2018-000115 business"]
    assert "SMG-0042-1188" in said["RPS-2017-000931 business"]
    assert "10.6.5" in said["RPS-2017-000931 business"]
    assert "Messaging Gateway 10.6" not in said["TAM-2018-000115 business"]
    assert "ProxySG" not in said["TAM-2018-000115 business"]
    assert "14.0.1 MP2" in said["TAM-2018-000115 business"]
    assert "DLP-3310-4471" not in said["TAM-2017-004218 business"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_each_letter_is_made_in_each_language_and_format_and_is_genuine(book: Path, kind: str, language: str) -> None:
    for number in NUMBERS if kind in {"action-plan", "breach-notice"} else NUMBERS[:1]:
        done = send(kind, book, for_order(kind, number), "--lang", language)
        assert " 0 notices" not in done.stderr

    both = [*letters(book).values(), *letters(book, "docx").values()]
    checked = CliRunner().invoke(verify, [str(book.parent / "out/renewals/notices")])

    assert len(both) >= 4
    assert f"{len(both)} files: {len(both)} genuine, 0 not" in checked.stderr
    for path in both:
        assert f"{kind}, {language}, {path.suffix[1:]}, by edition 2017-11" in checked.stdout
    assert not [path for path in both if "{{" in text(path)]


def test_a_city_that_is_its_own_region_stands_once_in_both_formats(book: Path) -> None:
    (path,) = (path for path in book.glob("*.json") if "TAM-2017-004218" in path.read_text("utf-8"))
    path.write_text(path.read_text("utf-8").replace('"city": "上海"', '"city": "上海", "region": "上海市"'), "utf-8")

    send("patch-notice", book, example("patch-notice"))

    for ending in ("pdf", "docx"):
        said = text(letters(book, ending)["TAM-2017-004218 business"])
        assert "201203 上海市 浦东新区" in " ".join(said.split())


def test_the_same_command_again_sends_nothing(book: Path) -> None:
    send("patch-notice", book, example("patch-notice"))
    before = {path: path.read_bytes() for path in (book.parent / "out").rglob("*") if path.is_file()}

    again = send("patch-notice", book, example("patch-notice"), day="2018-09-10")

    assert again.stderr == "4 contracts, 3 affected, 1 not: 0 notices issued, 3 issued before\n"
    assert {path: path.read_bytes() for path in (book.parent / "out").rglob("*") if path.is_file()} == before


def test_capitals_make_no_other_bulletin(book: Path) -> None:
    data = example("patch-notice")
    send("patch-notice", book, data)
    data["bulletin"]["id"] = data["bulletin"]["id"].lower()

    again = send("patch-notice", book, data)

    assert "0 notices issued, 3 issued before; 3 changed since" in again.stderr


def test_data_that_was_changed_is_told_and_not_sent_again(book: Path) -> None:
    data = example("patch-notice")
    send("patch-notice", book, data)
    data["bulletin"]["title"] = "Another title"

    again = send("patch-notice", book, data)

    assert "RPS-2017-000931: patch-notice symsa1456 to the business contact: its data changed since" in again.stderr
    assert "0 notices issued, 3 issued before; 3 changed since" in again.stderr


def test_a_letter_is_sent_again_to_one_customer_for_a_reason(book: Path) -> None:
    data = example("patch-notice")
    send("patch-notice", book, data)
    asked = ("--reissue", "TAM-2018-000115", "--reason", "came back")

    again = send("patch-notice", book, data, *asked)
    once_more = send("patch-notice", book, data, *asked)

    assert "1 notice issued" in again.stderr
    assert "0 notices issued, 1 issued before" in once_more.stderr
    (path,) = (book.parent / "out").rglob("*.reissue-1.pdf")
    assert "SYMSA1456-1" in text(path)


def test_a_letter_that_was_never_sent_is_not_sent_again(book: Path) -> None:
    done = call("patch-notice", book, example("patch-notice"), "--reissue", "TAM-2018-000115", "--reason", "x")

    assert done.exit_code == 1
    assert "this letter was never sent for this contract, so it cannot be sent again [never-issued]" in done.stderr
    assert letters(book) == {}


def test_a_renewal_notice_is_issued_again_whatever_letter_was_sent_last(book: Path) -> None:
    send("patch-notice", book, example("patch-notice"), day="2018-08-01")
    places = ("--out", str(book.parent / "out"), "--ledger", str(book.parent / "ledger.db"), "--as-of", "2018-08-01")
    CliRunner().invoke(renewals, ["run", str(book), *places])
    send("breach-notice", book, example("breach-notice"))

    asked = ("--reissue", "RPS-2017-000931", "--reason", "came back")
    again = CliRunner().invoke(renewals, ["run", str(book), *places, *asked])

    assert again.stderr == "4 contracts: 2 notices issued\n"
    assert len(list((book.parent / "out").rglob("*first*.reissue-1.pdf"))) == 2


def test_the_history_of_a_contract_has_its_letters(book: Path) -> None:
    send("patch-notice", book, example("patch-notice"))

    said = CliRunner().invoke(renewals, ["history", "RPS-2017-000931", "--ledger", str(book.parent / "ledger.db")])

    assert said.stdout.splitlines()[0] == f"{DAY}  issued  patch-notice symsa1456 to the business contact"


@pytest.mark.parametrize("kind", ["breach-notice", "action-plan"])
@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_a_letter_for_an_order_that_the_book_does_not_have_is_an_error(
    book: Path, kind: str, options: tuple[str, ...]
) -> None:
    data = example(kind)
    part = next(name for name, value in data.items() if "order_number" in value)
    data[part]["order_number"] = "TAM-2017-004281"

    done = call(kind, book, data, *options)

    assert done.exit_code == 1
    first, place, hint, last = done.stderr.splitlines()
    assert first.endswith("no order that can be used has the number TAM-2017-004281 [unknown-order]")
    assert place == f"  at: /{part}/order_number"
    assert hint == "  hint: look whether the number is right, and whether that order is in the book"
    assert last.startswith("4 contracts, 0 affected, 4 not: 0 notices")
    assert letters(book) == {}


def test_nobody_affected_is_no_error_and_leaves_no_letter(book: Path) -> None:
    data = example("patch-notice")
    data["bulletin"]["affected"] = [{"family": "Backup", "versions": "1", "fixed_in": "2"}]

    done = send("patch-notice", book, data)

    assert done.stderr == "4 contracts, 0 affected, 4 not: 0 notices issued\n"
    assert letters(book) == {}


def test_a_contract_that_is_over_or_has_not_begun_gets_no_bulletin(book: Path) -> None:
    assert "3 affected" in send("patch-notice", book, example("patch-notice"), "--dry-run", day="2018-11-14").stderr
    assert "2 affected" in send("patch-notice", book, example("patch-notice"), "--dry-run", day="2018-11-15").stderr
    assert "2 affected" in send("patch-notice", book, example("patch-notice"), "--dry-run", day="2018-02-28").stderr


def test_a_dry_run_writes_nothing_and_says_who_would_get_it(book: Path) -> None:
    done = send("breach-notice", book, example("breach-notice"), "--dry-run", "--json")
    lines = [json.loads(line) for line in done.stdout.splitlines()]

    assert [(line["order_number"], line["recipient"], line["receive_by"]) for line in lines] == [
        ("RPS-2017-000931", "business", "2018-09-11"),
        ("RPS-2017-000931", "legal", "2018-09-11"),
    ]
    assert lines[0]["why"] == "counts as received by 2018-09-11; gives time until 2018-10-11"
    assert not (book.parent / "out").exists()
    assert not (book.parent / "ledger.db").exists()


def test_the_time_to_cure_is_explained(book: Path) -> None:
    done = send("breach-notice", book, example("breach-notice"), "--explain", "--json", day="2018-08-31")
    said = json.loads(done.stdout)

    assert (said["post_by"], said["receive_by"], said["deadline"]) == ("2018-08-31", "2018-09-10", "2018-10-10")
    assert said["derivation"][1]["holidays"] == [{"day": "2018-09-03", "name": "Labor Day", "estimated": False}]
    assert said["recipients"] == ["business", "legal"]
    assert not (book.parent / "out").exists()


def test_a_breach_notice_shows_its_days_and_is_copied_to_the_legal_contact(book: Path) -> None:
    send("breach-notice", book, example("breach-notice"), day="2018-08-31")
    business, legal = letters(book)["RPS-2017-000931 business"], letters(book)["RPS-2017-000931 legal"]

    for said in (text(business), text(legal)):
        assert "Posted 31 August 2018 Holiday, not counted 3 September 2018 Deemed received 10 September 2018" in said
        assert "10 September 2018, at the latest Last day to cure 10 October 2018" in said
        assert "Sent by Maeve Brennan, Senior Counsel, legal@vendor.example" in said
    assert "Copy to Office of General Counsel" in text(business)
    assert "This letter is the copy of a notice to Dana Whitfield." in text(legal)


def test_a_breach_notice_by_courier_says_what_a_late_signature_means(book: Path) -> None:
    send("breach-notice", book, for_order("breach-notice", "TAM-2018-000115"))
    said = text(letters(book)["TAM-2018-000115 legal"])

    assert "Given to the courier 3 September 2018 Signed for 4 September 2018, as expected" in said
    assert "Last day to cure 4 October 2018" in said
    assert "the last day to cure is later by as many days" in said


def test_a_changed_list_names_the_software_of_its_reader_only(book: Path) -> None:
    done = send("covered-products-change", book, example("covered-products-change"))

    assert done.stderr == "4 contracts, 2 affected, 2 not: 2 notices issued\n"
    replaced, removed = (text(path) for path in letters(book).values())
    assert "Symantec Messaging Gateway 10.7" in replaced
    assert "ProxySG" not in replaced
    assert "Symantec ProxySG S400" in removed
    assert "this Software is no longer Designated Software" in removed
    assert "Symantec Endpoint Protection Mobile" in removed
    assert "Messaging" not in removed


def test_sixty_products_are_all_listed(book: Path) -> None:
    path = book / "order-emea-de-reseller.json"
    order = json.loads(path.read_text("utf-8"))
    one = order["designated_software"][0]
    order["designated_software"] = [
        one | {"family": "Endpoint Protection", "product": f"Product {number}", "license_number": f"L-{number:03}"}
        for number in range(60)
    ]
    path.write_text(json.dumps(order), "utf-8")
    data = example("patch-notice")
    data["bulletin"]["affected"] = [
        {"family": "Endpoint Protection", "product": f"product {number}", "versions": f"{number}.0", "fixed_in": "2"}
        for number in range(60)
    ]

    send("patch-notice", book, data)

    for ending in ("pdf", "docx"):
        said = text(letters(book, ending)["CSS-2017-002077 business"])
        assert [number for number in range(60) if f"L-{number:03}" not in said] == []
        assert [number for number in range(60) if f" {number}.0 " not in said] == []


HOSTILE = (
    '<script>alert(1)</script> {{ 7 * 7 }} {% raw %} **bold** [x](javascript:alert(1)) =HYPERLINK("http://x") '
    '#import "/etc/passwd" $ \\u{41} :::{when} true ::: ../../etc'
)


def test_hostile_words_are_words_and_nothing_else(book: Path) -> None:
    data = example("patch-notice")
    data["bulletin"] |= {"title": HOSTILE[:290], "summary": HOSTILE, "actions": [HOSTILE, "w" * 1000]}
    data["bulletin"]["affected"][0] |= {"versions": "=1+1", "fixed_in": "{{ order_number }}"}

    send("patch-notice", book, data)

    for ending in ("pdf", "docx"):
        said = text(letters(book, ending)["RPS-2017-000931 business"])
        assert "<script>alert(1)</script> {{ 7 * 7 }} {% raw %} **bold**" in said
        assert "{{ order_number }}" in said
        assert "=1+1" in said
    reader = pypdf.PdfReader(letters(book)["RPS-2017-000931 business"])
    assert not [page for page in reader.pages if "/Annots" in page]
