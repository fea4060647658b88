from __future__ import annotations

import tomllib
from datetime import date

import pytest

from tamdocs.errors import LibraryError
from tamdocs.library.new_edition import new_edition, released
from tests.support.drafts import SOURCE


def test_a_new_edition_is_a_draft_that_extends_the_other_one() -> None:
    made = new_edition("2019-02", "2017-11", None, SOURCE)
    base = tomllib.loads(SOURCE["2017-11/edition.toml"].decode())

    assert tomllib.loads(made.decode()) == {
        **base,
        "title": {"en": "February 2019", "zh-Hans": "2019年2月"},
        "status": "draft",
        "in_force_from": date(2019, 2, 1),
        "extends": "2017-11",
    }


def test_a_new_edition_tells_how_to_go_on() -> None:
    head = new_edition("rev-b", "2018-06", date(2019, 1, 15), SOURCE).decode().split("[languages.en]")[0]

    assert head == (
        "# Edition rev-b of the clause library. It takes over every file of edition 2018-06 that it does not have "
        "itself.\n"
        "#\n"
        "# To change a text, copy its file from ../2018-06/ to the same place here and edit the copy; to add one, "
        "write it here.\n"
        '# To drop one, name it: removed = ["clauses/terms/some-clause/en.emea.md"]; a folder stands for all that is '
        "in it.\n"
        "# What is added to facts, glossary and wording goes into facts/rev-b.toml and so on. `tamdocs library "
        "impact\n"
        "# --from 2018-06 --to rev-b` shows which orders would read differently. When all is done:\n"
        "# tamdocs library lock --edition rev-b --release\n"
        "\n"
        'title = { en = "rev-b", zh-Hans = "rev-b" }\n'
        'status = "draft"\n'
        "in_force_from = 2019-01-15\n"
        'extends = "2018-06"\n'
        "\n"
        "# `locale` says how days and figures are written (CLDR).\n"
        "\n"
    )


@pytest.mark.parametrize(
    ("name", "base", "day", "message"),
    [
        ("2018-06", "2017-11", None, "e/2018-06: there is an edition 2018-06 already [edition-exists]"),
        (
            "2019-02",
            "2017-12",
            None,
            "e/2017-12: there is no edition 2017-12 [unknown-edition]\n  hint: did you mean `2017-11`?",
        ),
        (
            "../x",
            "2017-11",
            None,
            'e/../x: this cannot name an edition: "/" cannot stand in the name of a file everywhere [edition-name]\n'
            "  hint: an edition is named with letters, digits, dots and hyphens, such as 2018-06",
        ),
        (
            "rev-b",
            "2017-11",
            None,
            "e/rev-b: the day on which edition rev-b comes into force does not follow from its name [in-force]\n"
            "  hint: give it: --in-force-from YYYY-MM-DD",
        ),
        (
            "2017-10",
            "2017-11",
            None,
            "e/2017-10: 2017-10-01 is not after 2017-11-01, when the edition that it extends comes into force "
            "[in-force]\n  hint: give a later day: --in-force-from YYYY-MM-DD",
        ),
    ],
)
def test_a_new_edition_that_cannot_be_is_refused(name: str, base: str, day: date | None, message: str) -> None:
    with pytest.raises(LibraryError) as caught:
        new_edition(name, base, day, SOURCE, "e/")

    assert str(caught.value) == message


def test_release_changes_the_status_and_nothing_else() -> None:
    written = SOURCE["2017-11/edition.toml"]

    assert released(written, "") == written.replace(b'status = "draft"', b'status = "released"')


def test_a_status_that_cannot_be_found_is_refused() -> None:
    written = SOURCE["2017-11/edition.toml"].replace(b'status = "draft"', b"status = 'draft'")
    with pytest.raises(LibraryError, match='there is not one line `status = "draft"` that could be changed'):
        released(written, "edition.toml")
