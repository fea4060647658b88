"""A document with key figures, charts and prose: the same words in every format, valid, and genuine when verified."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from tamdocs.cli.compare import compare
from tamdocs.cli.document import document
from tamdocs.cli.init import init
from tamdocs.cli.verify import verify
from tamdocs.errors import LibraryError
from tests.support import ooxml, verapdf
from tests.support.docx_text import docx_text
from tests.support.drafts import seal_anew
from tests.support.pdf_text import pdf_blocks
from tests.support.report import DATA, report_files

ORDER = "contracts/order-emea-de-reseller.json"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """Make the report in both languages and every format, in a workspace of its own, which is the working folder."""
    folder = tmp_path_factory.mktemp("report") / "demo"
    assert CliRunner().invoke(init, [str(folder)]).exit_code == 0
    for path, data in report_files().items():
        file = folder / "templates" / "editions" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    seal_anew(folder / "templates" / "editions")
    (folder / "report.json").write_text(json.dumps(DATA), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        formats = [option for name in ("docx", "pdf", "html") for option in ("--format", name)]
        languages = ["--lang", "en", "--lang", "zh-Hans"]
        made = CliRunner().invoke(document, ["report", ORDER, "--data", "report.json", *languages, *formats])
        assert made.exit_code == 0, made.exception
        yield {path.name.split("report.")[1]: path.absolute() for path in map(Path, made.stdout.splitlines())}


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_both_formats_carry_the_same_words(files: dict[str, Path], language: str) -> None:
    word = squeezed("".join(docx_text(files[f"{language}.docx"].read_bytes())))
    pdf = squeezed("".join(block.text for block in pdf_blocks(files[f"{language}.pdf"].read_bytes())))

    assert word == pdf


def test_every_file_is_valid(files: dict[str, Path]) -> None:
    assert sorted(files) == sorted(
        f"{language}.{name}" for language in ("en", "zh-Hans") for name in ("docx", "html", "pdf")
    )
    assert ooxml.faults([path for name, path in files.items() if name.endswith("docx")]) == []
    assert verapdf.failures([path for name, path in files.items() if name.endswith("pdf")]) == []


def test_it_is_verified_as_genuine(files: dict[str, Path]) -> None:
    named = [str(path) for name, path in files.items() if not name.endswith("html")]

    done = CliRunner().invoke(verify, named)
    assert done.exit_code == 0, done.output


def test_what_comes_back_unchanged_has_no_changes(files: dict[str, Path]) -> None:
    done = CliRunner().invoke(compare, [str(files["en.docx"]), str(files["en.docx"]), "--json"])

    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["edits"] == []


def test_prose_that_cannot_stand_is_told_with_its_place_in_the_data(files: dict[str, Path]) -> None:
    folder = files["en.pdf"].parents[1]
    wrong = {"report": {**DATA["report"], "summary": "Fine.\n\n<b>bold</b>"}}
    (folder / "wrong.json").write_text(json.dumps(wrong, indent=1), encoding="utf-8")

    done = CliRunner().invoke(document, ["report", ORDER, "--data", "wrong.json", "--format", "html", "--lang", "en"])

    assert isinstance(done.exception, LibraryError)
    assert str(done.exception.problems[0]).startswith(
        "wrong.json:39:14: line 3 of the prose: raw HTML cannot stand in prose [prose]"
    )
