from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pypdf
import pytest
from filelock import FileLock

from tamdocs.batch import run
from tamdocs.batch.job import PackJob
from tamdocs.batch.pack import Pack, make_pack
from tamdocs.batch.pool import run_in_pool
from tamdocs.batch.run import PackResult, run_packs
from tamdocs.errors import SkinError, WorkspaceError
from tamdocs.orders.reading import Reading
from tests.support.samples import ORDER_FILES, ROOT, sample_workspace

ORDERS = [(path.name, path.read_bytes()) for path in ORDER_FILES]


def job(out: Path, *formats: str, languages: tuple[str, ...] = ()) -> PackJob:
    return PackJob(sample_workspace(), out, frozenset(formats or ("docx",)), languages)


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


def changed(name: str, old: str, new: str) -> tuple[str, bytes]:
    data = dict(ORDERS)[name].decode()
    assert old in data
    return name, data.replace(old, new).encode()


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[PackResult]]:
    out = tmp_path_factory.mktemp("packs")
    return out, list(run_packs(ORDERS, job(out, "docx", "pdf"), 1))


def test_each_order_gets_its_documents_in_its_languages(packs: tuple[Path, list[PackResult]]) -> None:
    out, results = packs
    names = ("order-confirmation", "service-description", "terms")

    assert [result.order_number for result in results] == [
        "RPS-2017-000931", "TAM-2017-004218", "TAM-2018-000115", "CSS-2017-002077",
    ]  # fmt: skip
    assert sorted(files(out / "TAM-2017-004218")) == sorted(
        [
            *(
                f"{language}/{name}.{kind}"
                for language in ("en", "zh-Hans")
                for name in names
                for kind in ("docx", "pdf")
            ),
            *(f"{language}/pack.pdf" for language in ("en", "zh-Hans")),
            "manifest.json",
        ]
    )


def test_the_manifest_names_every_file_with_its_hash(packs: tuple[Path, list[PackResult]]) -> None:
    out, _ = packs
    schema = json.loads((ROOT / "schemas" / "manifest.schema.json").read_text("utf-8"))
    for folder in (path for path in out.iterdir() if path.is_dir()):
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        jsonschema.Draft202012Validator(schema).validate(manifest)
        found = {path: hashlib.sha256(data).hexdigest() for path, data in files(folder).items()}
        del found["manifest.json"]

        assert {file["path"]: file["sha256"] for file in manifest["files"]} == found
        assert manifest["order"]["sha256"] == hashlib.sha256(dict(ORDERS)[manifest["order"]["file"]]).hexdigest()


