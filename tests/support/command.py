"""Commands, run as the program runs them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from tamdocs.cli.main import tamdocs
from tamdocs.cli.report import problem_as_text
from tamdocs.errors import TamdocsError
from tests.support.samples import ROOT


@dataclass(frozen=True, slots=True)
class Done:
    status: int
    stdout: str
    stderr: str


def call(*arguments: str | Path) -> Done:
    """Run a command as the program does: problems that a user can mend become text and exit status 1."""
    done = CliRunner().invoke(tamdocs, ["-C", str(ROOT), *map(str, arguments)])
    told = ""
    if isinstance(done.exception, TamdocsError):
        told = "".join(f"{problem_as_text(problem)}\n" for problem in done.exception.problems)
    elif done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Done(done.exit_code, done.stdout, done.stderr + told)
