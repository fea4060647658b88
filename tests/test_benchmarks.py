from __future__ import annotations

import subprocess
import sys

from tests.support.required import ROOT


def test_benchmark_of_renewals_runs() -> None:
    command = [
        sys.executable,
        "benchmarks/renewals.py",
        "--quick",
        "--without-libreoffice",
        "--only",
        "speed",
        "planning",
    ]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)

    assert (run.returncode, run.stderr) == (0, "")
    assert "| DOCX; docxtpl |" in run.stdout
    assert "| read, checked and dated; checked by jsonschema |" in run.stdout


def test_benchmark_runs_without_libreoffice_and_says_what_was_not_run() -> None:
    command = [sys.executable, "benchmarks/packs.py", "--quick", "--orders", "1", "--without-libreoffice"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)

    assert (run.returncode, run.stderr) == (0, "")
    assert "| DOCX; docxtpl |" in run.stdout
    assert "| PDF; bare Typst |" in run.stdout
    assert "| packs; packs, each document rendered anew |" in run.stdout
    assert "Not run: everything with LibreOffice" in run.stdout
