from __future__ import annotations

import pytest

from tamdocs.errors import LibraryError
from tamdocs.library.read import read_library
from tests.support.drafts import SOURCE

PAYMENT = "2017-11/clauses/terms/payment/en.md"


def problems_with(path: str, old: str, new: str) -> list[str]:
    text = SOURCE[path].decode()
    assert old in text
    files = {**SOURCE, path: text.replace(old, new, 1).encode()}
    with pytest.raises(LibraryError) as caught:
        read_library(files, root="editions/")
    return [str(problem) for problem in caught.value.problems]


def problems_without(path: str) -> list[str]:
    files = {name: data for name, data in SOURCE.items() if not name.startswith(path)}
    with pytest.raises(LibraryError) as caught:
        read_library(files, root="editions/")
    return [str(problem) for problem in caught.value.problems]


def test_the_same_files_have_the_same_hash_and_others_another() -> None:
    first = read_library(SOURCE).editions["2017-11"].sha256
    again = read_library(dict(reversed(SOURCE.items()))).editions["2017-11"].sha256
    other = read_library({**SOURCE, PAYMENT: SOURCE[PAYMENT] + b"\n"}).editions["2017-11"].sha256

    assert first == again != other


def test_a_library_that_did_not_change_is_not_read_again() -> None:
    first = read_library(SOURCE)
    changed = {**SOURCE, PAYMENT: SOURCE[PAYMENT] + b"\n"}

    assert read_library(dict(SOURCE)) is first
    assert read_library(changed) is not first
    assert read_library(SOURCE, root="editions/") is not first, "problems are named from another root on"


@pytest.mark.parametrize(
    ("path", "old", "new", "message"),
    [
        ("2017-11/vendor.toml", '"AG", ', "", "AG is in no region [missing-territory]"),
        ("2017-11/vendor.toml", '"AG", ', '"AG", "DE", ', "DE is in americas and in emea [double-territory]"),
        ("2017-11/vendor.toml", '"AG", ', '"AG", "XX", ', "XX is not an ISO 3166-1 code [unknown-territory]"),
        ("2017-11/vendor.toml", "{{ edition.title }}", "{{ editoin.title }}", "there is no `editoin` [unknown-name]"),
        ("2017-11/edition.toml", "in_force_from", "in_force_form", "`in_force_form` is not known here [shape]"),
        ("2017-11/edition.toml", "[languages.en]", "[languages.en", "[toml]"),
        ("2017-11/edition.toml", '"terms"]', '"term"]', "there is no document term [unknown-document]"),
        ("2017-11/documents/terms.toml", '"payment"', '"paymant"', "there is no clause `paymant` [unknown-clause]"),
        ("2017-11/documents/terms.toml", '    "payment",\n', "", "no outline names this clause"),
        ("2017-11/documents/terms.toml", '"payment"', '"warranty"', "`warranty` stands here twice [double-clause]"),
        ("2017-11/documents/terms.toml", '"(a)"', '"()"', "`()` is not a number pattern"),
        ("2017-11/documents/terms.toml", 'label = "T"', 'label = "A1"', "`A1` cannot be a page label"),
        ("2017-11/documents/terms.toml", "{number}", "{numer}", "`{numer}` is nothing that is filled in here"),
        ("2017-11/documents/terms.toml", "zh-Hans =", "zh-Hant =", "there is no text in zh-Hans [missing-language]"),
        ("2017-11/documents/terms.toml", "heading = false", "headnig = false", "`headnig` is not known here"),
        (PAYMENT, "TC-1", "TC-99", "facts.toml has no TC-99 [unknown-fact]"),
        (PAYMENT, "channel.kind", "chanel.kind", "there is no `chanel` [unknown-name]"),
    ],
)
def test_what_is_wrong_is_named_with_its_file(path: str, old: str, new: str, message: str) -> None:
    problems = problems_with(path, old, new)

    assert any(message in problem for problem in problems)
    assert all(
        problem.startswith(f"editions/{path.rsplit('/', 1)[0].split('/', maxsplit=1)[0]}/") for problem in problems
    )


def test_a_missing_file_is_named() -> None:
    assert problems_without("2017-11/vendor.toml") == [
        "editions/2017-11/vendor.toml: the edition lacks this file [missing-file]"
    ]


def test_a_file_that_is_no_clause_is_named() -> None:
    with pytest.raises(LibraryError) as caught:
        read_library({**SOURCE, "2017-11/clauses/terms/payment/fr.md": b"x"}, root="editions/")

    assert str(caught.value).startswith(
        "editions/2017-11/clauses/terms/payment/fr.md: this is not the name of a clause's text [clause-file]\n"
        "  hint: clauses/DOCUMENT/CLAUSE/LANGUAGE[.NAME].md; a NAME is one of americas, apac,"
    )


def test_a_clause_that_is_not_utf_8_is_refused_by_name() -> None:
    with pytest.raises(LibraryError, match="the file is not UTF-8"):
        read_library({**SOURCE, PAYMENT: "é".encode("latin-1")}, root="editions/")


def test_every_problem_is_reported_at_once() -> None:
    files = {
        **SOURCE,
        PAYMENT: SOURCE[PAYMENT] + b"\n\n# Head\n",
        "2017-11/vendor.toml": SOURCE["2017-11/vendor.toml"].replace(b'"AG", ', b""),
    }
    with pytest.raises(LibraryError) as caught:
        read_library(files)

    assert {problem.code for problem in caught.value.problems} == {"markup", "missing-territory"}


def test_no_edition_at_all_is_an_error() -> None:
    with pytest.raises(LibraryError, match="there is no edition here"):
        read_library({}, root="editions/")
