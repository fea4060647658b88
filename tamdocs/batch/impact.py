"""Which orders would read differently in another edition, clause by clause."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tamdocs.batch.desk import Desk
from tamdocs.batch.order_files import load_order_bytes, source_name
from tamdocs.compare.clause_changes import ClauseChange, clause_changes
from tamdocs.document.model import Document
from tamdocs.document.tree_json import canonical_json
from tamdocs.errors import OrderError, Problem, TamdocsError
from tamdocs.library.agreement import Agreement, agree, pick_edition
from tamdocs.library.compose import compose
from tamdocs.library.expected import clauses_of
from tamdocs.library.model import Edition
from tamdocs.library.select import select_text
from tamdocs.library.specimen_data import specimen_data_of
from tamdocs.orders.model import Order
from tamdocs.orders.read import read_order
from tamdocs.workspace import Workspace

_KEPT = 256
"""How many pairs of documents are remembered: those that are the same for many orders, such as the terms."""


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """A document of an order in one language that reads differently, or that only one of the editions has."""

    document: str
    language: str
    clauses: tuple[ClauseChange, ...]


@dataclass(frozen=True, slots=True)
class OrderImpact:
    source: str
    order: Order | None
    changes: tuple[DocumentChange, ...]
    problems: tuple[Problem, ...]
    """Why the order could not be looked at in both editions; empty where it could."""


class ImpactDesk:
    """Holds orders against two editions. The name of the edition itself, which every document bears, does not count."""

    def __init__(self, workspace: Workspace, before: str, after: str) -> None:
        """Take the two editions.

        Raises:
            TamdocsError: There is no such edition, or the clause library is wrong.
        """
        self.workspace = workspace
        self.desk = Desk(workspace)
        self.before = pick_edition(before, self.desk.library)
        later = pick_edition(after, self.desk.library)
        self.after = replace(later, title={**later.title, **self.before.title})
        self._known: OrderedDict[bytes, tuple[ClauseChange, ...]] = OrderedDict()

    def impacts(self, paths: Iterable[Path]) -> Iterator[OrderImpact]:
        """Yield what would become of each order of *paths*, one by one: a book of orders need not fit into memory."""
        for path in paths:
            yield self._impact(path)

    def documents(self, order: Order, document: str, language: str) -> tuple[Document, Document]:
        """Return a document of *order* in both editions.

        Raises:
            TamdocsError: An edition does not have it.
        """
        first, second = self._agreements(order)
        return _composed(first, document, language), _composed(second, document, language)

    def _impact(self, path: Path) -> OrderImpact:
        source = source_name(path)
        data = load_order_bytes(path)
        if isinstance(data, Problem):
            return OrderImpact(source, None, (), (data,))
        reading = read_order(source, data, self.desk.schema)
        if reading.order is None:
            return OrderImpact(source, None, (), reading.problems)
        try:
            changes = tuple(self._changes(*self._agreements(reading.order)))
        except OrderError as error:
            return OrderImpact(source, reading.order, (), tuple(map(reading.located, error.problems)))
        except TamdocsError as error:
            return OrderImpact(source, reading.order, (), error.problems)
        return OrderImpact(source, reading.order, changes, ())

    def _agreements(self, order: Order) -> tuple[Agreement, Agreement]:
        first, second = (
            agree(replace(order, edition=each.id), self.desk.library) for each in (self.before, self.after)
        )
        return first, replace(second, edition=self.after)

    def _changes(self, before: Agreement, after: Agreement) -> Iterator[DocumentChange]:
        for kind in dict.fromkeys((*before.edition.pack.documents, *after.edition.pack.documents)):
            for language in (code for code in before.edition.languages if code in before.order.languages):
                if changes := self._document_changes(before, after, kind, language):
                    yield DocumentChange(kind, language, changes)

    def _document_changes(
        self, before: Agreement, after: Agreement, kind: str, language: str
    ) -> tuple[ClauseChange, ...]:
        outlines = [each.edition.outlines.get(kind) for each in (before, after)]
        if outlines[0] is None or outlines[1] is None:
            title = next(outline for outline in outlines if outline).title[language]
            return (ClauseChange("", "added", "", title) if outlines[1] else ClauseChange("", "removed", title, ""),)
        if _same_files(before, after, kind, language):
            return ()
        first, second = _composed(before, kind, language), _composed(after, kind, language)
        key = _key(first) + _key(second)
        if key not in self._known:
            self._known[key] = clause_changes(first, second, (outlines[0], outlines[1]))
            if len(self._known) > _KEPT:
                self._known.popitem(last=False)
        self._known.move_to_end(key)
        return self._known[key]


def _composed(agreement: Agreement, kind: str, language: str) -> Document:
    return compose(agreement, kind, language, specimen_data_of(agreement.edition, kind))


def _same_files(before: Agreement, after: Agreement, kind: str, language: str) -> bool:
    """Return whether a document comes from the same files in both editions, so that it cannot read differently."""
    first, second = before.edition, after.edition
    words = [(each.languages[language].locale, each.languages[language].words) for each in (first, second)]
    if first.vendor != second.vendor or words[0] != words[1]:
        return False
    return _sources(first, before, kind, language) == _sources(second, after, kind, language)


def _sources(edition: Edition, agreement: Agreement, kind: str, language: str) -> list[str]:
    """Return the files that a document is made of, those included of which a condition decides."""
    outline = edition.outlines[kind]
    texts = (
        select_text(edition.clauses[kind, clause], language, agreement.axes, outline.source).source
        for clause in clauses_of(outline.entries)
    )
    return [outline.source, *texts]


def _key(document: Document) -> bytes:
    return hashlib.sha256(canonical_json(document).encode()).digest()
