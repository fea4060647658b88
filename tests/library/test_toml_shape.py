from __future__ import annotations

import pytest

from tamdocs.errors import LibraryError
from tamdocs.library.files import EditionFile, OutlineFile, VendorFile, parse_toml
from tamdocs.library.toml_lines import Path, line_of
from tests.support.drafts import SOURCE

EDITION = SOURCE["2017-11/edition.toml"].decode()
VENDOR = SOURCE["2017-11/vendor.toml"].decode()
TERMS = SOURCE["2017-11/documents/terms.toml"].decode()


NESTED = """\
# x = 0
[a]
b.x = 1
list = [
    { y = "]" },  # [
    { y = 2 },
    { z = [
        1,
    ] },
]
[[rows]]
x = 1
[[rows]]
x = 2
[rows.more]
x = 3
"""


def refused(text: str, shape: type[EditionFile | OutlineFile | VendorFile]) -> str:
    with pytest.raises(LibraryError) as caught:
        parse_toml("file.toml", text.encode(), shape)
    return str(caught.value)


def number_of(words: str, text: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if words in line)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('status = "draft"', 'status = "drft"', '`status` is draft or released, not "drft" [shape]\n  at: status'),
        (
            "in_force_from = 2017-11-01",
            'in_force_from = "2017-11-31"',
            '`in_force_from` is a day such as 2017-11-01, not "2017-11-31" [shape]\n  at: in_force_from',
        ),
        (
            "in_force_from = 2017-11-01",
            "in_force_from = 2017-11-01T10:00:00",
            "`in_force_from` is a day such as 2017-11-01, not 2017-11-01 10:00:00 [shape]\n  at: in_force_from",
        ),
        ('locale = "en-GB"', "locale = 1", "`locale` is text, not 1 [shape]\n  at: languages.en.locale"),
        ('"terms"]', "true]", "`documents[2]` is text, not true [shape]\n  at: pack.documents[2]"),
        (
            'words = { yes = "Yes"',
            "words = { yes = [1]",
            "`yes` is text, not a list [shape]\n  at: languages.en.words.yes",
        ),
    ],
)
def test_a_value_of_the_wrong_kind_is_told_in_plain_words_with_its_line(old: str, new: str, message: str) -> None:
    text = EDITION.replace(old, new, 1)

    assert refused(text, EditionFile) == f"file.toml:{number_of(new, text)}: {message}"


def test_a_key_that_is_not_known_is_named_with_the_one_that_was_meant() -> None:
    text = TERMS.replace("title =", "titel =", 1)

    assert refused(text, OutlineFile) == (
        "file.toml: `title` is missing [shape]\n"
        "file.toml:1: `titel` is not known here [shape]\n  at: titel\n  hint: did you mean `title`?"
    )


def test_a_key_that_is_like_none_is_answered_with_all() -> None:
    text = TERMS.replace("differences = [", 'differences = [\n    { clause = "payment", by = ["moon"], xyzzy = 1 },', 1)
    line = number_of('    { clause = "payment", by = ["moon"]', text)

    assert refused(text, OutlineFile) == (
        f'file.toml:{line}: `by[0]` is channel, region or service, not "moon" [shape]\n  at: differences[0].by[0]\n'
        f"file.toml:{line}: `xyzzy` is not known here [shape]\n  at: differences[0].xyzzy\n"
        "  hint: known: clause, by, only and why"
    )


def test_a_key_that_is_missing_from_a_table_is_told_at_the_table() -> None:
    text = VENDOR.replace('city = "Dublin 15"', 'town = "Dublin 15"', 1)
    table = number_of("[regions.emea.entity.address]", text)

    assert refused(text, VendorFile) == (
        f"file.toml:{table}: `city` is missing [shape]\n  at: regions.emea.entity.address\n"
        f"file.toml:{number_of('town =', text)}: `town` is not known here [shape]\n"
        "  at: regions.emea.entity.address.town\n  hint: known: lines, city, country, region and postal_code"
    )


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("a", "b", "x"), 3),
        (("a", "list", 1), 6),
        (("a", "list", 1, "y"), 6),
        (("a", "list", 2, "z", 0), 8),
        (("rows", 0, "x"), 12),
        (("rows", 1, "x"), 14),
        (("rows", 1, "more", "x"), 16),
        (("rows",), 11),
        (("a", "b", "gone"), None),
        ((), None),
    ],
)
def test_a_key_is_found_in_its_table(path: Path, line: int | None) -> None:
    assert line_of(NESTED, path) == line
