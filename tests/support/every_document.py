"""Which documents the conformance tests look at: every kind, in every language, for every way to buy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tamdocs.document.model import Document
from tamdocs.library.agreement import Agreement, agree
from tamdocs.library.compose import compose
from tamdocs.library.specimen import specimen_agreements
from tamdocs.library.specimen_data import specimen_data_of
from tests.support.samples import ORDER_FILES, sample_library, sample_order

_APART = 6
"""Of the ways to buy, each sixth is looked at for a letter or report: other ones for each kind."""


class Case(NamedTuple):
    name: str
    agreement: Agreement
    kind: str
    language: str

    def composed(self) -> Document:
        return compose(self.agreement, self.kind, self.language, specimen_data_of(self.agreement.edition, self.kind))


def every_document() -> Iterator[Case]:
    """Yield each kind of document for the sample orders; for all ways to buy those of a pack, some of the others."""
    library = sample_library()
    for path in ORDER_FILES:
        name = path.stem.removeprefix("order-")
        yield from _cases(name, agree(sample_order(name), library), frozenset())
    for edition in library.editions.values():
        others = [kind for kind in edition.outlines if kind not in edition.pack.documents]
        for count, each in enumerate(specimen_agreements(edition)):
            name = f"{edition.id}-{each.region.code}-{each.order.service}-{each.order.channel.kind}"
            left_out = frozenset(kind for place, kind in enumerate(others) if (place + count) % _APART)
            yield from _cases(name, each, left_out)


def _cases(name: str, agreement: Agreement, left_out: frozenset[str]) -> Iterator[Case]:
    for kind in agreement.edition.outlines:
        for language in agreement.edition.languages if kind not in left_out else ():
            yield Case(f"{name}-{kind}-{language}", agreement, kind, language)
