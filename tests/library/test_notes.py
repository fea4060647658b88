from __future__ import annotations

from collections.abc import Sequence

import pytest

from tamdocs.library.model import NotePart
from tamdocs.library.note_parts import note_problems, notes_schema, shape_with_notes
from tamdocs.library.notes import PartValues, notes_template, parse_notes, values_in

IMPROVE = NotePart(
    "improve", {"en": "What to improve", "zh-Hans": "改进事项"}, {"en": "Say what.", "zh-Hans": "写明。"}, required=True
)
TOOL = NotePart("tool", {"en": "SYMDiag", "zh-Hans": "SYMDiag"}, {"en": "Runs.", "zh-Hans": "运行。"}, required=False)
ACTIONS = NotePart(
    "actions",
    {"en": "Actions", "zh-Hans": "行动"},
    {"en": "One a row.", "zh-Hans": "每行一项。"},
    required=True,
    columns={"action": {"en": "Action", "zh-Hans": "行动"}, "due": {"en": "Due", "zh-Hans": "截止日期"}},
    days=("due",),
)
TABLE = "| Action | Due |\n| --- | --- |\n"


def read(text: str, language: str = "en", parts: Sequence[NotePart] = (IMPROVE, TOOL)) -> PartValues:
    notes = parse_notes("n.md", text.encode(), parts)
    found = values_in(notes.sections, parts, language, "n.md")
    found.problems[:0] = notes.problems
    return found


def told(text: str, parts: Sequence[NotePart] = (IMPROVE, TOOL)) -> list[str]:
    return [f"{problem.line}: {problem.message}" for problem in read(text, parts=parts).problems]


def test_a_part_is_what_stands_below_its_heading() -> None:
    found = read("# What to improve\n\nOne.\n\n- *two*\n\nsymdiag\n=======\nThree.\n")

    assert found.values == {"improve": "One.\n\n- *two*", "tool": "Three."}
    assert (found.sections["improve"].line, found.sections["improve"].first_line) == (1, 3)
    assert found.problems == []


def test_deeper_headings_belong_to_their_part_unless_they_name_one() -> None:
    assert read("# What to improve\n\n## Now\n\nOne.\n\n### SYMDiag\n\nTwo.\n").values == {
        "improve": "## Now\n\nOne.",
        "tool": "Two.",
    }


def test_one_file_may_hold_every_language() -> None:
    text = "# What to improve\n\nOne.\n\n# 改进事项\r\n\r\n一。\n\n# SYMDiag\n\nboth\n"

    assert read(text).values == {"improve": "One.", "tool": "both"}
    assert read(text, "zh-Hans").values == {"improve": "一。", "tool": "both"}


def test_what_looks_like_a_value_stays_as_it_is_written() -> None:
    assert read("# What to improve\n{{ customer.name }} :::{when} x\n").values["improve"] == (
        "{{ customer.name }} :::{when} x"
    )


def test_a_missing_part_says_which_heading_to_add() -> None:
    (problem,) = read("# SYMDiag\n\nx\n").problems

    assert str(problem) == (
        "n.md: a part that every such document has is missing in en: What to improve [notes-missing]\n"
        "  hint: write it below the heading: # What to improve"
    )


def test_a_part_that_only_the_template_fills_is_missing() -> None:
    text = notes_template([IMPROVE, TOOL], "en")

    assert text == "# What to improve\n\nSay what.\n\n# SYMDiag\n\nRuns.\n"
    assert [str(problem) for problem in read(text).problems] == [
        'n.md:3: nothing is written below the heading "What to improve", and every such document has this part '
        "[notes-missing]\n  hint: replace the words of the template"
    ]
    assert told(text.replace("Say what.", "Say what.\n\nBetter tests.")) == ["3: this line is of the template"]


