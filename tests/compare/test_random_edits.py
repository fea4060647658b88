"""Random edits are found in their clause, and nothing else is: a part of what `benchmarks/edits.py` makes."""

from __future__ import annotations

import subprocess
import sys

from tests.support.required import ROOT, require


def test_random_edits_are_found_and_none_is_invented() -> None:
    require("soffice")
    command = [sys.executable, "benchmarks/edits.py", "--edits", "42", "--seed", "11"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)

    assert "**42 of 42 edits are found, 0 are invented; 21 of the files went through\nLibreOffice.**" in run.stdout
    assert run.returncode == 0
