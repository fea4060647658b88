from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from tamdocs.cli.init import init
from tamdocs.cli.pack import pack
from tamdocs.cli.verify import verify

ORDER = "contracts/order-americas-us-direct.json"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("verify") / "demo"
    assert CliRunner().invoke(init, [str(folder)]).exit_code == 0
    return folder


@pytest.fixture
def out(workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder with a pack of the first order; the workspace is the current folder."""
    monkeypatch.chdir(workspace)
    done = CliRunner().invoke(pack, [ORDER, "--out", str(tmp_path)])
    assert done.exit_code == 0
    return tmp_path / "RPS-2017-000931" / "en"


def verified(*arguments: str | Path) -> Result:
    return CliRunner().invoke(verify, [str(each) for each in arguments])


def alter(path: Path) -> None:
    opened, saved = docx.Document(str(path)), io.BytesIO()
    run = next(run for paragraph in opened.paragraphs for run in paragraph.runs if "thirty (30)" in run.text)
    run.text = run.text.replace("thirty (30)", "sixty (60)")
    opened.save(saved)
    path.write_bytes(saved.getvalue())


def test_a_pack_is_genuine(out: Path) -> None:
    done = verified(out)

    assert done.exit_code == 0
    assert done.stderr == "7 files: 7 genuine, 0 not\n"
    assert done.stdout.splitlines()[-4:] == [
        f"{out / 'terms.pdf'}: genuine",
        "  terms, en, pdf, by edition 2017-11",
        "  order RPS-2017-000931 of O'Neill & Hart Freight, Inc., "
        "sha256 83c65332a4c5131120f821a77d6809611b83c303da61827f5c5aa680add01f70",
        f"  this very order is {ORDER}",
    ]


def test_an_altered_file_is_told_with_clause_and_words(out: Path) -> None:
    alter(out / "terms.docx")
    done = verified(out / "terms.docx", out / "terms.pdf")

    assert done.exit_code == 1
    assert done.stderr == "2 files: 1 genuine, 1 not\n"
    assert done.stdout.splitlines()[0] == f"{out / 'terms.docx'}: ALTERED"
    assert done.stdout.splitlines()[4] == (
        "  term-and-termination 2.5: …party commits a material breach and does not cure it within "
        "[-thirty (30)-]{+sixty (60)+}"
    )


def test_json_prints_one_object_for_each_file(out: Path) -> None:
    alter(out / "terms.docx")
    (out / "note.docx").write_bytes(b"no")
    lines = [json.loads(line) for line in verified(out, "--json").stdout.splitlines()]
    by_name = {Path(line["source"]).name: line for line in lines}

    assert [line["verdict"] for line in lines].count("genuine") == 6
    assert by_name["note.docx"]["verdict"] == "unreadable"
    assert [problem["code"] for problem in by_name["note.docx"]["problems"]] == ["file-kind"]
    assert by_name["terms.docx"]["claims"]["edition"] == "2017-11"
    assert by_name["terms.docx"]["changes"][0]["clause"] == "term-and-termination"
    assert by_name["terms.pdf"]["order"] == {
        "order_number": "RPS-2017-000931",
        "customer": "O'Neill & Hart Freight, Inc.",
        "sha256": "83c65332a4c5131120f821a77d6809611b83c303da61827f5c5aa680add01f70",
        "book_file": ORDER,
        "namesake": None,
    }


def test_an_order_that_gainsays_yours_is_told_and_fails(out: Path, workspace: Path) -> None:
    order = workspace / ORDER
    kept = order.read_bytes()
    order.write_bytes(kept.replace(b"O'Neill", b"O'Neal"))
    try:
        done = verified(out / "terms.pdf")
    finally:
        order.write_bytes(kept)

    assert done.exit_code == 1
    assert f"  NOT YOUR ORDER: {ORDER} has this order number and says something else" in done.stdout
    assert done.stderr == "1 file: 1 genuine, 0 not; 1 genuine of another order than yours\n"


@pytest.mark.usefixtures("out")
def test_files_without_the_order_need_it(tmp_path: Path, workspace: Path) -> None:
    order = tmp_path / "mine.json"
    order.write_bytes((workspace / ORDER).read_bytes().replace(b"000931", b"000932"))
    assert (
        CliRunner().invoke(pack, [str(order), "--out", str(tmp_path), "--no-embed", "--format", "pdf"]).exit_code == 0
    )
    file = tmp_path / "RPS-2017-000932" / "en" / "terms.pdf"
    without, named = verified(file), verified(file, "--order", order)

    assert without.exit_code == 1
    assert "not verified: its order or data is not in the file; an order may be named with --order" in without.stdout
    assert (named.exit_code, named.stdout.splitlines()[0]) == (0, f"{file}: genuine")
    assert "  no such order in the book of contracts: look whether it is yours" in named.stdout
    assert b"O'Neill" not in file.read_bytes()


def test_what_cannot_be_read_is_told_and_the_rest_is_judged(out: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = verified(out / "absent.pdf", tmp_path / "empty", out / "terms.pdf")

    assert done.exit_code == 1
    assert done.stderr == "3 files: 1 genuine, 2 not\n"
    assert "[no-such-file]" in done.stdout
    assert "[no-finished-files]" in done.stdout


def test_with_a_sealed_clause_changed_none_is_judged_and_it_is_told_once(out: Path, workspace: Path) -> None:
    clause = workspace / "templates/editions/2017-11/clauses/terms/term-and-termination/en.md"
    kept = clause.read_bytes()
    clause.write_bytes(kept.replace(b"thirty (30)", b"sixty (60)"))
    try:
        done, as_json = verified(out), verified(out, "--json")
    finally:
        clause.write_bytes(kept)

    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.count("[edition-locked]") == 1
    assert done.stderr.splitlines()[-1] == (
        "7 files: none judged: until that is mended, nothing can be made here to hold them against"
    )
    found = [json.loads(line) for line in as_json.stdout.splitlines()]
    assert (as_json.exit_code, as_json.stderr) == (1, done.stderr)
    assert sorted(each["source"] for each in found) == sorted(map(str, out.iterdir()))
    assert {(each["verdict"], each["problems"][0]["code"]) for each in found} == {("not-judged", "edition-locked")}


def test_with_a_wrong_skin_the_files_that_do_not_need_it_are_judged(out: Path, workspace: Path) -> None:
    skin = workspace / "templates/skins/contract.docx"
    kept = skin.read_bytes()
    skin.write_bytes(b"PK")
    try:
        done = verified(out / "terms.docx", out / "terms.pdf", "--json")
    finally:
        skin.write_bytes(kept)

    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.exit_code, [each["verdict"] for each in found]) == (1, ["not-judged", "genuine"])
    assert found[0]["problems"][0]["code"] == "word-skin"


def test_with_a_wrong_typst_skin_the_word_files_are_judged(out: Path, workspace: Path) -> None:
    skin = workspace / "templates/skins/contract.typ"
    kept = skin.read_bytes()
    skin.write_bytes(kept + b"\n#text(")
    try:
        done = verified(out / "terms.docx", out / "terms.pdf", "--json")
    finally:
        skin.write_bytes(kept)

    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.exit_code, [each["verdict"] for each in found]) == (1, ["genuine", "not-judged"])
    assert found[1]["problems"][0]["source"].endswith("templates/skins/contract.typ")
