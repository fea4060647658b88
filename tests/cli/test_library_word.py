from __future__ import annotations

import json
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from tamdocs.cli.library import library
from tamdocs.cli.main import tamdocs
from tamdocs.errors import TamdocsError
from tests.support.drafts import unseal
from tests.support.samples import ROOT
from tests.support.word_edits import paragraph

CLAUSE = Path("templates/editions/2017-11/clauses/terms/subcontracting/en.md")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of its own, all editions drafts; it is the current folder."""
    shutil.copyfile(ROOT / "tamdocs.toml", tmp_path / "tamdocs.toml")
    for name in ("contracts", "schemas", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    unseal(tmp_path / "templates" / "editions")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(library, arguments)


def refusal(*arguments: str) -> str:
    done = CliRunner().invoke(tamdocs, ("library", *arguments))
    assert isinstance(done.exception, TamdocsError)
    return str(done.exception)


def export(*more: str) -> Path:
    done = run("export", "terms", "--lang", "en", "--region", "emea", "--edition", "2017-11", "--out", "desk", *more)
    assert done.exit_code == 0, done.stderr
    return Path(done.stdout.strip())


def edit(path: Path, start: str, words: str) -> None:
    document = docx.Document(BytesIO(path.read_bytes()))
    paragraph(document, start).add_run(words)
    document.save(str(path))


def test_a_file_is_named_for_what_it_holds(folder: Path) -> None:
    assert export() == Path("desk/terms.2017-11.emea.en.docx")
    assert (folder / "desk/terms.2017-11.emea.en.docx").read_bytes()[:2] == b"PK"


def test_an_edit_is_shown_as_a_diff_that_git_applies_and_nothing_is_written(folder: Path) -> None:
    path = export()
    edit(path, "Vendor may subcontract", " It remains bound.")
    before = CLAUSE.read_bytes()

    done = run("import", str(path))
    (folder / "edits.diff").write_bytes(done.stdout_bytes)
    unchanged = CLAUSE.read_bytes()
    subprocess.run(["git", "apply", "edits.diff"], check=True, cwd=folder)

    assert done.exit_code == 0
    assert done.stdout.startswith(f"--- a/{CLAUSE.as_posix()}\n+++ b/{CLAUSE.as_posix()}\n@@")
    assert "13 clauses: 1 to change, 0 refused; 0 comments\n" in done.stderr
    assert unchanged == before
    assert b"1. Vendor may subcontract the Services. It remains bound.\n" in CLAUSE.read_bytes()


def test_a_file_that_the_edition_takes_over_is_copied_by_the_diff(folder: Path) -> None:
    done = run("export", "terms", "--lang", "en", "--region", "emea", "--edition", "2018-06", "--out", "desk")
    path = Path(done.stdout.strip())
    edit(path, "Vendor may subcontract", " It remains bound.")

    (folder / "edits.diff").write_bytes(run("import", str(path)).stdout_bytes)
    subprocess.run(["git", "apply", "edits.diff"], check=True, cwd=folder)

    own = Path(str(CLAUSE).replace("2017-11", "2018-06"))
    assert own.read_text("utf-8") == CLAUSE.read_text("utf-8").replace(
        "subcontract the Services.", "subcontract the Services. It remains bound."
    )


def test_apply_writes_the_files_and_names_them(folder: Path) -> None:
    path = export()
    edit(path, "Vendor may subcontract", " It remains bound.")

    done = run("import", str(path), "--apply")

    assert (done.exit_code, done.stdout) == (0, f"{CLAUSE}\n")
    assert "It remains bound." in (folder / CLAUSE).read_text("utf-8")


def test_what_cannot_be_taken_over_fails_and_the_rest_is_shown(folder: Path) -> None:
    path = export()
    edit(path, "Vendor may subcontract", " It remains bound.")
    edit(path, "Vendor warrants", " «law.name»")

    done = run("import", str(path))

    assert done.exit_code == 1
    assert "+1. Vendor may subcontract the Services. It remains bound." in done.stdout
    assert (
        "«law.name» is typed or copied, and would be printed as it stands [word-edit]\n  at: warranty\n" in done.stderr
    )
    assert (folder / CLAUSE).read_bytes() == (ROOT / CLAUSE).read_bytes()


def test_what_lint_says_of_the_change_is_told(folder: Path) -> None:
    path = export()
    edit(path, "Vendor may subcontract", "  Twice   spaced.")

    assert "lint after the change:" in run("import", str(path)).stderr
    assert folder.is_dir()


def test_json_has_changes_problems_and_comments(folder: Path) -> None:
    path = export()
    document = docx.Document(BytesIO(path.read_bytes()))
    below = paragraph(document, "Vendor may subcontract")
    document.add_comment(below.runs, text="Too broad?", author="A. Lawyer")
    below.add_run(" It remains bound.")
    document.save(str(path))

    told = json.loads(run("import", str(path), "--json").stdout)

    assert (told["edition"], told["written"], told["problems"]) == ("2017-11", False, [])
    assert [(change["clause"], change["file"]) for change in told["changes"]] == [
        ("subcontracting", "2017-11/clauses/terms/subcontracting/en.md")
    ]
    assert [(said["clause"], said["text"]) for said in told["comments"]] == [("subcontracting", "Too broad?")]
    assert folder.is_dir()


def test_a_sealed_edition_is_left_alone(folder: Path) -> None:
    path = export()
    edit(path, "Vendor may subcontract", " It remains bound.")
    run("lock", "--edition", "2017-11", "--release")

    told = refusal("import", str(path), "--apply")

    assert "edition 2017-11 is released, and its words are final [edition-locked]" in told
    assert "hint: start the next one, and export from it: tamdocs library new-edition ID --from 2017-11" in told
    assert (folder / CLAUSE).read_bytes() == (ROOT / CLAUSE).read_bytes()


def test_files_of_another_kind_are_refused(folder: Path) -> None:
    (folder / "note.docx").write_text("no Word file", "utf-8")
    document = docx.Document()
    document.add_paragraph("A letter.")
    document.save(str(folder / "letter.docx"))

    assert "this is no Word file [file-kind]" in refusal("import", "note.docx")
    assert "this file was not made for editing clauses" in refusal("import", "letter.docx")
    assert "this file cannot be read: No such file or directory [not-readable]" in refusal("import", "none.docx")
    assert "there is no region mars" in refusal("export", "terms", "--lang", "en", "--region", "mars")
