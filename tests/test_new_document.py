"""The page on a new kind of document is followed word by word: its files are written, its commands run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from tests.test_docs import AND_SO_ON, HOW_TO, parts_of, tamdocs

_STEP = re.compile(r"(?:`([^`\n]+)`:\n\n)?^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PROMISE = "asks whether `day` was meant"
"""The end of what the page says of a slip."""


def steps(page: str) -> Iterator[tuple[str, str]]:
    """Yield each file with what it holds, and `` with each console block."""
    for file, kind, text in _STEP.findall(page):
        assert bool(file) != (kind == "console"), f"a block of {kind} without the name of its file"
        yield file, text


def follow(page: str, folder: Path) -> Path:
    """Do all that *page* says, beginning in *folder*; return the folder where it ends."""
    for file, text in steps(page):
        if file:
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_text(text, "utf-8")
            continue
        for command, output in parts_of(text):
            if command.startswith("cd "):
                folder /= command.removeprefix("cd ")
                continue
            done = tamdocs(command, folder)
            assert done.returncode == 0, f"{command}: {done.stdout}"
            whole = output.removesuffix(AND_SO_ON)
            assert done.stdout == output or (whole != output and done.stdout.startswith(whole)), command
    return folder


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return follow(HOW_TO.read_text("utf-8"), tmp_path_factory.mktemp("how-to"))


def test_the_documents_say_what_the_data_says(desk: Path) -> None:
    name = "TAM-2018-000115-site-visit"
    english = "".join(page.extract_text() for page in PdfReader(desk / f"out/{name}.en.pdf").pages)
    tables = docx.Document(str(desk / f"out/{name}.zh-Hans.docx")).tables

    assert "On arrival the engineers contact Front desk, 11th floor." in " ".join(english.split())
    assert [[cell.text for cell in row.cells] for row in tables[1].rows][:2] == [
        ["开始时间", "工作内容", "工程师"],
        ["09:30", "Review of the proxy policies", "Grace Lim"],
    ]


@pytest.mark.parametrize("command", ["library lint", "library prove", "variants matrix --check"])
def test_a_slip_is_told_with_its_place(command: str, tmp_path: Path) -> None:
    page = HOW_TO.read_text("utf-8")
    assert PROMISE in " ".join(page.split())
    before, _, _ = page.partition("## Is it right?")
    folder = follow(before.replace("on {{ visit.day|date }}", "on {{ visit.dya|date }}", 2), tmp_path)

    done = tamdocs(f"tamdocs {command} --edition 2018-01", folder)

    assert done.returncode == 1
    text = "templates/editions/2018-01/clauses/site-visit/visit/en.md:6: visit has no `dya` [unknown-member]"
    assert f"{text}\n  at: visit\n  hint: did you mean `day`?" in done.stdout


def test_without_its_condition_the_last_clause_is_not_there(desk: Path) -> None:
    data = (desk / "visit.json").read_text("utf-8")
    (desk / "short.json").write_text(data.replace('    "ask_for": "Front desk, 11th floor",\n', ""), "utf-8")
    order = "contracts/order-apac-sg-service-provider.json"
    done = tamdocs(f"tamdocs document site-visit {order} --data short.json --lang en --out short", desk)
    text = PdfReader(next((desk / "short").glob("*.pdf"))).pages[0].extract_text()

    assert done.returncode == 0, done.stdout
    assert "Agenda" in text
    assert "Entry" not in text
