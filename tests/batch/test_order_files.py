from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tamdocs.batch.order_files import find_order_files, load_order_bytes, source_name
from tamdocs.errors import Problem
from tamdocs.orders.read import MOST_BYTES

posix = pytest.mark.skipif(os.name != "posix", reason="pipes, rights and links of POSIX")


def make(folder: Path, *names: str) -> list[Path]:
    paths = [folder / name for name in names]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}")
    return paths


def problem_of(path: Path) -> Problem:
    found = load_order_bytes(path)
    assert isinstance(found, Problem)
    return found


def test_a_folder_stands_for_its_json_files_and_those_below_sorted(tmp_path: Path) -> None:
    make(tmp_path, "b.json", "a.JSON", "notes.txt", "2018/c.json", ".hidden/d.json", ".e.json", "2017/x/f.json")

    found = find_order_files([tmp_path])

    assert [path.relative_to(tmp_path).as_posix() for path in found] == [
        "2017/x/f.json",
        "2018/c.json",
        "a.JSON",
        "b.json",
    ]


def test_a_file_that_is_named_is_taken_whatever_its_name(tmp_path: Path) -> None:
    paths = make(tmp_path, "order.txt", ".hidden.json")

    assert find_order_files(paths) == paths


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "a.json", "b.json")
    monkeypatch.chdir(tmp_path)

    found = find_order_files([Path("b.json"), Path(), tmp_path / "b.json", Path("x/../a.json")])

    assert found == [Path("b.json"), Path("a.json")]


def test_a_folder_without_orders_says_so(tmp_path: Path) -> None:
    (found,) = find_order_files([tmp_path])

    assert problem_of(found) == Problem(
        str(tmp_path),
        "no-order-files",
        "this folder holds no order files (*.json)",
        1,
        1,
        "",
        "name a folder with order files, or the files themselves",
    )


def test_a_folder_that_is_named_as_a_file_is_looked_into(tmp_path: Path) -> None:
    (inner,) = make(tmp_path, "orders.json/a.json")

    assert find_order_files([tmp_path]) == [inner]


def test_the_bytes_of_a_file_are_those_on_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"{\r\n}\x1a")

    assert load_order_bytes(path) == b"{\r\n}\x1a"


def test_a_file_that_does_not_exist_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "a.json"

    assert find_order_files([path]) == [path]
    assert problem_of(path) == Problem(str(path), "no-such-file", "there is no such file or folder", 1, 1, "")


def test_a_file_of_50_mb_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    with path.open("wb") as file:
        file.truncate(50_000_000)

    assert problem_of(path) == Problem(
        str(path), "too-large", "the file is larger than 4 MB; this is no order", 1, 1, ""
    )


def test_a_file_of_the_largest_size_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b" " * MOST_BYTES)

    assert load_order_bytes(path) == b" " * MOST_BYTES


@posix
def test_a_dangling_link_is_a_problem_that_names_its_target(tmp_path: Path) -> None:
    link = tmp_path / "a.json"
    link.symlink_to("gone.json")

    assert find_order_files([tmp_path]) == [link]
    assert problem_of(link) == Problem(
        str(link), "dangling-link", "this is a link to gone.json, which does not exist", 1, 1, ""
    )


@posix
def test_a_link_that_leads_to_itself_is_a_problem(tmp_path: Path) -> None:
    link = tmp_path / "a.json"
    link.symlink_to("a.json")

    problem = problem_of(link)

    assert problem.code == "not-readable"
    assert problem.message.startswith("this cannot be read: ")


@posix
def test_a_link_to_a_folder_is_not_followed_into(tmp_path: Path) -> None:
    (path,) = make(tmp_path, "a.json")
    (tmp_path / "loop").symlink_to(tmp_path)

    assert find_order_files([tmp_path]) == [path]


@posix
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    os.mkfifo(path)

    assert problem_of(path) == Problem(
        str(path), "not-a-file", "this is no plain file but a device or a pipe", 1, 1, ""
    )


@posix
def test_a_device_without_end_is_refused() -> None:
    assert problem_of(Path("/dev/zero")).code == "not-a-file"


@posix
def test_a_file_without_the_right_to_read_it_is_a_problem(tmp_path: Path) -> None:
    (path,) = make(tmp_path, "a.json")
    path.chmod(0)

    with without_rights_of_root():
        problem = problem_of(path)

    assert problem == Problem(
        str(path), "not-readable", "you may not read this", 1, 1, "", "ask its owner, or change its rights"
    )


@contextmanager
def without_rights_of_root() -> Iterator[None]:
    """Go on as a user who may not read everything, where the tests run as root."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.mark.parametrize("name", ["a\x00b", "x" * 5_000])
def test_a_path_that_no_system_takes_is_a_problem(name: str) -> None:
    assert problem_of(Path(name)).code in {"not-readable", "no-such-file"}


@posix
def test_a_name_that_is_no_utf_8_or_steers_the_terminal_is_told_escaped(tmp_path: Path) -> None:
    path = Path(os.fsdecode(b"caf\xe9\x1b[31m.json"))

    assert source_name(path) == r"caf\udce9\x1b[31m.json"
    assert problem_of(tmp_path / path).source.endswith(r"caf\udce9\x1b[31m.json")
