"""The console blocks of the README and of docs/ can be repeated: the commands print what stands there."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph

from tamdocs.workspace import create_workspace
from tests.support.letters import notice
from tests.support.lifecycle import example, save
from tests.support.samples import ROOT

HOW_TO = ROOT / "docs" / "new-document.md"
"""Followed from its first line to its last elsewhere: each command needs what those before it have left."""
PAGES = [ROOT / "README.md", *sorted(set((ROOT / "docs").rglob("*.md")) - {HOW_TO})]
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Run:
    command: str
    output: str
    """What the reader sees, of stdout and stderr; empty where the page shows none."""


def runs() -> list[tuple[str, Run]]:
    """Return the runs of all pages, each with the place where its block begins."""
    found = []
    for page in PAGES:
        text = page.read_text("utf-8")
        for block in _BLOCK.finditer(text):
            place = f"{page.relative_to(ROOT).as_posix()}:{text.count(chr(10), 0, block.start()) + 1}"
            found += [(place, Run(*part)) for part in parts_of(block[1])]
    return found


def parts_of(block: str) -> list[tuple[str, str]]:
    """Return each command of a console block with the output that follows it."""
    found = (part.partition("\n") for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:])
    return [(command, output) for command, _, output in found]


def tamdocs(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    program, *arguments = shlex.split(command)
    assert program == "tamdocs"
    return subprocess.run(
        [sys.executable, "-m", "tamdocs", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


def order_that_ends_before_it_begins(folder: Path) -> None:
    sample = (folder / "contracts" / "order-emea-de-reseller.json").read_text("utf-8")
    (folder / "order.json").write_text(sample.replace('"end": "2020-12-31"', '"end": "2017-12-31"'), "utf-8")


def sealed_edition_with_a_change(folder: Path) -> None:
    edition = folder / "templates" / "editions" / "2017-11"
    clause = edition / "clauses" / "terms" / "payment" / "en.md"
    clause.write_text(clause.read_text("utf-8").replace("Customer shall pay", "Customer must pay"), "utf-8")


ANN_S_DAY = "2018-03-01T09:30:00Z"


def data_of_a_notice(folder: Path) -> None:
    (folder / "notice.json").write_text(json.dumps(notice("DE")), "utf-8")
    shutil.copy(folder / "contracts" / "order-americas-us-direct.json", folder / "contracts" / "acme.json")


def data_of_a_breach(folder: Path) -> None:
    save(folder, example("breach-notice"), "breach.json")


def pack_of_an_order(folder: Path) -> None:
    assert tamdocs("tamdocs pack contracts/order-americas-us-direct.json", folder).returncode == 0


def delete_tracked(paragraph: WordParagraph) -> None:
    """Take *paragraph* away as Ann does who has changes tracked."""

    def change(name: str) -> Any:
        element = OxmlElement(name)
        for key, value in (("w:id", "9001"), ("w:author", "Ann"), ("w:date", ANN_S_DAY)):
            element.set(qn(key), value)
        return element

    element: Any = paragraph._p  # noqa: SLF001 - python-docx has no words for tracked changes
    for run in list(element.iterchildren(qn("w:r"))):
        deleted = change("w:del")
        run.addprevious(deleted)
        deleted.append(run)
        for text in run.iter(qn("w:t")):
            text.tag = qn("w:delText")
    mark = OxmlElement("w:rPr")
    mark.append(change("w:del"))
    element.get_or_add_pPr().append(mark)


def terms_that_came_back(folder: Path) -> None:
    """A cure of another length that nobody tracked; an item taken away and a remark made by Ann."""
    made = tamdocs("tamdocs document terms contracts/order-americas-us-direct.json --lang en --format docx", folder)
    assert made.returncode == 0, made.stdout
    (issued,) = (folder / "out").glob("*-terms.en.docx")
    issued.rename(folder / "terms.docx")
    opened = docx.Document(str(folder / "terms.docx"))

    def find(words: str) -> WordParagraph:
        return next(each for each in opened.paragraphs if words in each.text)

    (run,) = (run for run in find("commits a material breach").runs if "thirty (30)" in run.text)
    run.text = run.text.replace("thirty (30)", "sixty (60)")
    delete_tracked(find("bear the damages"))
    silent = find("says nothing about payment").runs
    comment = opened.add_comment(silent, text="We pay after 60 days.", author="Ann", initials="A")
    comment._comment_elm.set(qn("w:date"), ANN_S_DAY)  # noqa: SLF001 - python-docx takes the clock's
    opened.save(str(folder / "returned.docx"))


BEFORE: Mapping[str, Callable[[Path], None]] = {
    "tamdocs check order.json": order_that_ends_before_it_begins,
    "tamdocs check": sealed_edition_with_a_change,
    "tamdocs document renewal-notice contracts/acme.json --data notice.json": data_of_a_notice,
    "tamdocs document renewal-notice contracts/order-emea-de-reseller.json --data notice.json": data_of_a_notice,
    "tamdocs letter breach-notice contracts/ --data breach.json --as-of 2018-08-31 --explain": data_of_a_breach,
    "tamdocs verify out/RPS-2017-000931/en/terms.pdf": pack_of_an_order,
    "tamdocs compare terms.docx returned.docx": terms_that_came_back,
}
"""What a page tells of the workspace before it shows the command; for all other commands it is a new one."""


AND_SO_ON = "…\n"
"""The last line of an output that a page shows the beginning of."""


@pytest.mark.parametrize(("place", "run"), [pytest.param(*each, id=f"{each[0]} {each[1].command}") for each in runs()])
def test_a_command_prints_what_the_page_shows(place: str, run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    create_workspace(folder)
    if run.command in BEFORE:
        BEFORE[run.command](folder)

    done = tamdocs(run.command, folder)

    assert done.returncode in {0, 1}, f"{place}: {done.stdout}"
    if run.output.endswith(AND_SO_ON):
        assert done.stdout.startswith(run.output.removesuffix(AND_SO_ON))
    elif run.output:
        assert done.stdout == run.output
    else:
        assert done.returncode == 0, f"{place}: {done.stdout}"


def test_every_preparation_is_for_a_command_that_a_page_shows() -> None:
    assert set(BEFORE) <= {run.command for _, run in runs()}
