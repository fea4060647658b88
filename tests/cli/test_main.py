from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from tamdocs.cli.main import COMMANDS, tamdocs
from tests.support.samples import ROOT


def run(*arguments: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tamdocs", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def command(name: str) -> click.Command:
    found: click.Command = getattr(importlib.import_module(COMMANDS[name].module), name.replace("-", "_"))
    return found


def all_commands() -> list[tuple[str, click.Command]]:
    found: list[tuple[str, click.Command]] = []
    for name in COMMANDS:
        top = command(name)
        found.append((name, top))
        if isinstance(top, click.Group):
            found += [(f"{name} {inner}", top.commands[inner]) for inner in top.commands]
    return found


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_each_command_says_of_itself(name: str) -> None:
    assert (command(name).help or "").split("\n")[0] == COMMANDS[name].help


@pytest.mark.parametrize(("name", "found"), all_commands())
def test_every_command_has_help_with_an_example_and_stands_in_the_readme(name: str, found: click.Command) -> None:
    if not isinstance(found, click.Group):
        assert "Example:" in (found.help or "")

    assert f"tamdocs {name}" in (ROOT / "README.md").read_text("utf-8")


def test_help_imports_no_library_of_documents() -> None:
    code = (
        "import sys\nfrom tamdocs.cli.main import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "print(sorted({name.split('.')[0] for name in sys.modules} & "
        "{'typst', 'docxtpl', 'lxml', 'jinja2', 'babel', 'rich', 'jsonschema', 'pypdf', 'markdown_it', 'msgspec'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "[]"


def test_an_unknown_command_is_wrong_usage_with_the_nearest_one() -> None:
    done = run("pakc")

    assert done.returncode == 2
    assert "No such command 'pakc'." in done.stderr
    assert "Did you mean `pack`?" in done.stderr


def test_outside_a_workspace_the_way_out_is_named(tmp_path: Path) -> None:
    done = run("pack", "order.json", cwd=tmp_path)

    assert done.returncode == 1
    assert done.stderr == (
        f"{tmp_path}: this folder is in no workspace: no folder above it holds a tamdocs.toml [no-workspace]\n"
        "  hint: make one with: tamdocs init DIR, or name one with: tamdocs -C DIR\n"
    )


def test_the_command_line_is_a_click_group() -> None:
    assert list(tamdocs.list_commands(click.Context(tamdocs))) == list(COMMANDS)
