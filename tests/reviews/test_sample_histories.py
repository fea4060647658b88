from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tamdocs.batch.case_source import CaseOptions, load_case_history
from tamdocs.batch.order_files import find_order_files
from tests.support.cases import SAMPLES
from tests.support.required import ROOT
from tests.support.samples import sample_order, sample_workspace

NAMES = ["RPS-2017-000931.csv", "RPS-2017-000931.jsonl", "TAM-2017-004218.csv", "TAM-2017-004218.jsonl"]
ORDERS = {"TAM-2017-004218": "apac-cn-direct", "RPS-2017-000931": "americas-us-direct"}


def test_samples_are_what_the_program_writes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / "tools" / "sample_histories.py", tmp_path], check=True)

    assert sorted(path.name for path in SAMPLES.iterdir()) == NAMES
    assert {path.name: path.read_bytes() for path in SAMPLES.iterdir()} == {
        path.name: path.read_bytes() for path in tmp_path.iterdir()
    }


@pytest.mark.parametrize("number", ORDERS)
def test_samples_have_fifteen_months_of_good_cases(number: str) -> None:
    order, workspace = sample_order(ORDERS[number]), sample_workspace()

    table, lines = (
        load_case_history(str(SAMPLES / f"{number}.{kind}"), order, workspace, CaseOptions())
        for kind in ("csv", "jsonl")
    )

    assert table.cases.drop("line").rows() == lines.cases.drop("line").rows()
    assert (table.problems, table.left_out) == ((), 0)
    assert 900 < table.cases.height < 2000
    months = {moment // 2_629_800 for moment in table.cases["opened"]}
    assert len(months) >= 15
    families = {each.family for each in order.designated_software}
    assert set(table.cases["product_family"]) <= families


def test_samples_are_no_orders() -> None:
    assert {path.parent for path in find_order_files([ROOT / "contracts"])} == {ROOT / "contracts"}
