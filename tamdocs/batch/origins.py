"""What is not here as it was where a file was made: the edition, the skins, the program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tamdocs.document.provenance import ClauseOrigin, Provenance
from tamdocs.library.model import Library

_SHOWN = 5


def differences_of(claimed: Provenance, own: Provenance) -> Iterator[str]:
    """Yield how what a file says of where it comes from differs from what the file made here says, in words."""
    if claimed.edition.id != own.edition.id:
        yield f"made by edition {claimed.edition.id}; here the order takes edition {own.edition.id}"
    elif claimed.edition.sha256 != own.edition.sha256:
        clauses = list(_clause_differences(claimed.clauses, own.clauses))
        yield f"edition {own.edition.id} is not as it was{': ' if clauses else ''}{_some(clauses)}"
    if claimed.tamdocs_version != own.tamdocs_version:
        yield f"made by tamdocs {claimed.tamdocs_version}; this is {own.tamdocs_version}"
    if claimed.typst_version != own.typst_version:
        yield f"laid out by Typst {claimed.typst_version}; here it is {own.typst_version}"
    skins = {*claimed.skins.items()} ^ {*own.skins.items()}
    if skins:
        yield f"the skin is another one: {_some(sorted({name for name, _ in skins}))}"


def edition_differences(claimed: Provenance, library: Library) -> Iterator[str]:
    """Yield how the edition that a file names differs from the one of that name here."""
    edition = library.editions.get(claimed.edition.id)
    if edition is None:
        yield f"made by edition {claimed.edition.id}, which is not here"
    elif edition.sha256 != claimed.edition.sha256:
        yield f"edition {edition.id} is not as it was"


def _clause_differences(claimed: Iterable[ClauseOrigin], own: Iterable[ClauseOrigin]) -> Iterator[str]:
    """Yield the clauses whose text is another one, came or went."""
    before, after = ({(each.document, each.id): (each.file, each.hash) for each in side} for side in (claimed, own))
    for key in dict.fromkeys((*after, *before)):
        if before.get(key) != after.get(key):
            what = "" if key in before and key in after else " (new)" if key in after else " (gone)"
            yield f"{'/'.join(key)}{what}"


def _some(names: list[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