def test_the_joined_pdf_has_all_documents_with_bookmarks_and_page_labels(
    packs: tuple[Path, list[PackResult]],
) -> None:
    out, _ = packs
    folder = out / "CSS-2017-002077" / "en"
    reader = pypdf.PdfReader(folder / "pack.pdf")
    single = [len(pypdf.PdfReader(folder / f"{name}.pdf").pages) for name in
              ("order-confirmation", "service-description", "terms")]  # fmt: skip
    labels = [
        f"{label}-{page}"
        for label, pages in zip(("OC", "SD", "T"), single, strict=True)
        for page in range(1, pages + 1)
    ]
    titles = [entry["/Title"] for entry in reader.outline if not isinstance(entry, list)]

    assert list(map(str, reader.page_labels)) == labels
    assert list(map(str, titles)) == ["Order Confirmation", "Service Description", "Terms and Conditions"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Contract pack CSS-2017-002077"


def test_packs_made_again_have_the_same_bytes(packs: tuple[Path, list[PackResult]], tmp_path: Path) -> None:
    out, _ = packs

    list(run_packs(list(reversed(ORDERS)), job(tmp_path, "docx", "pdf"), 1))

    assert files(tmp_path) == files(out)


def test_several_processes_make_the_same_packs(packs: tuple[Path, list[PackResult]], tmp_path: Path) -> None:
    out, results = packs

    made = list(run_packs(ORDERS, job(tmp_path, "docx", "pdf"), 2))

    assert {result.order_number for result in made} == {result.order_number for result in results}
    assert files(tmp_path) == files(out)


def test_one_bad_order_never_stops_the_rest(tmp_path: Path) -> None:
    bad = ("bad.json", b'{"order_number": ')
    wrong = changed("order-emea-de-reseller.json", '"css"', '"cssx"')

    results = {result.source: result for result in run_packs([bad, wrong, *ORDERS[:1]], job(tmp_path), 1)}

    assert results["bad.json"].folder is None
    assert results["bad.json"].problems
    assert [problem.code for problem in results[wrong[0]].problems] == ["unknown-service"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", "RPS-2017-000931"]


@pytest.mark.parametrize("number", ["A" * 300, "..", "CON", "a/b", "\\u0000", "\\ud800"])
@pytest.mark.parametrize("jobs", [1, 2])
def test_an_order_number_that_names_no_folder_never_stops_the_rest(tmp_path: Path, number: str, jobs: int) -> None:
    wrong = changed("order-emea-de-reseller.json", "CSS-2017-002077", number)

    results = {result.source: result.outcome for result in run_packs([wrong, *ORDERS[:1]], job(tmp_path), jobs)}

    assert results == {"order-emea-de-reseller.json": "refused", "order-americas-us-direct.json": "made"}
    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", "RPS-2017-000931"]


def test_of_two_orders_with_one_number_none_is_guessed(tmp_path: Path) -> None:
    first, second = ORDERS[0], ("again.json", ORDERS[0][1].replace(b"RPS-2017", b"rps-2017"))

    results = list(run_packs([first, second], job(tmp_path), 1))

    assert [str(problem) for result in results for problem in result.problems] == [
        'order-americas-us-direct.json:2:19: order_number "RPS-2017-000931" is in again.json too [order-number-taken]\n'
        "  at: /order_number\n"
        "  hint: give each order a number of its own; letter case does not count, because it does not on Windows",
        'again.json:2:19: order_number "rps-2017-000931" is in order-americas-us-direct.json too [order-number-taken]\n'
        "  at: /order_number\n"
        "  hint: give each order a number of its own; letter case does not count, because it does not on Windows",
    ]
    assert [path.name for path in tmp_path.iterdir()] == [".lock"]


def test_languages_may_be_chosen_instead_of_those_of_the_order(tmp_path: Path) -> None:
    list(run_packs(ORDERS[:1], job(tmp_path, languages=("zh-Hans",)), 1))

    assert {path.split("/")[1] for path in files(tmp_path)} == {"zh-Hans", "manifest.json"}


def test_a_language_that_the_edition_lacks_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    (result,) = run_packs(ORDERS[:1], job(tmp_path, languages=("zh-Hant",)), 1)

    assert [str(problem) for problem in result.problems] == [
        "RPS-2017-000931: edition 2017-11 has no language zh-Hant [unknown-language]\n  hint: did you mean `zh-Hans`?"
    ]
    assert [path.name for path in tmp_path.iterdir()] == [".lock"]


def test_a_pack_of_before_that_is_refused_now_is_told(tmp_path: Path) -> None:
    list(run_packs(ORDERS[:1], job(tmp_path), 1))

    (result,) = run_packs([changed("order-americas-us-direct.json", '"US",', '"UZ",')], job(tmp_path), 1)
    (refused,) = run_packs([changed("order-americas-us-direct.json", '"bcs-rps"', '"rps"')], job(tmp_path), 1)

    assert result.outcome == "made"
    assert refused.outcome == "refused"
    assert str(refused.problems[-1]) == (
        "order-americas-us-direct.json: warning: the pack of an earlier run is still in "
        f"{tmp_path / 'RPS-2017-000931'} [earlier-pack]\n"
        "  hint: it was made before the order came to be refused: do not send it"
    )


def test_a_pack_that_was_changed_by_hand_is_not_replaced_unless_asked(tmp_path: Path) -> None:
    list(run_packs(ORDERS[:1], job(tmp_path), 1))
    scan = tmp_path / "RPS-2017-000931" / "signed.pdf"
    scan.write_bytes(b"a scan")

    (kept,) = run_packs(ORDERS[:1], job(tmp_path), 1)
    still_there = scan.exists()
    (made,) = run_packs(ORDERS[:1], replace(job(tmp_path), replace_changed=True), 1)

    assert (kept.outcome, still_there, made.outcome, scan.exists()) == ("failed", True, "made", False)
    assert str(kept.problems[-1]) == (
        f"{tmp_path / 'RPS-2017-000931'}: this pack was changed by hand since it was made: signed.pdf [changed-pack]\n"
        "  hint: move what you want to keep, or name another --out, or replace it with --replace-changed"
    )


def test_one_run_at_a_time_writes_to_a_folder(tmp_path: Path) -> None:
    with FileLock(tmp_path / ".lock"), pytest.raises(WorkspaceError) as caught:
        list(run_packs(ORDERS, job(tmp_path), 1))

    assert str(caught.value) == (
        f"{tmp_path}: another run is writing packs to this folder [folder-in-use]\n"
        "  hint: wait until it has ended, or name another folder with --out"
    )


def test_what_a_killed_run_has_left_is_put_right_also_for_other_orders(tmp_path: Path) -> None:
    list(run_packs(ORDERS[1:2], job(tmp_path), 1))
    (tmp_path / "TAM-2017-004218").rename(tmp_path / ".old-TAM-2017-004218")
    (tmp_path / ".new-CSS-2017-002077-abc" / "en").mkdir(parents=True)

    list(run_packs(ORDERS[:1], job(tmp_path), 1))

    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", "RPS-2017-000931", "TAM-2017-004218"]


def test_a_process_that_dies_takes_no_other_order_with_it(tmp_path: Path) -> None:
    tasks = [(tmp_path / f"{number}", number == 2) for number in range(6)]

    done = dict(run_in_pool(die_or_write, tasks, 2, nothing, None))

    assert {task: result for task, result in done.items() if result is None} == {tasks[2]: None}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0", "1", "3", "4", "5"]


def nothing(_setting: None) -> None:
    """What a process does before its first task."""


def die_or_write(task: tuple[Path, bool]) -> str:
    path, dies = task
    if dies:
        os.kill(os.getpid(), signal.SIGKILL)
    path.write_text("done")
    return path.name


def test_a_wrong_skin_stops_the_run_and_is_no_fault_of_an_order(tmp_path: Path) -> None:
    workspace = sample_workspace()
    templates = tmp_path / "templates"
    shutil.copytree(workspace.templates, templates)
    (templates / "skins" / "contract.docx").write_bytes(b"no zip")
    wrong = replace(job(tmp_path / "out"), workspace=replace(workspace, templates=templates))

    with pytest.raises(SkinError, match=r"contract\.docx"):
        list(run_packs(ORDERS, wrong, 1))


def test_docx_alone_has_the_same_bytes_as_docx_with_pdf(packs: tuple[Path, list[PackResult]], tmp_path: Path) -> None:
    out, _ = packs

    list(run_packs(ORDERS, job(tmp_path, "docx"), 1))

    both = files(out)
    assert {path: data for path, data in files(tmp_path).items() if path.endswith(".docx")} == {
        path: data for path, data in both.items() if path.endswith(".docx")
    }


def test_a_defect_met_in_one_order_is_reported_and_the_rest_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(reading: Reading, *rest: Any) -> Pack:
        if reading.order_number == "RPS-2017-000931":
            raise ZeroDivisionError("division by zero")
        return make_pack(reading, *rest)

    monkeypatch.setattr(run, "make_pack", broken)
    results = list(run_packs(ORDERS, job(tmp_path), 1))

    assert [str(problem) for problem in results[0].problems] == [
        "order-americas-us-direct.json: this order met a defect of tamdocs: ZeroDivisionError: division by zero"
        " [defect]\n"
        "  hint: please report it; the other orders were not touched by it"
    ]
    assert sum(result.folder is not None for result in results) == 3
