"""Reads `wording.toml`: names, words that go together, and words that no clause uses."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from tamdocs.errors import LibraryError, Problem
from tamdocs.library.files import WordingFile, parse_toml
from tamdocs.library.hints import did_you_mean
from tamdocs.library.model import Wording


def read_wording(source: str, data: bytes | None, languages: Collection[str]) -> Wording:
    """Return the wording that *data* holds; an edition without the file has none.

    Raises:
        LibraryError: It is not as `WordingFile` says, or a name or word lacks one of *languages*.
    """
    if data is None:
        return Wording()
    file = parse_toml(source, data, WordingFile)
    names = {
        name: dict.fromkeys(languages, (forms,)) if isinstance(forms, str) else forms
        for name, forms in file.names.items()
    }
    tables: Mapping[str, Mapping[str, Mapping[str, object]]] = {
        "names": names,
        "words": file.words,
        "counted": file.counted,
    }
    problems = [
        problem
        for table, members in tables.items()
        for member, forms in members.items()
        for problem in _languages(Problem(source, "", "", place=f"{table}.{member}"), forms, languages)
    ]
    if problems:
        raise LibraryError(problems)
    rights = file.rights
    return Wording(names, file.words, file.counted, file.ignored, file.avoid, rights.actors, rights.modals)


def read_wordings(files: Iterable[tuple[str, bytes | None]], languages: Collection[str]) -> Wording:
    """Return what *files*, by how messages name them, hold together.

    Raises:
        LibraryError: See `read_wording`.
    """
    return join_wordings(read_wording(source, data, languages) for source, data in files)


def join_wordings(wordings: Iterable[Wording]) -> Wording:
    """Return *wordings* as one; a later one counts where two say something of the same thing."""
    every = list(wordings)
    codes = dict.fromkeys(code for each in every for code in (*each.ignored, *each.avoid))
    return Wording(
        names={name: forms for each in every for name, forms in each.names.items()},
        words={name: forms for each in every for name, forms in each.words.items()},
        counted={name: forms for each in every for name, forms in each.counted.items()},
        ignored={code: tuple(form for each in every for form in each.ignored.get(code, ())) for code in codes},
        avoid={code: {word: way for each in every for word, way in each.avoid.get(code, {}).items()} for code in codes},
        actors=tuple(dict.fromkeys(actor for each in every for actor in each.actors)),
        modals=tuple(dict.fromkeys(modal for each in every for modal in each.modals)),
    )


def _languages(where: Problem, forms: Mapping[str, object], languages: Collection[str]) -> Iterator[Problem]:
    for code in sorted(set(languages) - forms.keys()):
        yield Problem(where.source, "missing-language", f"there is no form in {code}", place=where.place)
    for code in sorted(forms.keys() - set(languages)):
        hint = did_you_mean(code, languages)
        message = f"the edition has no language {code}"
        yield Problem(where.source, "unknown-language", message, place=where.place, hint=hint)
