from __future__ import annotations

import json
import subprocess
import sys

from tests.support.required import ROOT


def test_figures_of_fifty_thousand_cases_take_less_than_500_mb() -> None:
    run = subprocess.run(
        [sys.executable, "benchmarks/cases.py"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )

    assert json.loads(run.stdout)["memory_mb"] < 500
