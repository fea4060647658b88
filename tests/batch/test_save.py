from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path

import pytest

from tamdocs.batch.pack import Pack, PackFile
from tamdocs.batch.save import clear_leftovers, save_file, save_files, save_pack
from tamdocs.errors import WorkspaceError


def pack(text: str) -> Pack:
    return Pack("A-1", (PackFile("en/terms.docx", text.encode(), "en", "terms", "docx"),), manifest(text))


def manifest(text: str) -> bytes:
    return json.dumps({"files": [{"path": "en/terms.docx", "sha256": sha256(text.encode()).hexdigest()}]}).encode()


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_pack_is_a_folder_named_after_the_order(tmp_path: Path) -> None:
    folder = save_pack(pack("one"), tmp_path)

    assert folder == tmp_path / "A-1"
    assert files(tmp_path) == {"A-1/en/terms.docx": b"one", "A-1/manifest.json": manifest("one")}


def test_a_new_pack_takes_the_place_of_the_old_one_whole(tmp_path: Path) -> None:
    save_pack(pack("one"), tmp_path)
    save_pack(pack("two"), tmp_path)

    assert files(tmp_path) == {"A-1/en/terms.docx": b"two", "A-1/manifest.json": manifest("two")}


def test_what_a_killed_run_left_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / ".new-A-1-xyz" / "en").mkdir(parents=True)
    (tmp_path / ".new-A-1-xyz" / "en" / "terms.docx").write_bytes(b"hal")

    clear_leftovers(tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_a_run_killed_between_the_renames_loses_nothing(tmp_path: Path) -> None:
    save_pack(pack("one"), tmp_path)
    (tmp_path / "A-1").rename(tmp_path / ".old-A-1")

    clear_leftovers(tmp_path)

    assert files(tmp_path) == {"A-1/en/terms.docx": b"one", "A-1/manifest.json": manifest("one")}


def test_nothing_is_left_of_a_pack_that_the_disk_does_not_take(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_pack(pack("one"), tmp_path)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WorkspaceError) as caught:
        save_pack(pack("two"), tmp_path)

    assert str(caught.value) == (
        f"{tmp_path / 'A-1'}: the pack cannot be written: No space left on device [unwritable]"
    )
    assert files(tmp_path) == {"A-1/en/terms.docx": b"one", "A-1/manifest.json": manifest("one")}


def test_a_file_takes_its_place_whole(tmp_path: Path) -> None:
    save_file(tmp_path / "new" / "a.pdf", b"one")
    save_file(tmp_path / "new" / "a.pdf", b"two")

    assert files(tmp_path) == {"new/a.pdf": b"two"}


def test_a_file_where_a_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")

    with pytest.raises(WorkspaceError, match="the pack cannot be written"):
        save_pack(pack("one"), tmp_path / "out")


def test_files_that_go_together_are_written_all_or_none(tmp_path: Path) -> None:
    save_file(tmp_path / "a.md", b"old")
    (tmp_path / "c.md").mkdir()

    with pytest.raises(WorkspaceError, match=r"c\.md: the file cannot be written: Is a directory"):
        save_files({tmp_path / "a.md": b"new", tmp_path / "b.md": b"new", tmp_path / "c.md": b"new"})

    assert (tmp_path / "a.md").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.md", "c.md"]
