"""Three judges of Word files: the validator of Microsoft's Open XML SDK, `ooxml-integrity`, and Word's rules.

They report what Word would repair or refuse and what LibreOffice and python-docx pass over in silence: an element out
of its place, a relationship that leads nowhere, a numbering that is not defined.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.support.different import different
from tests.support.required import require, unavailable
from tests.support.word_rules import broken_rules


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in one file."""

    file: str
    judge: str
    code: str
    where: str
    """The part of the package and the XPath in it, as far as the judge tells."""
    why: str


def faults(files: Sequence[Path]) -> list[Fault]:
    """Return what any of the judges finds in the Word files; skips the test where one of them is not installed.

    Of files with the same bytes the first is looked at.
    """
    files = different(files)
    return [*sdk_faults(files), *integrity_faults(files), *rule_faults(files)]


def sdk_faults(files: Sequence[Path]) -> list[Fault]:
    """Return what Microsoft's Open XML SDK finds, by the rules of Microsoft 365 (about 0.7 s a file)."""
    validator = require("ooxml-validator")
    # The validator takes one file a run, and most of a run is its start.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return [fault for found in pool.map(lambda file: _sdk_faults(validator, file), files) for fault in found]


def integrity_faults(files: Sequence[Path]) -> list[Fault]:
    """Return what `ooxml-integrity` finds, warnings among it."""
    require("ooxml-integrity")
    # Imported here, for a test without the checker installed shall skip and not break.
    from ooxml_integrity import Severity, check  # noqa: PLC0415

    return [
        Fault(str(file), "ooxml-integrity", finding.code, f"{finding.part} {finding.where}".strip(), finding.message)
        for file in files
        for finding in check(file)
        if finding.severity >= Severity.WARN
    ]


def rule_faults(files: Sequence[Path]) -> list[Fault]:
    """Return what Word stumbles over and the other two do not see."""
    return [
        Fault(str(file), "Word's rules", rule, f"{part} {where}", why)
        for file in files
        for rule, part, where, why in broken_rules(file)
    ]


def _sdk_faults(validator: str, file: Path) -> list[Fault]:
    run = subprocess.run([validator, str(file)], capture_output=True, encoding="utf-8", check=False)
    try:
        report = json.loads(run.stdout)
    except json.JSONDecodeError:
        unavailable(f"the Open XML SDK validator did not run on {file}: {run.stderr or run.stdout}")
    found = [
        Fault(
            str(file),
            "Open XML SDK",
            error["id"] or error["errorType"],
            f"{error['path'] or ''} {error['xPath'] or ''}".strip(),
            error["description"],
        )
        for error in report["errors"]
    ]
    if not found and not report["ok"]:
        raise AssertionError(f"{file}: refused without a reason: {run.stdout}")
    return found