def test_a_heading_with_nothing_below_it_is_told_with_its_line_unless_the_part_stands_elsewhere() -> None:
    empty = "# SYMDiag\n\nx\n\n# What to improve\n\n"

    assert told(empty) == [
        '5: nothing is written below the heading "What to improve", and every such document has this part'
    ]
    assert read(f"{empty}# What to improve\n\nOne.\n").values == {"improve": "One.", "tool": "x"}


@pytest.mark.parametrize("left", ["- Say what.", "1. Good.\n2. Say what.", "> Say\n> what.", "Good.\n\nSay\nwhat."])
def test_a_line_of_the_template_is_known_in_a_list_and_when_it_is_wrapped(left: str) -> None:
    assert [message.partition(": ")[2] for message in told(f"# What to improve\n\n{left}\n")] == [
        "this line is of the template"
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "[a]: https://vendor.example\n"])
def test_notes_without_a_heading_have_no_part(text: str) -> None:
    assert [problem.code for problem in read(text).problems] == ["notes-missing"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a\n\n# What to improve\nx\n", "1: this stands below no heading"),
        ("# What to improve\nx\n\n# What to do\ny\n", '4: no part has the heading "What to do"'),
        (
            "# What to improve\nx\n# What to improve\ny\n",
            '3: the part "What to improve" is there twice, first in line 1',
        ),
        ("# What to improve\nx\ny <b>z</b>\n", '3: raw HTML is no text; write it without < and >: "<b>"'),
        ("# What to improve\n\n<!-- x -->\ny\n", '3: raw HTML is no text; write it without < and >: "<!-- x -->"'),
        ("# What to improve\n![x](y.png)\n", '2: notes hold no images: "x"'),
        ("# What to improve\n- # x\n", "2: a heading stands inside a list or a quotation"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, message: str) -> None:
    assert message in told(text)


def test_the_nearest_heading_is_proposed() -> None:
    assert read("# What too improve\nx\n").problems[0].hint == "did you mean `What to improve`?"


def test_notes_are_utf_8_and_not_too_large() -> None:
    assert parse_notes("n.md", b"\xff", [IMPROVE]).problems[0].code == "not-utf-8"
    assert parse_notes("n.md", b"x" * 1_000_001, [IMPROVE]).problems[0].code == "too-large"


def test_a_table_is_a_record_for_each_row() -> None:
    text = f"# Actions\n\n{TABLE}| do *it* `a` \\| b | 2018-11-30 |\n| again | 2019-01-02 |\n"

    assert read(text, parts=[ACTIONS]).values == {
        "actions": [{"action": "do it a | b", "due": "2018-11-30"}, {"action": "again", "due": "2019-01-02"}]
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"{TABLE}| a | 2018-02-30 |\n", '5: "2018-02-30" is no day'),
        (f"{TABLE}|  | 2018-02-20 |\n", '5: there is nothing below "Action"'),
        (TABLE, "3: the table has no rows"),
        ("words\n", '1: "Actions" is one table and nothing else'),
        ("| Action | Dew |\n| --- | --- |\n| a | b |\n", "3: the table has other columns than Action and Due"),
        ("| Action |\n| --- |\n| a |\n", "3: the table has other columns than Action and Due"),
    ],
)
def test_a_table_that_is_wrong_is_told_with_its_row(text: str, message: str) -> None:
    assert told(f"# Actions\n\n{text}", parts=[ACTIONS]) == [message]


def test_parts_are_data_of_the_document() -> None:
    shape = shape_with_notes(None, "review", "documents/review.toml", [IMPROVE, TOOL, ACTIONS])

    assert shape.names() == ("notes",)
    assert notes_schema([IMPROVE, TOOL])["required"] == ["improve"]


def test_parts_that_cannot_be_told_apart_are_refused() -> None:
    other = NotePart("2nd", {"en": "what to improve"}, {}, required=False, days=("due",))

    assert [problem.message for problem in note_problems([IMPROVE, other], "d.toml", None)] == [
        '"2nd" cannot be a name in an expression',
        "`days` names due, which is no column",
        "improve and 2nd have the same heading in en",
    ]
