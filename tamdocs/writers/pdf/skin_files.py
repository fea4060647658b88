"""The files of a Typst skin, looked at before Typst reads them: what Typst would say of some mistakes helps nobody."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from tamdocs.errors import Problem, SkinError

_PACKAGE = re.compile(r"""["'](@[a-z][\w-]*/[\w-]+)""")
_NAMED = re.compile(r'"([^"\\\n]{1,250})"')


def check_skin(skin: Path, name: str) -> None:
    """Check the files in the folder of *skin*, which messages call *name*, such as `templates/skins/contract.typ`.

    Raises:
        SkinError: There is no such skin, or one of the files is not UTF-8 or uses packages.
    """
    if not skin.is_file():
        raise SkinError(Problem(name, "skin-missing", "there is no such skin"))
    problems = [
        problem
        for file in sorted(skin.parent.glob("*.typ"))
        for problem in _problems(name_beside(name, file.name), file.read_bytes())
    ]
    if problems:
        raise SkinError(problems)


def used_files(skin: Path) -> dict[str, Path]:
    """Return *skin* and the files in its folder and below that it needs, by their path from that folder on, sorted.

    They are those that a string in one of them names: other skins, pictures, data. A name that a skin puts together is
    not seen.
    """
    root, found = skin.parent, dict[str, Path]()
    left = [skin.name]
    while left:
        name = left.pop()
        if name not in found:
            found[name] = root / name
            if name.endswith(".typ"):
                left += _named_in(found[name].read_text("utf-8", "replace"), root, posixpath.dirname(name))
    return dict(sorted(found.items()))


def _named_in(text: str, root: Path, folder: str) -> Iterator[str]:
    """Yield the files below *root* that *text* names: from its *folder* on, or with `/` from the root on."""
    for named in dict.fromkeys(_NAMED.findall(text)):
        path = posixpath.normpath(named[1:] if named.startswith("/") else posixpath.join(folder, named))
        with suppress(OSError, ValueError):
            if not path.startswith("..") and (root / path).is_file():
                yield path


def name_beside(name: str, file: str) -> str:
    """Return what messages call *file*, which lies in the folder of the skin that they call *name*."""
    return str(Path(name).with_name(file))


def _problems(name: str, data: bytes) -> Iterator[Problem]:
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        yield _not_utf8(name, data, error.start)
        return
    for number, line in enumerate(text.splitlines(), start=1):
        found = _PACKAGE.search(line)
        if found:
            message = f"a skin cannot use the Typst package {found[1]}: it would come from the network"
            yield Problem(name, "skin-package", message, number, found.start() + 1)


def _not_utf8(name: str, data: bytes, at: int) -> Problem:
    """Return the problem of the byte *at*, up to which *data* is UTF-8."""
    *before, line = data[:at].decode().split("\n")
    message = f"this file is not UTF-8: byte 0x{data[at]:02X}"
    return Problem(name, "not-utf-8", message, len(before) + 1, len(line) + 1, hint="save it as UTF-8")
