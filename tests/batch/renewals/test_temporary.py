from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.support.samples import ROOT

NOWHERE = """
import resource

from tamdocs.batch.renewals.sheets import Sheets
from tamdocs.batch.renewals.sorted_notices import NoticesOnDisk
from tamdocs.errors import WorkspaceError
from tests.batch.renewals.test_sorted_notices import NOTICE

resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
try:
    {make}
except WorkspaceError as error:
    (problem,) = error.problems
    print(problem.source, problem.code, problem.message)
"""
"""No file can get a byte, as on a machine whose only disk is full: Python then finds no folder for temporary files."""


@pytest.mark.parametrize(
    ("make", "what"),
    [
        ("Sheets()", "what is being made"),
        ("list(NoticesOnDisk(NOTICE._replace(order_number=f'TAM-{at}') for at in range(30_000)))", "the notices"),
    ],
)
def test_that_there_is_no_folder_for_temporary_files_is_told(make: str, what: str) -> None:
    code = NOWHERE.replace("{make}", make)

    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": "/full"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.startswith(f"/full unwritable {what} cannot be kept in the folder for temporary files: ")
    assert done.stderr == ""
