from __future__ import annotations

import re

import pytest

from tamdocs.errors import LibraryError
from tamdocs.library.read import read_library
from tests.support.drafts import SOURCE

TERMS = "clauses/terms"
OUTLINE = "documents/terms.toml"
ALONE = {path: data for path, data in SOURCE.items() if path.startswith("2017-11/")}
"""One edition: what is wrong in it would be told of those that extend it too."""


def refused(*changes: tuple[str, str, str], without: str = "(nothing)") -> list[str]:
    """Return what is said of the edition after *changes*: a path, words, what replaces them; no words: a new file."""
    files = {path: data for path, data in ALONE.items() if not path.startswith(f"2017-11/{without}")}
    for path, old, new in changes:
        name = f"2017-11/{path}"
        assert old.encode() in files.get(name, b"")
        files[name] = files[name].replace(old.encode(), new.encode(), 1) if old else new.encode()
    with pytest.raises(LibraryError) as caught:
        read_library(files, root="editions/")
    return [str(problem) for problem in caught.value.problems]


def clause(body: str) -> str:
    return f"---\ntitle: T\nfacts: []\n---\n\n{body}\n"


def at_end(path: str, body: str) -> tuple[str, str, str]:
    text = ALONE[f"2017-11/{path}"].decode()
    return (path, text, f"{text}\n{body}\n")


def line_at_end(path: str) -> int:
    """Return the line on which what `at_end` adds begins."""
    return ALONE[f"2017-11/{path}"].count(b"\n") + 2


def test_every_text_that_is_missing_in_a_language_is_named_at_once() -> None:
    files = {
        path: data for path, data in ALONE.items() if not path.endswith(("payment/zh-Hans.md", "warranty/zh-Hans.md"))
    }

    with pytest.raises(LibraryError) as caught:
        read_library(files, root="editions/")

    assert [str(problem) for problem in caught.value.problems] == [
        f"editions/2017-11/clauses/terms/{name}: the clause has no text in zh-Hans [no-text]\n  at: {name}\n"
        f"  hint: write editions/2017-11/clauses/terms/{name}/zh-Hans.md"
        for name in ("payment", "warranty")
    ]


def test_texts_for_some_regions_leave_a_gap_in_the_others() -> None:
    english = ALONE["2017-11/clauses/terms/payment/en.md"].decode()

    found = refused(
        (f"{TERMS}/payment/en.americas.md", "", english),
        (f"{TERMS}/payment/en.emea.md", "", english),
        without=f"{TERMS}/payment/en.md",
    )

    assert found == [
        "editions/2017-11/clauses/terms/payment: the clause has no text in en for apac [no-text]\n  at: payment\n"
        "  hint: write editions/2017-11/clauses/terms/payment/en.md, "
        "or editions/2017-11/clauses/terms/payment/en.apac.md"
    ]


def test_texts_for_every_channel_cover_a_clause() -> None:
    english = ALONE["2017-11/clauses/terms/payment/en.md"]
    files = {path: data for path, data in ALONE.items() if path != "2017-11/clauses/terms/payment/en.md"}
    files |= {f"2017-11/clauses/terms/payment/en.{channel}.md": english for channel in ("direct", "reseller")}

    assert "payment" in {name for _, name in read_library(files).editions["2017-11"].clauses}


def test_a_clause_for_one_channel_needs_a_text_for_that_one_only() -> None:
    files = {path: data for path, data in ALONE.items() if not path.startswith("2017-11/clauses/terms/payment/")}
    for code in ("en", "zh-Hans"):
        data = ALONE[f"2017-11/clauses/terms/payment/{code}.md"]
        files[f"2017-11/clauses/terms/payment/{code}.direct.md"] = data
    outline = f"2017-11/{OUTLINE}"
    entry = b'{ clause = "payment", when = "channel.kind == \'direct\'" }'
    files[outline] = files[outline].replace(b'"payment"', entry, 1)

    assert "payment" in {name for _, name in read_library(files).editions["2017-11"].clauses}


def test_two_texts_that_apply_alike_are_named_with_the_one_that_would_decide() -> None:
    english = ALONE["2017-11/clauses/terms/payment/en.md"].decode()

    found = refused(
        (f"{TERMS}/payment/en.emea.md", "", english),
        (f"{TERMS}/payment/en.reseller.md", "", english),
    )

    assert found == [
        "editions/2017-11/clauses/terms/payment/en.emea.md: this text and "
        "editions/2017-11/clauses/terms/payment/en.reseller.md apply alike for emea, reseller [tie]\n  at: payment\n"
        "  hint: write editions/2017-11/clauses/terms/payment/en.emea.reseller.md, or take one of the two away"
    ]


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("[](#paymentt)", "the reference to `#paymentt` points at nothing [reference]|did you mean `payment`?"),
        (
            "[](#definitions)",
            "the reference to `#definitions` points at nothing [reference]|"
            "`definitions` is a clause of service-description; a reference stays inside its document",
        ),
        (
            "[this](#preamble)",
            "the reference to `#preamble` points at nothing [reference]|"
            "the clause `preamble` has no heading that could be named",
        ),
    ],
)
def test_a_reference_to_nothing_is_found_in_its_line(reference: str, message: str) -> None:
    path = f"{TERMS}/warranty/en.md"
    words, hint = message.split("|")

    (found,) = refused(at_end(path, f"A line.\nSee {reference}."))

    assert found == f"editions/2017-11/{path}:{line_at_end(path) + 1}: {words}\n  at: warranty\n  hint: {hint}"


