from __future__ import annotations

import pytest

from tamdocs.document.text import inlines_text
from tamdocs.errors import LibraryError, SkinError
from tamdocs.library.read import read_library
from tamdocs.library.windows import Windows, read_windows
from tamdocs.writers.docx.skin import compile_skin
from tamdocs.writers.docx.write import write_docx
from tests.support.drafts import SOURCE
from tests.support.letters import LONG, letter
from tests.support.samples import sample_library, sample_workspace

WINDOWS = """
default = "wide"

[windows.wide]
left_mm = 25
top_mm = 50
width_mm = 80
height_mm = 28

[windows.low]
left_mm = 20
top_mm = 60
width_mm = 90
height_mm = 30
sender = true
paper = "us-letter"
countries = ["DE", "AT"]
"""


def windows(text: str = WINDOWS) -> Windows:
    return read_windows("windows.toml", text.encode())


def refused(old: str, new: str) -> list[str]:
    with pytest.raises(LibraryError) as caught:
        windows(WINDOWS.replace(old, new))
    return [f"{problem.place}: {problem.message}" for problem in caught.value.problems]


def told(path: str, old: str, new: str) -> list[str]:
    """Return what is wrong with the editions once *old* is *new* in a file of the first one."""
    text = SOURCE[f"2017-11/{path}"].decode()
    assert old in text
    with pytest.raises(LibraryError) as caught:
        read_library(SOURCE | {f"2017-11/{path}": text.replace(old, new).encode()})
    return [problem.message for problem in caught.value.problems if problem.source.startswith("2017-11")]


def test_a_country_has_its_window_and_every_other_one_the_default() -> None:
    assert windows().of("AT").sender
    assert windows().of("AT").window.page_width_mm == 215.9
    assert windows().of("BR").window.top_mm == 50


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"AT"]', '"XX"]', "windows.low: XX is not an ISO 3166-1 code"),
        ('"AT"]', '"DE"]', "windows.low: DE has a window already"),
        ('default = "wide"', 'default = "wise"', "default: there is no window wise"),
        ("top_mm = 60", "top_mm = 200", "windows.low: the window is not on the upper half of the page"),
        ("height_mm = 30", "height_mm = 0", "windows.low: the window is not on the upper half of the page"),
    ],
)
def test_windows_that_cannot_be_are_refused(old: str, new: str, message: str) -> None:
    assert refused(old, new) == [message]


def test_an_edition_with_a_letter_needs_windows() -> None:
    files = {path: data for path, data in SOURCE.items() if not path.endswith("windows.toml")}

    with pytest.raises(LibraryError) as caught:
        read_library(files)

    assert "the letter renewal-notice needs this file" in [problem.message for problem in caught.value.problems]


def test_a_slip_in_the_country_of_a_letter_is_found() -> None:
    assert told("documents/renewal-notice.toml", "recipient.address.country", "recipient.adress.country") == [
        "notice.recipient has no `adress`"
    ]


def test_a_part_that_no_document_has_is_refused() -> None:
    assert told("documents/renewal-notice.toml", 'part = "details"', 'part = "detail"') == [
        "`part` is one of body, address, details"
    ]


def test_a_step_that_no_clause_knows_is_found_when_the_library_is_read() -> None:
    assert told("documents/renewal-notice.toml", '== "second"', '== "secund"') == ['`notice.step` is never "secund"']


def test_the_head_of_a_letter_holds_address_and_details_and_the_text_does_not() -> None:
    document = letter("DE", title="Leiterin", step="final")
    head = document.letter
    assert head

    assert [inlines_text(line) for line in head.address] == [
        "Annika Vogt", "Leiterin", "Köhler Präzisionswerke GmbH & Co. KG", "Industriestraße 17", "70565 Stuttgart",
        "Germany",
    ]  # fmt: skip
    assert [(inlines_text(each.label), inlines_text(each.value)) for each in head.details] == [
        ("Date", "24 September 2018"),
        ("Reference", "RN-2018-000123"),
        ("Order", "CSS-2017-002077"),
        ("Copy to", "Legal Department"),
    ]
    assert document.closing == ""


def test_each_step_says_something_of_its_own_and_each_channel_whom_to_pay() -> None:
    texts = {
        step: "\n".join(inlines_text(block.inlines) for block in letter(step=step).blocks if hasattr(block, "inlines"))
        for step in ("first", "second", "final", "lapsed")
    }

    assert "This letter comes early" in texts["first"]
    assert "This letter reminds Customer" in texts["second"]  # of no letter before: who starts late has sent none
    assert "last notice" in texts["final"]
    assert "The service period ended" in texts["lapsed"]
    assert all("do not renew automatically" in text for text in texts.values())
    assert all("the reseller agree on the fee" in text for text in texts.values())


def test_a_long_line_counts_as_the_lines_that_it_takes() -> None:
    heads = [letter("DE", organisation=name).letter for name in ("A", "x" * 38, "X" * 38, LONG * 2)]

    assert [head.small for head in heads if head] == [False, False, True, True]


def test_an_edition_that_extends_another_takes_over_its_letters() -> None:
    later = sample_library().editions["2018-06"]

    assert later.windows
    assert later.outlines["renewal-notice"].data


def test_a_word_skin_without_the_styles_of_a_letter_is_refused_with_their_names() -> None:
    skin = compile_skin("contract.docx", sample_workspace().load_skin("contract.docx"))

    with pytest.raises(SkinError) as caught:
        write_docx(letter(), skin, {})

    assert "the skin lacks the styles “Letter Address” (paragraph)" in str(caught.value)
