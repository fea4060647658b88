"""A skin with a mistake is refused with the name that the caller gives it, and the place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tamdocs.errors import RenderError, SkinError
from tamdocs.writers.pdf import PdfWriter
from tamdocs.writers.pdf.skin_files import used_files
from tests.support.trees import document

NAME = "templates/skins/contract.typ"
SOUND = "#let render(file) = { set document(title: file.title)\n[x] }\n"


def refusal_of(folder: Path, error: type[RenderError | SkinError], **files: bytes) -> str:
    for stem, data in files.items():
        (folder / f"{stem}.typ").write_bytes(data)
    with pytest.raises(error) as refused:
        PdfWriter(folder / "contract.typ", name=NAME).write(document())
    return str(refused.value)


def test_a_skin_that_is_not_utf8_is_refused_with_the_place_of_the_first_such_byte(tmp_path: Path) -> None:
    source = SOUND.encode() + "// 页 caf".encode() + b"\xe9 au lait\n"

    assert refusal_of(tmp_path, SkinError, contract=source) == (
        f"{NAME}:3:9: this file is not UTF-8: byte 0xE9 [not-utf-8]\n  hint: save it as UTF-8"
    )


def test_every_file_beside_the_skin_is_looked_at(tmp_path: Path) -> None:
    found = refusal_of(tmp_path, SkinError, contract=b"\xff", other=b'#import "@preview/tablex:0.0.9": tablex')

    assert found == (
        f"{NAME}:1:1: this file is not UTF-8: byte 0xFF [not-utf-8]\n  hint: save it as UTF-8\n"
        "templates/skins/other.typ:1:9: a skin cannot use the Typst package @preview/tablex: it would come from the"
        " network [skin-package]"
    )


def test_a_mistake_in_a_file_that_the_skin_imports_is_named_there(tmp_path: Path) -> None:
    source = b'#import "other.typ": words\n' + SOUND.encode()

    assert refusal_of(tmp_path, RenderError, contract=source, other=b"#let x = 1\n#let words = oops") == (
        "templates/skins/other.typ:2:14: unknown variable: oops [typst]"
    )


def test_a_skin_that_is_not_there_is_named_as_the_caller_does(tmp_path: Path) -> None:
    assert refusal_of(tmp_path, SkinError) == f"{NAME}: there is no such skin [skin-missing]"


def test_a_skin_uses_what_it_names_and_what_that_names(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    for name, source in {
        "contract.typ": '#import "parts/head.typ": head\n#let words = "no file"; #image("../secret.svg")',
        "parts/head.typ": '#import "/contract.typ"\n#let head = image("logo.svg", alt: "/other.typ, a name")',
        "parts/logo.svg": "<svg/>",
        "logo.svg": "<svg/>",
        "other.typ": "",
    }.items():
        (tmp_path / name).write_text(source, "utf-8")
    (tmp_path.parent / "secret.svg").touch()

    assert list(used_files(tmp_path / "contract.typ")) == ["contract.typ", "parts/head.typ", "parts/logo.svg"]
