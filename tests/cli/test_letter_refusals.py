from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tamdocs.cli.letter import letter
from tamdocs.errors import TamdocsError
from tests.support.letter_desk import book, call, in_workspace, send
from tests.support.lifecycle import example

__all__ = ["book", "in_workspace"]


def refused(kind: str, book: Path, data: Any, *options: str) -> list[str]:
    done = call(kind, book, data, *options)
    assert isinstance(done.exception, TamdocsError), done.output
    assert not (book.parent / "out").exists()
    return [str(problem).replace(str(book.parent), "") for problem in done.exception.problems]


def test_a_number_that_no_order_has_is_told_as_it_was_given(book: Path) -> None:
    done = call("patch-notice", book, example("patch-notice"), "--reissue", "Tam-X", "--reason", "came back")

    assert done.exit_code == 2
    assert "no order that can be used has the number Tam-X" in " ".join(done.stderr.split())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"title": "a\u0007b"}, "bulletin.title"),
        ({"title": "x" * 10_000}, "bulletin.title"),
        ({"summary": "x" * 10_000}, "bulletin.summary"),
        ({"severity": "urgent"}, "bulletin.severity"),
        ({"id": "../../etc"}, "bulletin.id"),
        ({"id": "a b"}, "bulletin.id"),
        ({"affected": []}, "bulletin.affected"),
        ({"date": "2018-02-30"}, "bulletin.date"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_data_that_is_wrong_is_refused_with_its_field(book: Path, change: dict[str, Any], message: str) -> None:
    data = example("patch-notice")
    data["bulletin"] |= change

    (problem,) = refused("patch-notice", book, data)

    assert problem.startswith("/data.json:")
    assert message in problem


def test_data_that_is_left_out_is_named_with_its_schema(book: Path) -> None:
    assert refused("patch-notice", book, None) == [
        "patch-notice: a patch-notice needs data beyond the order: bulletin [data-missing]\n  hint: templates/editions/"
        "2017-11/schemas/patch-notice.schema.json says what it holds; give it with --data FILE"
    ]


def test_what_is_filled_in_cannot_be_given(book: Path) -> None:
    (problem,) = refused("patch-notice", book, example("patch-notice") | {"notice": {}})

    assert "hint: leave it out: it is filled in for each recipient" in problem


def test_a_file_that_is_no_json_is_told_with_its_line(book: Path) -> None:
    path = book.parent / "broken.json"
    path.write_text('{"bulletin": ', "utf-8")

    done = CliRunner().invoke(letter, ["patch-notice", str(book), "--data", str(path), "--dry-run"])

    assert isinstance(done.exception, TamdocsError)
    assert done.exception.problems[0].line == 1


def test_an_order_that_is_refused_stops_nobody_else(book: Path) -> None:
    (book / "bad.json").write_text("{}", "utf-8")

    done = call("patch-notice", book, example("patch-notice"))

    assert done.exit_code == 1
    assert done.stderr.endswith("4 contracts, 3 affected, 1 not: 3 notices issued; 1 order refused\n")


def test_an_order_that_is_named_twice_gets_one_letter(book: Path) -> None:
    path = str(next(book.glob("order-americas*")))

    done = send("patch-notice", book, example("patch-notice"), path)

    assert done.stderr == "4 contracts, 3 affected, 1 not: 3 notices issued\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["patch-notic", "contracts"], "did you mean `patch-notice`?"),
        (["renewal-notice", "contracts"], "no edition has the letter renewal-notice"),
        (["patch-notice", "contracts", "--reissue", "X"], "--reissue and --reason go together."),
        (["patch-notice", "contracts", "--lang", "de"], "no edition has the language de"),
        (["patch-notice", "contracts", "--dry-run", "--explain"], "leave --dry-run out"),
        (["patch-notice", "contracts", "more", "--rejects", "bad"], "--rejects is for one book"),
        (["patch-notice"], "Missing argument 'ORDER...'"),
    ],
)
def test_wrong_usage_is_told(arguments: list[str], message: str) -> None:
    done = CliRunner().invoke(letter, arguments)

    assert done.exit_code == 2
    assert message in done.stderr
