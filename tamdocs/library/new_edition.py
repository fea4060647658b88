"""The `edition.toml` of an edition that follows another, and of one that is released."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from babel import Locale
from babel.dates import format_skeleton

from tamdocs.errors import LibraryError, Problem
from tamdocs.library.extends import EDITION, Files, edition_names
from tamdocs.library.files import EditionFile, parse_toml
from tamdocs.library.hints import one_of
from tamdocs.orders.file_names import find_unsafe

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_FIRST_TABLE = re.compile(r"^\[", re.MULTILINE)
_STATUS = re.compile(r'^status([ \t]*)=([ \t]*)"draft"', re.MULTILINE)


def new_edition(name: str, base: str, in_force_from: date | None, files: Files, root: str = "") -> bytes:
    """Return the `edition.toml` of the new edition *name*, a draft that takes over every file of *base*.

    Args:
        in_force_from: The first day of the month that *name* is, where none is given.
        files: Those of all editions, by paths such as `2017-11/edition.toml`.

    Raises:
        LibraryError: *name* is taken or cannot name an edition, or there is no *base*.
    """
    _check_name(name, files, root)
    known = edition_names(files)
    if base not in known:
        hint = one_of(base, known)
        raise LibraryError(Problem(f"{root}{base}", "unknown-edition", f"there is no edition {base}", hint=hint))
    source, written = f"{root}{base}/{EDITION}", files[f"{base}/{EDITION}"]
    file = parse_toml(source, written, EditionFile)
    day = _first_day(name, in_force_from, file, root)
    tables = _tables(written.decode("utf-8"))
    made = f"{_head(name, base, day, file)}\n{tables}".encode()
    if parse_toml(f"{root}{name}/{EDITION}", made, EditionFile).languages != file.languages:
        message = "`languages` stands before the first table, and would not be taken over"
        raise LibraryError(Problem(source, "shape", message, hint="write it as tables: [languages.en]"))
    return made


def released(edition_toml: bytes, source: str) -> bytes:
    """Return *edition_toml* with the status released instead of draft, and nothing else changed.

    Raises:
        LibraryError: There is no line `status = "draft"`.
    """
    text, count = _STATUS.subn(r'status\1=\2"released"', edition_toml.decode("utf-8"))
    if count != 1 or parse_toml(source, text.encode(), EditionFile).status != "released":
        message = 'there is not one line `status = "draft"` that could be changed'
        raise LibraryError(Problem(source, "status", message, place="status"))
    return text.encode()


def _check_name(name: str, files: Files, root: str) -> None:
    source = f"{root}{name}"
    if unsafe := find_unsafe(name):
        hint = "an edition is named with letters, digits, dots and hyphens, such as 2018-06"
        raise LibraryError(Problem(source, "edition-name", f"this cannot name an edition: {unsafe}", hint=hint))
    taken = {path.split("/", 1)[0].casefold() for path in files}
    if name.casefold() in taken:
        raise LibraryError(Problem(source, "edition-exists", f"there is an edition {name} already"))


def _first_day(name: str, day: date | None, base: EditionFile, root: str) -> date:
    source = f"{root}{name}"
    if day is None:
        if not (month := _MONTH.fullmatch(name)):
            message = f"the day on which edition {name} comes into force does not follow from its name"
            raise LibraryError(Problem(source, "in-force", message, hint="give it: --in-force-from YYYY-MM-DD"))
        day = date(int(month[1]), int(month[2]), 1)
    if day <= base.in_force_from:
        message = f"{day} is not after {base.in_force_from}, when the edition that it extends comes into force"
        raise LibraryError(Problem(source, "in-force", message, hint="give a later day: --in-force-from YYYY-MM-DD"))
    return day


def _head(name: str, base: str, day: date, file: EditionFile) -> str:
    titles = ", ".join(f'{code} = "{title}"' for code, title in _titles(name, file).items())
    return f"""\
# Edition {name} of the clause library. It takes over every file of edition {base} that it does not have itself.
#
# To change a text, copy its file from ../{base}/ to the same place here and edit the copy; to add one, write it here.
# To drop one, name it: removed = ["clauses/terms/some-clause/en.emea.md"]; a folder stands for all that is in it.
# What is added to facts, glossary and wording goes into facts/{name}.toml and so on. `tamdocs library impact
# --from {base} --to {name}` shows which orders would read differently. When all is done:
# tamdocs library lock --edition {name} --release

title = {{ {titles} }}
status = "draft"
in_force_from = {day}
extends = "{base}"
"""


def _titles(name: str, file: EditionFile) -> Mapping[str, str]:
    """Name the month in every language, where the edition is named for one."""
    if not (month := _MONTH.fullmatch(name)):
        return dict.fromkeys(file.languages, name)
    day = date(int(month[1]), int(month[2]), 1)
    locales = {code: Locale.parse(each.locale.replace("-", "_")) for code, each in file.languages.items()}
    return {code: format_skeleton("yMMMM", day, locale=locale) for code, locale in locales.items()}


def _tables(text: str) -> str:
    """Return *text* from its first table on, with the comment right before that."""
    first = _FIRST_TABLE.search(text)
    if not first:
        return ""
    lines = text[: first.start()].splitlines()
    comment: list[str] = []
    while lines and (not lines[-1].strip() or lines[-1].startswith("#")):
        comment.insert(0, lines.pop())
    said = "\n".join(comment).strip("\n")
    return f"{said}\n\n{text[first.start() :]}" if said and lines else text[first.start() :]
