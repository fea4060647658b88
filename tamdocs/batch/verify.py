"""Finished files held against what this workspace makes of the orders in them.

What a file says of itself may be forged, so nothing of it is believed: the file is made again, and the bytes decide.
Whether the order is the right one is for a reader to judge: see `OrderSeen`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256

from tamdocs.batch.desk import Desk
from tamdocs.batch.known_orders import KnownOrders
from tamdocs.batch.origins import differences_of, edition_differences
from tamdocs.batch.pack import make_documents
from tamdocs.batch.stamped import PACK, Stamper
from tamdocs.batch.verdict import Finding, OrderSeen
from tamdocs.compare.finished import changes_between
from tamdocs.document.model import Document
from tamdocs.document.provenance import Provenance, parse_provenance
from tamdocs.errors import LibraryError, OrderError, Problem, ReadError, RenderError, SkinError
from tamdocs.library.agreement import Agreement, agree
from tamdocs.library.compose import compose_with_texts
from tamdocs.library.model import Edition
from tamdocs.orders.data import DataReading
from tamdocs.orders.read import read_order
from tamdocs.orders.reading import Reading
from tamdocs.readers.provenance import find_provenance, format_of
from tamdocs.workspace import Workspace


@dataclass(frozen=True, slots=True)
class _Remade:
    data: bytes
    documents: tuple[Document, ...]


class VerifyDesk:
    """Judges files one after another; make one for a run."""

    def __init__(self, workspace: Workspace, orders: KnownOrders) -> None:
        """Take the workspace.

        Raises:
            TamdocsError: The clause library is wrong, so that nothing can be judged.
        """
        self._desk, self._orders = Desk(workspace), orders
        self._library = self._desk.library

    def verify(self, source: str, data: bytes) -> Finding:
        """Return what is found of the file *data*."""
        try:
            found = find_provenance(data, source)
        except ReadError as error:
            return Finding(source, "unreadable", problems=error.problems)
        if found is None:
            return Finding(source, "not-ours")
        try:
            claimed = parse_provenance(found)
        except ValueError as error:
            message = f"what the file says of where it comes from cannot be read: {error}"
            return Finding(source, "unreadable", problems=(Problem(source, "file-provenance", message),))
        finding = Finding(source, "not-made", claimed)
        try:
            return self._claimed(finding, claimed, data)
        except SkinError as error:
            return replace(finding, verdict="not-judged", problems=error.problems)

    def _claimed(self, finding: Finding, claimed: Provenance, data: bytes) -> Finding:
        """Return the finding of a file that says where it comes from."""
        if claimed.document.format != format_of(data):
            reason = f"it says that it was made as {claimed.document.format}"
            return replace(finding, verdict="altered", differences=(reason,))
        embedded = claimed.order.text
        order = (
            self._orders.bytes_of(claimed.order.sha256)
            if embedded is None
            else embedded.encode("utf-8", "surrogatepass")
        )
        if order is None or (claimed.data and claimed.data.text is None):
            differences = tuple(edition_differences(claimed, self._library))
            return replace(finding, verdict="hash-only", differences=differences)
        if sha256(order).hexdigest() != claimed.order.sha256:
            return replace(finding, verdict="altered", differences=("the order in it is not the one it was made of",))
        reading = read_order(f"{finding.source}, its order", order, self._desk.schema)
        if reading.order is None:
            return replace(finding, problems=reading.problems)
        return self._read(replace(finding, order=self._seen(reading)), claimed, reading, data)

    def _read(self, finding: Finding, claimed: Provenance, reading: Reading, data: bytes) -> Finding:
        """Return the finding of a file whose order can be read."""
        assert reading.order is not None
        try:
            agreement = agree(reading.order, self._library)
            made = self._make(reading, agreement, claimed)
        except (OrderError, LibraryError, RenderError) as error:
            problems = tuple(map(reading.located, error.problems))
            if all(problem.code == "typst" for problem in problems):  # a line of the skin
                return replace(finding, verdict="not-judged", problems=problems)
            differences = tuple(edition_differences(claimed, self._library))
            verdict = "other-source" if differences else finding.verdict
            return replace(finding, verdict=verdict, differences=differences, problems=problems)
        if made.data == data:
            return replace(finding, verdict="genuine", same_text=True)
        finding = _held(finding, claimed, made, data)
        if agreement.edition.id != claimed.edition.id and self._is_of_claimed_edition(reading, claimed, data):
            words = f"it is byte for byte what edition {claimed.edition.id} makes of the order"
            return replace(finding, differences=(*finding.differences, words))
        return finding

    def _is_of_claimed_edition(self, reading: Reading, claimed: Provenance, data: bytes) -> bool:
        """Return whether the edition that a file names, which its order does not lead to, makes just that file."""
        assert reading.order is not None
        try:
            agreement = agree(replace(reading.order, edition=claimed.edition.id), self._library)
            return self._make(reading, agreement, claimed).data == data
        except (OrderError, LibraryError, RenderError):
            return False

    def _seen(self, reading: Reading) -> OrderSeen:
        order = reading.order
        assert order is not None
        book_file = self._orders.book_file(reading.sha256)
        namesake = None if book_file else self._orders.namesake(order.order_number)
        return OrderSeen(order.order_number, order.customer.legal_name, reading.sha256, book_file, namesake)

    def _make(self, reading: Reading, agreement: Agreement, claimed: Provenance) -> _Remade:
        """Return the file that is made here of an order, of the kind that *claimed* names.

        Raises:
            LibraryError: The edition has no such document or language.
            RenderError: It cannot be written.
        """
        edition, file = agreement.edition, claimed.document
        if file.language not in edition.languages or (file.kind == PACK and file.format != "pdf"):
            message = f"the edition has no {file.kind} in {file.language} as {file.format}"
            raise LibraryError(Problem(f"edition {edition.id}", "unknown-document", message))
        kinds = edition.pack.documents if file.kind == PACK else [file.kind]
        renderer = self._desk.renderer
        given = self._data(edition, claimed)
        composed = [compose_with_texts(agreement, kind, file.language, given.data if given else None) for kind in kinds]
        made = make_documents(composed, renderer, frozenset({file.format}))
        data = given.reading.data if given else None
        stamper = Stamper(reading.data, agreement, renderer, embed=claimed.order.text is not None, data=data)
        data = stamper.pack(made) if file.kind == PACK else stamper.document(made[0], file.format)
        return _Remade(data, tuple(each.composed.document for each in made))

    def _data(self, edition: Edition, claimed: Provenance) -> DataReading | None:
        """Return the data in the file, read as any data; None where there is none, or no document takes any.

        Raises:
            OrderError: The data is refused, or not what the file was made of.
        """
        outline = edition.outlines.get(claimed.document.kind)
        if claimed.data is None or claimed.data.text is None or outline is None or outline.data is None:
            return None
        data = claimed.data.text.encode("utf-8", "surrogatepass")
        if sha256(data).hexdigest() != claimed.data.sha256:
            raise OrderError(Problem("its data", "file-provenance", "the data in it is not what it was made of"))
        read = self._desk.read_data(outline.data, "its data", data)
        if read.data is None:
            raise OrderError(read.problems)
        return read


def _held(finding: Finding, claimed: Provenance, made: _Remade, data: bytes) -> Finding:
    """Return the finding of a file that differs from the one *made* here."""
    own = parse_provenance(find_provenance(made.data, "made here") or b"")
    differences = tuple(differences_of(claimed, own))
    try:
        held = changes_between(made.data, data, finding.source, made.documents)
    except ReadError as error:
        return replace(finding, verdict="unreadable", differences=differences, problems=error.problems)
    finding = replace(
        finding, differences=differences, changes=held.changes, same_text=not held.changes, problems=held.remarks
    )
    if differences:
        return replace(finding, verdict="other-source")
    if claimed != own:
        reason = "what it says of where it comes from is not what such a file says"
        return replace(finding, verdict="altered", differences=(reason,))
    return replace(finding, verdict="altered" if held.changes else "resaved")
