from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tamdocs.cli.library import library
from tamdocs.cli.main import tamdocs
from tamdocs.errors import LibraryError
from tests.support.drafts import unseal
from tests.support.samples import ROOT

LETTERS = ("renewal-notice", "renewal-notice-copy", "breach-notice")
"""They say what is in the terms too."""


@pytest.fixture
def editions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The editions of a workspace of its own, all drafts; the workspace is the current folder."""
    shutil.copyfile(ROOT / "tamdocs.toml", tmp_path / "tamdocs.toml")
    for name in ("contracts", "schemas", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    unseal(tmp_path / "templates" / "editions")
    return tmp_path / "templates" / "editions"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(library, arguments)


def refusal(*arguments: str) -> str:
    done = CliRunner().invoke(tamdocs, arguments)
    assert isinstance(done.exception, LibraryError)
    return str(done.exception)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def change(clause: Path) -> None:
    text = clause.read_text("utf-8")
    assert "thirty (30)" in text
    clause.write_text(text.replace("thirty (30)", "sixty (60)"), "utf-8")


def test_a_new_edition_reads_like_the_one_that_it_extends(editions: Path) -> None:
    done = run("new-edition", "2019-02", "--from", "2017-11")
    impact = run("impact", "--from", "2017-11", "--to", "2019-02")

    assert (done.exit_code, done.stdout) == (0, f"{Path('templates/editions/2019-02/edition.toml')}\n")
    assert [path.name for path in (editions / "2019-02").iterdir()] == ["edition.toml"]
    assert impact.stderr == "4 orders: 0 would read differently, 4 the same\n"


def test_an_edition_that_is_there_is_left_alone(editions: Path) -> None:
    before = contents(editions)

    assert "there is an edition 2018-06 already [edition-exists]" in refusal(
        "library", "new-edition", "2018-06", "--from", "2017-11"
    )
    assert contents(editions) == before


def test_a_sealed_edition_is_released_and_its_files_are_left_alone(editions: Path) -> None:
    before = contents(editions)

    done = run("lock", "--edition", "2017-11", "--release")

    after = contents(editions)
    lock = after.pop("2017-11/edition.lock")
    toml = before["2017-11/edition.toml"].replace(b'status = "draft"', b'status = "released"')
    assert (done.exit_code, done.stdout) == (0, f"{Path('templates/editions/2017-11/edition.lock')}\n")
    assert done.stderr.startswith("edition 2017-11 is sealed: ")
    assert after == {**before, "2017-11/edition.toml": toml}
    assert lock.count(b"\n") > 90


def test_a_sealed_edition_is_sealed_only_once(editions: Path) -> None:
    run("lock", "--edition", "2017-11", "--release")
    before = contents(editions)

    done = run("lock", "--edition", "2017-11")

    assert done.exit_code == 0
    assert done.stderr.startswith("edition 2017-11 was sealed already: ")
    assert contents(editions) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("pack", "contracts"),
        ("document", "terms", "contracts/order-apac-cn-direct.json"),
        ("library", "facts"),
        ("library", "lock", "--edition", "2017-11"),
        ("library", "lock", "--edition", "2017-11", "--release"),
        ("library", "lock", "--edition", "2018-06", "--release"),
        ("library", "new-edition", "2019-02", "--from", "2017-11"),
    ],
)
def test_a_changed_clause_of_a_sealed_edition_stops_every_command(editions: Path, arguments: tuple[str, ...]) -> None:
    run("lock", "--edition", "2017-11", "--release")
    change(editions / "2017-11/clauses/terms/term-and-termination/en.md")
    before = contents(editions)

    assert refusal(*arguments) == (
        "templates/editions/2017-11/clauses/terms/term-and-termination/en.md: this file was changed after edition "
        "2017-11 was sealed [edition-locked]\n"
        "  at: term-and-termination\n"
        "  hint: take the change back, and make it in a new edition: tamdocs library new-edition ID --from 2017-11"
    )
    assert contents(editions) == before
    assert not Path("out").exists()


def test_a_draft_is_sealed_only_by_its_release_and_that_wants_its_name(editions: Path) -> None:
    before = contents(editions)

    assert refusal("library", "lock") == (
        "templates/editions/2018-06/edition.toml: edition 2018-06 is a draft, and a draft is not sealed "
        "[draft-edition]\n"
        "  at: status\n  hint: release and seal it with: tamdocs library lock --edition 2018-06 --release"
    )
    nameless = run("lock", "--release")
    assert nameless.exit_code == 2
    assert "--release wants an --edition: it cannot be taken back." in nameless.stderr
    assert "there is no edition 2018-07" in refusal("library", "lock", "--edition", "2018-07")
    assert contents(editions) == before


def test_an_edition_that_lacks_a_fact_is_not_sealed(editions: Path) -> None:
    clause = editions / "2017-11/clauses/terms/term-and-termination/en.md"
    change(clause)
    before = contents(editions)

    assert "“thirty (30) days” does not stand in the text [fact-missing]\n  at: TC-2b, en, americas" in refusal(
        "library", "lock", "--edition", "2017-11", "--release"
    )
    assert contents(editions) == before


def test_a_release_that_was_cut_short_is_finished_by_the_next_one(editions: Path) -> None:
    run("lock", "--edition", "2017-11", "--release")
    (editions / "2017-11/edition.lock").unlink()

    assert "is released and has no lock" in refusal("check")
    assert run("lock", "--edition", "2017-11").exit_code == 0
    assert CliRunner().invoke(tamdocs, ["check"]).exit_code == 0


def test_orders_are_made_from_the_released_edition_and_from_a_draft_only_where_they_pin_it(editions: Path) -> None:
    run("lock", "--edition", "2017-11", "--release")
    path = editions.parents[1] / "contracts" / "order-emea-de-reseller.json"
    order = json.loads(path.read_text("utf-8"))
    order["order_date"] = "2018-07-02"
    path.write_text(json.dumps(order), "utf-8")
    unpinned = CliRunner().invoke(tamdocs, ["check", str(path), "--json"])
    path.write_text(json.dumps({**order, "edition": "2018-06"}), "utf-8")
    pinned = CliRunner().invoke(tamdocs, ["check", str(path), "--json"])

    assert json.loads(unpinned.stdout)["edition"] == "2017-11"
    assert json.loads(pinned.stdout)["edition"] == "2018-06"
    assert "draft-edition" not in unpinned.stdout
    assert [each["message"] for each in json.loads(pinned.stdout)["problems"] if each["code"] == "draft-edition"] == [
        "edition 2018-06 is a draft: its words may still change"
    ]


@pytest.mark.usefixtures("editions")
def test_impact_tells_orders_with_the_same_changes_together() -> None:
    done = run("impact", "--from", "2017-11", "--to", "2018-06", "contracts")

    assert done.exit_code == 0
    assert [line for line in done.stdout.splitlines() if not line.startswith(" ")] == [
        "2 orders would read differently: TAM-2017-004218, TAM-2018-000115",
        "1 order would read differently: RPS-2017-000931",
        "1 order would read differently: CSS-2017-002077",
    ]
    assert (
        "  terms, en, `privacy`: “Section 5.6 to Section 5.10 apply to Personal Information wh…” is new\n"
        in done.stdout
    )
    assert done.stderr == "4 orders: 4 would read differently in 3 ways, 0 the same\n"


@pytest.mark.usefixtures("editions")
def test_impact_as_json_is_one_object_for_each_order() -> None:
    done = run("impact", "--from", "2017-11", "--to", "2018-06", "contracts/order-emea-de-reseller.json", "--json")

    line = json.loads(done.stdout)
    assert {key: line[key] for key in ("source", "order_number", "same", "problems")} == {
        "source": "contracts/order-emea-de-reseller.json",
        "order_number": "CSS-2017-002077",
        "same": False,
        "problems": [],
    }
    assert [(each["document"], each["language"], each["clause"], each["what"]) for each in line["changes"]] == [
        ("terms", "en", "privacy", "changed"),
        ("terms", "en", "general", "changed"),
    ]


@pytest.mark.usefixtures("editions")
def test_impact_tells_an_order_that_is_refused_and_goes_on(tmp_path: Path) -> None:
    (tmp_path / "contracts" / "a.json").write_text("{", "utf-8")

    done = run("impact", "--from", "2017-11", "--to", "2018-06")

    assert done.exit_code == 1
    assert "contracts/a.json:1:2: " in done.stderr
    assert done.stderr.endswith("5 orders: 4 would read differently in 3 ways, 0 the same, 1 refused\n")


@pytest.mark.usefixtures("editions")
def test_impact_refuses_an_edition_that_does_not_exist() -> None:
    assert "there is no edition 2018-07" in refusal("library", "impact", "--from", "2017-11", "--to", "2018-07")


def test_impact_writes_a_redline_of_each_document_that_would_read_differently(editions: Path) -> None:
    run("new-edition", "2019-02", "--from", "2017-11")
    for clause in ("service-description/renewal", "terms/term-and-termination"):
        old, new = (editions / name / "clauses" / clause / "en.md" for name in ("2017-11", "2019-02"))
        new.parent.mkdir(parents=True)
        new.write_text(
            old.read_text("utf-8").replace("do not renew automatically", "never renew by themselves"), "utf-8"
        )

    done = run("impact", "--from", "2017-11", "--to", "2019-02", "--out", "redlines")

    names = [Path(line).name for line in done.stdout.splitlines() if line.startswith("redlines")]
    documents = [f"{kind}.en.{suffix}" for kind in ("service-description", "terms") for suffix in ("docx", "html")]
    assert done.stderr == "4 orders: 4 would read differently in 1 way, 0 the same\n"
    assert names == [f"RPS-2017-000931-{name}" for name in documents]
    for name in ("service-description", "terms"):
        xml = zipfile.ZipFile(f"redlines/RPS-2017-000931-{name}.en.docx").read("word/document.xml").decode()
        assert 'w:author="Edition 2019-02" w:date="2019-02-01T00:00:00Z"' in xml
        assert "never renew by themselves" in re.sub(r"<w:del[ >].*?</w:del>|<[^>]+>", "", xml)


def test_impact_tells_of_a_document_that_only_one_edition_has(editions: Path) -> None:
    run("new-edition", "2019-02", "--from", "2017-11")
    toml = editions / "2019-02" / "edition.toml"
    text = toml.read_text("utf-8").replace(', "terms"]', "]")
    gone = [
        f"{each}{kind}{end}"
        for kind in ("terms", *LETTERS)
        for each, end in (("documents/", ".toml"), ("clauses/", ""))
    ]
    removed = f'extends = "2017-11"\nremoved = {json.dumps([*gone, "glossary.toml", "facts.toml", "schedule.toml"])}'
    toml.write_text(text.replace('extends = "2017-11"', removed), "utf-8")
    (editions / "2019-02" / "glossary.toml").write_text("[terms]\n", "utf-8")
    (editions / "2019-02" / "facts.toml").write_text(_facts_without_terms(editions), "utf-8")

    done = run(
        "impact", "--from", "2017-11", "--to", "2019-02", "contracts/order-emea-de-reseller.json", "--out", "red"
    )

    assert "  terms, en, the document is gone: “Terms and Conditions”\n" in done.stdout
    assert not list(Path("red").glob("*-terms.*"))


def _facts_without_terms(editions: Path) -> str:
    text = (editions / "2017-11" / "facts.toml").read_text("utf-8")
    return text.partition("[facts.TC-0]")[0]
