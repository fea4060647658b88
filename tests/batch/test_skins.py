from __future__ import annotations

import gc
import shutil
import weakref
from pathlib import Path

import pytest

from tamdocs.batch.render import Renderer
from tamdocs.batch.skins import Skins
from tamdocs.errors import RenderError, SkinError, WorkspaceError
from tamdocs.workspace import create_workspace, find_workspace
from tests.support.trees import document


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    create_workspace(tmp_path / "demo")
    return tmp_path / "demo" / "templates" / "skins"


def skins_of(folder: Path) -> Skins:
    return Skins(find_workspace(folder))


def test_a_mistake_in_a_typst_skin_is_told_with_its_place_in_the_workspace(folder: Path) -> None:
    (folder / "contract.typ").write_text("#let render(file) = {\n  set document(title: file.titel)\n}\n")

    with pytest.raises(RenderError) as refused:
        skins_of(folder).pdf("contract").write(document())

    assert str(refused.value).startswith("templates/skins/contract.typ:2:")
    assert str(folder) not in str(refused.value)


def test_a_mistake_in_a_word_skin_is_told_with_its_place_in_the_workspace(folder: Path) -> None:
    (folder / "contract.docx").write_bytes(b"no zip")

    with pytest.raises(SkinError, match=r"^templates/skins/contract\.docx: "):
        skins_of(folder).word("contract")


def test_a_typst_skin_that_is_not_there_is_told_with_its_place_in_the_workspace(folder: Path) -> None:
    (folder / "contract.typ").unlink()

    with pytest.raises(WorkspaceError, match=r"^templates/skins/contract\.typ: this Typst skin does not exist"):
        skins_of(folder).pdf("contract")


def test_templates_outside_the_workspace_are_told_with_their_path(folder: Path, tmp_path: Path) -> None:
    shutil.move(folder.parent, tmp_path / "legal")
    (tmp_path / "demo" / "tamdocs.toml").write_text('templates = "../legal"\n')
    (tmp_path / "legal" / "skins" / "contract.docx").write_bytes(b"no zip")

    with pytest.raises(SkinError, match=r"legal/skins/contract\.docx: "):
        Skins(find_workspace(tmp_path / "demo")).word("contract")


def test_a_renderer_with_its_fonts_and_documents_goes_when_nobody_holds_it(folder: Path) -> None:
    renderer = Renderer(find_workspace(folder))
    renderer.render(document(), frozenset({"docx", "pdf"}))
    assert renderer.skin_hashes("contract.docx")
    gone = weakref.ref(renderer)
    del renderer
    gc.collect()

    assert gone() is None
