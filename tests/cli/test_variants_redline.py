from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.support import revisions
from tests.support.required import ROOT


def redline(*arguments: str, out: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tamdocs", "variants", "redline", "--edition", "2017-11", "--out", str(out)]
    return subprocess.run(
        [*command, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_each_format_is_written_and_named_on_stdout(tmp_path: Path) -> None:
    done = redline("--document", "terms", "--from", "americas", "--to", "emea", "--lang", "en", out=tmp_path)
    folder = tmp_path / "redlines"

    assert done.returncode == 0
    assert done.stdout.splitlines() == [f"{folder}/terms-americas-emea.en.{name}" for name in ("docx", "html", "pdf")]
    assert done.stderr == "terms, en: 2 changes\n"
    assert sorted(path.name for path in folder.iterdir()) == [
        "terms-americas-emea.en.docx",
        "terms-americas-emea.en.html",
        "terms-americas-emea.en.pdf",
    ]


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    arguments = ("--document", "service-description", "--from", "apac", "--to", "emea.reseller.css")
    for name in ("one", "two"):
        assert redline(*arguments, out=tmp_path / name).returncode == 0
    one, two = (
        {path.name: path.read_bytes() for path in (tmp_path / name / "redlines").iterdir()} for name in ("one", "two")
    )

    assert len(one) == 6
    assert one == two


def test_channels_can_be_held_against_each_other_and_the_author_be_named(tmp_path: Path) -> None:
    arguments = ("--document", "terms", "--from", "emea.direct", "--to", "emea.reseller", "--format", "docx")
    done = redline(*arguments, "--lang", "zh-Hans", "--author", "Legal", out=tmp_path)
    data = (tmp_path / "redlines/terms-emea.direct-emea.reseller.zh-Hans.docx").read_bytes()

    assert done.stderr == "terms, zh-Hans: 3 changes\n"
    assert revisions.authors_of(data) == {("Legal", "2017-11-01T00:00:00Z")}


def test_variants_that_do_not_differ_say_so(tmp_path: Path) -> None:
    done = redline(
        "--document", "terms", "--from", "emea", "--to", "emea", "--lang", "en", "--format", "html", out=tmp_path
    )

    assert done.stderr == "terms, en: no changes\n"


def test_wrong_usage_names_the_option_and_the_nearest_word(tmp_path: Path) -> None:
    for arguments, message in {
        ("--document", "term", "--from", "emea", "--to", "apac"): (
            "Invalid value for --document: edition 2017-11 has no term; did you mean `terms`?"
        ),
        ("--document", "terms", "--from", "emae", "--to", "apac"): (
            "Invalid value for --from: edition 2017-11 has no region emae; did you mean `emea`?"
        ),
        ("--document", "terms", "--from", "emea", "--to", "apac.direct.reseller"): (
            "Invalid value for --to: apac.direct.reseller names two channels or two services"
        ),
        ("--document", "terms", "--from", "emea", "--to", "apac", "--service", "cs"): (
            "Invalid value for --service: edition 2017-11 has no service cs; did you mean `css`?"
        ),
        ("--document", "terms", "--from", "emea", "--to", "apac", "--lang", "fr"): (
            "Invalid value for --lang: edition 2017-11 has no fr; known: en and zh-Hans"
        ),
    }.items():
        done = redline(*arguments, out=tmp_path)

        assert done.returncode == 2
        assert message in done.stderr
        assert done.stdout == ""
