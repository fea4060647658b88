from __future__ import annotations

import pytest

from tamdocs.errors import LibraryError
from tamdocs.library.extends import edition_files, edition_names
from tamdocs.library.read import read_library
from tests.support.drafts import SOURCE

BASE = b'title = "a"\nstatus = "draft"\nin_force_from = 2017-11-01\n[languages]\n[pack]\ntitle = ""\ndocuments = []\n'


def heir(base: str, *lines: str) -> bytes:
    head = [f'title = "x"\nstatus = "draft"\nin_force_from = 2018-06-01\nextends = "{base}"', *lines]
    return "\n".join([*head, '[languages]\n[pack]\ntitle = ""\ndocuments = []\n']).encode()


FILES = {
    "a/edition.toml": BASE,
    "a/vendor.toml": b"of a",
    "a/clauses/terms/payment/en.md": b"pay of a",
    "a/clauses/terms/payment/en.emea.md": b"pay in emea of a",
    "a/edition.lock": b"lock of a",
    "b/edition.toml": heir("a"),
    "b/clauses/terms/payment/en.md": b"pay of b",
    "c/edition.toml": heir("b", 'removed = ["clauses/terms/payment/en.emea.md"]'),
    "c/vendor.toml": b"of c",
}


def test_an_edition_takes_over_every_file_that_it_does_not_have_itself() -> None:
    edition = edition_files("b", FILES, "editions/")

    assert edition.data == {
        "edition.toml": FILES["b/edition.toml"],
        "vendor.toml": b"of a",
        "clauses/terms/payment/en.md": b"pay of b",
        "clauses/terms/payment/en.emea.md": b"pay in emea of a",
    }
    assert edition.lock is None


def test_a_file_is_named_where_it_really_lies() -> None:
    edition = edition_files("b", FILES, "editions/")

    assert edition.source("vendor.toml") == "editions/a/vendor.toml"
    assert edition.source("clauses/terms/payment/en.md") == "editions/b/clauses/terms/payment/en.md"
    assert edition.source("glossary.toml") == "editions/a/glossary.toml"


def test_an_edition_extends_one_that_extends_another_and_drops_what_it_names() -> None:
    edition = edition_files("c", FILES)

    assert edition.chain == ("c", "b", "a")
    assert edition.data == {
        "edition.toml": FILES["c/edition.toml"],
        "vendor.toml": b"of c",
        "clauses/terms/payment/en.md": b"pay of b",
    }


def test_a_folder_that_is_removed_stands_for_all_that_is_taken_over_in_it() -> None:
    files = {
        **FILES,
        "d/edition.toml": heir("a", 'removed = ["clauses/terms/payment"]'),
        "d/clauses/terms/payment/en.md": b"pay of d",
    }

    assert sorted(edition_files("d", files).data) == ["clauses/terms/payment/en.md", "edition.toml", "vendor.toml"]


def test_the_hash_is_over_what_is_in_effect() -> None:
    before = edition_files("b", FILES).sha256

    assert edition_files("b", {**FILES, "a/clauses/terms/payment/en.md": b"hidden"}).sha256 == before
    assert edition_files("b", {**FILES, "a/vendor.toml": b"other"}).sha256 != before
    assert edition_files("b", {**FILES, "b/edition.lock": b"lock"}).sha256 == before


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (
            {"b/edition.toml": heir("aa")},
            "b/edition.toml: there is no edition aa [unknown-edition]\n  at: extends\n  hint: did you mean `a`?",
        ),
        (
            {"a/edition.toml": heir("c")},
            "a/edition.toml: the editions go in a circle: c extends b extends a extends c [extends-itself]",
        ),
        (
            {"c/edition.toml": heir("b", 'removed = ["clauses/terms/paymant"]')},
            "c/edition.toml: `clauses/terms/paymant` is not among the files that the edition takes over "
            "[removes-nothing]\n  at: removed\n  hint: did you mean `clauses/terms/payment/en.md`?",
        ),
    ],
)
def test_what_cannot_be_taken_over_is_refused(files: dict[str, bytes], message: str) -> None:
    with pytest.raises(LibraryError) as caught:
        edition_files("c", {**FILES, **files})

    assert str(caught.value) == message


def test_an_edition_is_a_folder_with_an_edition_toml() -> None:
    assert edition_names({**FILES, "readme.md": b"", "z/vendor.toml": b"", "x/y/edition.toml": b""}) == ["a", "b", "c"]


def test_a_problem_of_a_file_that_two_editions_share_is_told_once_and_where_it_lies() -> None:
    payment = "2017-11/clauses/terms/payment/en.md"
    with pytest.raises(LibraryError) as caught:
        read_library({**SOURCE, payment: SOURCE[payment].replace(b"TC-1", b"TC-99")}, root="editions/")

    assert [(problem.source, problem.code) for problem in caught.value.problems] == [
        (f"editions/{payment}", "unknown-fact")
    ]


def test_an_edition_adds_facts_and_words_to_those_that_it_takes_over() -> None:
    library = read_library(SOURCE)
    first, second = library.editions["2017-11"], library.editions["2018-06"]

    assert second.facts.keys() - first.facts.keys() == {"ED-1", "ED-2"}
    assert second.wording.names.keys() > first.wording.names.keys()
    assert second.extends == "2017-11"


def test_a_fact_that_stands_twice_or_concerns_no_region_is_refused() -> None:
    added = b'[facts.TC-1]\ntitle = "x"\ndocument = "terms"\nonly = ["emae"]\n'
    with pytest.raises(LibraryError) as caught:
        read_library({**SOURCE, "2018-06/facts/more.toml": added})

    assert [str(problem) for problem in caught.value.problems] == [
        "2018-06/facts/more.toml: TC-1 stands in facts.toml already [double-fact]\n  at: facts.TC-1",
        "2018-06/facts/more.toml: the edition has no region emae [unknown-region]\n  at: facts.TC-1.only",
    ]


def test_a_text_that_is_taken_over_is_read_once() -> None:
    library = read_library(SOURCE)
    first, second = (each.clauses["terms", "payment"].texts for each in library.editions.values())

    assert all(first[key] is second[key] for key in first)
