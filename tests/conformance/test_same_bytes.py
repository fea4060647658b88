"""The same orders give the same bytes: at another time, in another time zone and locale, with another hash seed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.support.required import ROOT, require


def packs(out: Path, moment: str, *options: str, **environment: str) -> dict[str, bytes]:
    """Return the files that `tamdocs pack` makes of the sample orders at *moment*."""
    command = [sys.executable, "-m", "tamdocs", "pack", "contracts", "--out", str(out), *options]
    subprocess.run(
        [require("faketime"), moment, *command],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        check=True,
    )
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.glob("[!.]*/**/*") if path.is_file()}


def test_time_zone_locale_and_hash_seed_change_no_byte(tmp_path: Path) -> None:
    first = packs(tmp_path / "a", "2018-01-01 00:00:00", TZ="Pacific/Kiritimati", LC_ALL="C", PYTHONHASHSEED="1")
    second = packs(
        tmp_path / "b", "2031-07-15 13:37:42", TZ="America/Adak", LC_ALL="zh_CN.UTF-8", PYTHONHASHSEED="4242"
    )

    assert len(first) == 46
    assert {path for path in first if first[path] != second[path]} == set()


def test_processes_and_the_order_of_work_change_no_byte(tmp_path: Path) -> None:
    first = packs(tmp_path / "a", "2018-01-01 00:00:00")
    second = packs(tmp_path / "b", "2018-01-01 00:00:00", "--jobs", "2")

    assert first == second
