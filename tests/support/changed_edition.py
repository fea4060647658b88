"""Edition 2017-11 with something changed in it, to see what notices."""

from __future__ import annotations

from functools import cache

from tamdocs.library.model import Edition
from tamdocs.library.read import read_library
from tests.support.drafts import as_drafts
from tests.support.samples import ROOT

EDITION = "2017-11"


@cache
def changed_edition(*changes: tuple[str, str, str]) -> Edition:
    """Return the edition after *changes*: each a path, words, and what stands in the place of their first occurrence.

    A path is one inside the edition. For no words, the file is made, or has the text at its end.
    """
    texts = dict(_texts())
    for path, old, new in changes:
        if old:
            assert old in texts[path], f"{path} does not hold {old}"
            texts[path] = texts[path].replace(old, new, 1)
        else:
            texts[path] = texts.get(path, "") + new
    return read_library({f"{EDITION}/{path}": text.encode() for path, text in texts.items()}).editions[EDITION]


@cache
def _texts() -> dict[str, str]:
    folder = ROOT / "templates" / "editions" / EDITION
    files = {f"{EDITION}/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in folder.rglob("*.*")}
    return {path.removeprefix(f"{EDITION}/"): data.decode() for path, data in as_drafts(files).items()}