def test_a_reference_like_no_other_is_answered_with_all_that_can_be_named() -> None:
    path = f"{TERMS}/warranty/en.md"
    sources = [
        data.decode() for name, data in ALONE.items() if re.fullmatch(r"2017-11/clauses/terms/.*/en.*\.md", name)
    ]
    targets = {target for source in sources for target in re.findall(r"\(([a-z0-9-]+)\)=", source)}
    headings = {name.split("/")[3] for name in ALONE if name.startswith("2017-11/clauses/terms/")} - {"preamble"}

    (found,) = refused(at_end(path, "See **[](#xyzzy)**."))

    *most, last = sorted(targets | headings)
    assert found.endswith(f"points at nothing [reference]\n  at: warranty\n  hint: known: {', '.join(most)} and {last}")


def test_a_reference_to_what_has_no_number_is_found_in_its_line() -> None:
    path = f"{TERMS}/warranty/en.md"

    (found,) = refused(at_end(path, "(here)=\nSee [](#here)."))

    assert found == (
        f"editions/2017-11/{path}:{line_at_end(path) + 1}: `#here` has no number that a reference could print "
        "[reference]\n  at: warranty\n  hint: give the reference words of its own: [words](#here)"
    )


def test_a_reference_to_what_only_the_text_of_another_region_sets_is_found() -> None:
    path = f"{TERMS}/warranty/en.md"
    variant = f"{TERMS}/payment/en.emea.md"

    (found,) = refused(at_end(path, "See [](#here)."), (variant, "", clause("1. A\n\n2. (here)=\n   B")))

    assert found == (
        f"editions/2017-11/{path}:{line_at_end(path)}: the reference to `#here` points at nothing in the document for "
        "americas, direct, bcs-rps [reference]\n  at: warranty\n"
        f"  hint: `(here)=` stands in editions/2017-11/{variant}, which does not apply there"
    )


def test_a_reference_to_a_clause_that_a_region_does_not_have_is_found() -> None:
    path = f"{TERMS}/warranty/en.md"
    entry = '{ clause = "subcontracting", when = "region.code == \'emea\'" }'

    (found,) = refused(at_end(path, "See [](#subcontracting)."), (OUTLINE, '"subcontracting"', entry))

    assert found == (
        f"editions/2017-11/{path}:{line_at_end(path)}: the reference to `#subcontracting` points at nothing in the "
        "document for americas, direct, bcs-rps [reference]\n  at: warranty\n"
        "  hint: the outline leaves `subcontracting` out there"
    )


def test_what_depends_on_a_text_that_cannot_be_read_is_not_judged() -> None:
    (found,) = refused(
        at_end(f"{TERMS}/warranty/en.md", "See [](#here)."), at_end(f"{TERMS}/payment/en.md", "(here)=\nB\n\n---\n")
    )

    assert "a rule cannot stand in a clause" in found


@pytest.mark.parametrize(
    ("path", "body", "message"),
    [
        (
            f"{TERMS}/warranty/en.md",
            "1. a\n   1. b\n      1. c\n         1. d",
            "a list is nested deeper than the outline's 3 kinds of list [numbering]\n  at: warranty",
        ),
        (
            f"{TERMS}/preamble/en.md",
            "Words.\n\n1. a",
            "a list numbered 1.1 stands in no numbered section [numbering]\n  at: preamble",
        ),
    ],
)
def test_a_list_that_cannot_be_numbered_is_found_in_its_line(path: str, body: str, message: str) -> None:
    (found,) = refused(at_end(path, f"Before.\n\n{body}"))

    line = line_at_end(path) + (5 if "warranty" in path else 4)
    assert found == f"editions/2017-11/{path}:{line}: {message}"


def test_an_outline_deeper_than_its_headings_is_refused() -> None:
    entry = '{ clause = "payment", sections = ["warranty"] }'

    (found,) = refused((OUTLINE, '"payment"', entry), (OUTLINE, '    "warranty",\n', ""))

    assert found == (
        "editions/2017-11/documents/terms.toml: the outline is deeper than its headings: warranty [numbering]\n"
        "  at: outline: warranty\n  hint: it has the headings 1."
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "Page {page} of {pages}",
            "Page {pag} of {pages}",
            '`{pag}` is nothing that is filled in here: "Page {pag} of {pages}"',
        ),
        ("Page {page} of {pages}", "Page of {pages}", '`{page}` is missing: "Page of {pages}"'),
        ("Page {page} of", "{page} {page} of", '`{page}` stands here 2 times: "{page} {page} of {pages}"'),
        ("Page {page} of", "Page {page} {of", '`{` is nothing that is filled in here: "Page {page} {of {pages}"'),
    ],
)
def test_the_page_mark_holds_both_numbers_once_and_nothing_else(old: str, new: str, message: str) -> None:
    found = refused(("vendor.toml", old, new))

    assert found[0] == (
        f"editions/2017-11/vendor.toml: {message} [marks]\n  at: marks.page.en\n"
        "  hint: write {page} and {pages}, each once"
    )


def test_a_vendor_without_a_page_mark_is_refused() -> None:
    line = next(line for line in ALONE["2017-11/vendor.toml"].decode().splitlines() if line.startswith("page ="))

    assert refused(("vendor.toml", f"{line}\n", "")) == [
        "editions/2017-11/vendor.toml: `page` is missing [marks]\n  at: marks\n"
        '  hint: such as page = "Page {page} of {pages}"'
    ]


def test_the_words_of_a_reference_hold_the_number_once() -> None:
    found = refused((OUTLINE, "Section {number}", "Section {number} {number}"))

    assert found == [
        'editions/2017-11/documents/terms.toml: `{number}` stands here 2 times: "Section {number} {number}" [marks]\n'
        "  at: reference.en\n  hint: write {number}, once"
    ]
