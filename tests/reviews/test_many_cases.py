from __future__ import annotations

import json
import subprocess
import sys

from tests.support.required import ROOT

TRIES = 4


MOST_READS = 5
"""Bare reads of the file, in CPU time, that the figures may take."""


def test_figures_of_fifty_thousand_cases_take_a_few_bare_reads_and_less_than_500_mb() -> None:
    measured = []
    for _ in range(TRIES):  # a busy machine makes one of the two wait
        run = subprocess.run(
            [sys.executable, "benchmarks/cases.py"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
        )
        measured.append(json.loads(run.stdout))
        if min(measured[-1]["cpu_ratio"], measured[-1]["cpu_ratio_of_best"]) < MOST_READS:
            break

    assert min(min(each["cpu_ratio"], each["cpu_ratio_of_best"]) for each in measured) < MOST_READS, measured
    assert max(each["memory_mb"] for each in measured) < 500
