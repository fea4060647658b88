from __future__ import annotations

import pytest

from tamdocs.errors import LibraryError
from tamdocs.library.extends import edition_files
from tamdocs.library.lock import lock_problems, write_lock
from tamdocs.library.new_edition import released
from tamdocs.library.read import read_library
from tests.support.drafts import SOURCE

PAYMENT = "2017-11/clauses/terms/payment/en.md"
TOML = "2017-11/edition.toml"


def sealed() -> dict[str, bytes]:
    files = {**SOURCE, TOML: released(SOURCE[TOML], TOML)}
    return {**files, "2017-11/edition.lock": write_lock(edition_files("2017-11", files))}


SEALED = sealed()


def refusals(changes: dict[str, bytes], *gone: str) -> list[str]:
    files = {path: data for path, data in {**SEALED, **changes}.items() if path not in gone}
    with pytest.raises(LibraryError) as caught:
        read_library(files, root="editions/")
    return [str(problem) for problem in caught.value.problems]


def test_a_sealed_edition_is_read_like_any_other() -> None:
    library = read_library(SEALED)

    assert [(each.id, each.status) for each in library.editions.values()] == [
        ("2017-11", "released"),
        ("2018-06", "draft"),
    ]


def test_a_changed_clause_of_a_sealed_edition_is_refused_by_name() -> None:
    assert refusals({PAYMENT: SEALED[PAYMENT] + b"\n"}) == [
        f"editions/{PAYMENT}: this file was changed after edition 2017-11 was sealed [edition-locked]\n"
        "  at: payment\n"
        "  hint: take the change back, and make it in a new edition: tamdocs library new-edition ID --from 2017-11"
    ]


def test_a_file_that_was_added_or_is_gone_is_refused() -> None:
    added = PAYMENT.replace("en.md", "en.emea.md")

    assert refusals({added: SEALED[PAYMENT]})[0].startswith(
        f"editions/{added}: this file was added after edition 2017-11 was sealed [edition-locked]\n  at: payment\n"
    )
    assert refusals({}, "2017-11/wording.toml")[0].startswith(
        "editions/2017-11/wording.toml: this file is gone after edition 2017-11 was sealed [edition-locked]\n  hint:"
    )


def test_a_sealed_edition_cannot_be_made_a_draft_again() -> None:
    assert refusals({TOML: SOURCE[TOML]}) == [
        f"editions/{TOML}: this file was changed after edition 2017-11 was sealed [edition-locked]\n"
        "  hint: take the change back, and make it in a new edition: tamdocs library new-edition ID --from 2017-11"
    ]


def test_a_released_edition_without_a_lock_is_refused() -> None:
    assert refusals({}, "2017-11/edition.lock") == [
        f"editions/{TOML}: edition 2017-11 is released and has no lock, so a change to it would go unseen "
        "[lock-missing]\n"
        "  at: status\n  hint: seal it with: tamdocs library lock --edition 2017-11"
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b'edition = "2017-11"', b'edition = "2016-11"', "this is the lock of edition 2016-11 [lock-broken]"),
        (b"\n[files]", b"\n[files", "[lock-broken]"),
        (b"\n[files]", b'\nmore = "x"\n[files]', "`more` is not known here [lock-broken]"),
        (b'\nsha256 = "', b'\nsha256 = "0', "the hash over all files is not that of the files listed [lock-broken]"),
    ],
)
def test_a_lock_that_was_tampered_with_is_refused(old: bytes, new: bytes, message: str) -> None:
    name = "2017-11/edition.lock"
    assert old in SEALED[name]

    (refusal,) = refusals({name: SEALED[name].replace(old, new, 1)})

    assert refusal.startswith(f"editions/{name}:")
    assert message in refusal


def test_a_lock_covers_the_files_that_are_taken_over() -> None:
    files = {**SEALED, "2018-06/edition.toml": released(SEALED["2018-06/edition.toml"], "")}
    lock = write_lock(edition_files("2018-06", files))
    changed = {**files, "2018-06/edition.lock": lock, PAYMENT: b"changed"}
    problems = lock_problems(edition_files("2018-06", changed, "editions/"), "released")

    assert b'"clauses/terms/payment/en.md" = "' in lock
    assert [(problem.source, problem.place) for problem in problems] == [(f"editions/{PAYMENT}", "payment")]


def test_a_lock_is_the_same_whatever_the_order_of_the_files() -> None:
    assert write_lock(edition_files("2017-11", dict(reversed(SEALED.items())))) == SEALED["2017-11/edition.lock"]


def test_a_released_edition_does_not_extend_a_draft() -> None:
    files = {**SOURCE, "2018-06/edition.toml": released(SOURCE["2018-06/edition.toml"], "")}
    lock = write_lock(edition_files("2018-06", files))
    with pytest.raises(LibraryError) as caught:
        read_library({**files, "2018-06/edition.lock": lock})

    assert str(caught.value) == (
        "2018-06/edition.toml: a released edition cannot extend 2017-11, which is a draft [extends-draft]\n"
        "  at: extends\n  hint: release that one first: tamdocs library lock --edition 2017-11 --release"
    )
