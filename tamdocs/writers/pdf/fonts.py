"""The fonts that a PDF is made with: always the same ones, never those that a machine happens to have.

Latin, Greek and Cyrillic come with Typst (Libertinus Serif, New Computer Modern). Chinese, Japanese and Korean come
from two packages of fonts under the Open Font License: Noto Serif SC for the body, Noto Sans SC with every weight for
headings and bold, and Noto Sans KR, JP and TC for the names that Noto Sans SC cannot spell.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FontSet:
    """Folders with font files; Typst's own fonts are there in any case."""

    folders: tuple[Path, ...]

    def files(self) -> tuple[Path, ...]:
        """Return the font files, in an order that does not depend on the machine."""
        found = (file for folder in self.folders for file in folder.iterdir())
        return tuple(sorted(file for file in found if file.suffix in {".otf", ".ttf"}))


@cache
def default_fonts() -> FontSet:
    """Return the fonts that tamdocs depends on."""
    noto = _package_folder("justmytype_intl_cjk") / "fonts" / "ofl"
    sans = (noto / family for family in ("notosanssc", "notosanskr", "notosansjp", "notosanstc"))
    return FontSet((_package_folder("pylopdf_fonts_zh_cn"), *sans))


def _package_folder(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"the fonts of the package {name} are not installed")
    return Path(spec.origin).parent
