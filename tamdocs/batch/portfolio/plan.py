"""Says which reports the customers of a book get, and what each of them says beyond its order."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from tamdocs.batch.desk import Desk
from tamdocs.batch.pack import checked_languages
from tamdocs.batch.portfolio.notes import NotesOf, NotesShelf
from tamdocs.batch.renewals.ledger import Ledger
from tamdocs.batch.renewals.spool import Spool
from tamdocs.batch.renewals.work import DueContract, OwnData
from tamdocs.batch.review_document import find_outline, load_notes, review_data
from tamdocs.errors import OrderError, Problem, TamdocsError
from tamdocs.library.agreement import Agreement
from tamdocs.library.model import Outline
from tamdocs.library.notes import PartValues
from tamdocs.orders.model import Order
from tamdocs.renewals.book.record import Record
from tamdocs.renewals.due import DueNotice
from tamdocs.renewals.issued import ReviewStep, key_of
from tamdocs.renewals.plan_book import today_for
from tamdocs.reviews.attention import case_reasons
from tamdocs.reviews.business_hours import business_hours
from tamdocs.reviews.figures import CaseFigures, case_figures
from tamdocs.reviews.history import CaseHistory
from tamdocs.reviews.order_parts import OrderHistories, OrderParts
from tamdocs.reviews.overview import Customer, counts_of
from tamdocs.reviews.period import Period


@dataclass(frozen=True, slots=True)
class PortfolioJob:
    """What is the same for all customers."""

    kind: str
    """Of the document, such as `review-monthly`."""
    period: Period
    languages: tuple[str, ...]
    """Instead of those of each order; empty for those."""
    hours: str
    """Local business hours of the account managers."""
    now: date | datetime
    reasons: Mapping[str, str]
    """Why reports are to be issued again, by contract, case-folded."""


@dataclass(frozen=True, slots=True)
class Unmade:
    """Reports of a customer that cannot be made, and why."""

    order_number: str
    languages: tuple[str, ...]
    problems: tuple[Problem, ...]


class PortfolioPlan:
    """Goes through a book once."""

    def __init__(self, job: PortfolioJob, cases: OrderParts, notes: NotesShelf, desk: Desk) -> None:
        self.job, self.cases = job, cases
        self.customers: dict[str, Customer] = {}
        """Those in term, by contract."""
        self.unmade: dict[str, tuple[str, ...]] = {}
        """Languages of the reports that cannot be made, by contract."""
        self.not_in_term = 0
        self.seen: set[str] = set()
        """Numbers of orders of the book that can be used, in small letters."""
        self.aside: set[str] = set()
        """Numbers of orders that get no report: not in term, or refused."""
        self.counted = self.left_out = self.local_moments = 0
        """Cases that count, rows that are wrong, moments without an offset."""
        self._notes, self._desk = notes, desk
        self._histories = OrderHistories(cases, desk.workspace.load_schema("case-history")["properties"])
        self._shared: dict[tuple[str, str], PartValues | TamdocsError] = {}

    def read(
        self, records: Iterable[Record], spool: Spool, ledger: Ledger | None
    ) -> Iterator[Record | Unmade | Problem]:
        """Put into *spool* what is to be issued; yield each record, and what is wrong with cases or notes."""
        for record in records:
            yield record
            if record.order is None or record.agreement is None:
                spool.count.refused += 1
                self.aside.add((record.order_number or "").lower())
                continue
            spool.count.contracts += 1
            self.seen.add(record.order.order_number.lower())
            spool.renewals.add(record.order)
            if self._is_in_term(record.order):
                yield from self._plan(record, record.agreement, spool, ledger)
            else:
                self.not_in_term += 1
                self.aside.add(record.order.order_number.lower())

    def _is_in_term(self, order: Order) -> bool:
        period = self.job.period
        return order.term.start < period.end_day and order.term.end >= period.first_day

    def _plan(
        self, record: Record, agreement: Agreement, spool: Spool, ledger: Ledger | None
    ) -> Iterator[Unmade | Problem]:
        order = agreement.order
        contract = order.order_number.casefold()
        customer = Customer(
            order.order_number, order.customer.legal_name, order.technical_account_manager.name, order.term.end, {}
        )
        self.customers[contract] = customer
        try:
            own = yield from self._reports(agreement, customer, spool, ledger)
        except Exception as error:  # noqa: BLE001 - a defect met in one customer must not stop the others
            yield self._unmade(order, self.job.languages or order.languages, error, spool)
            return
        if own:
            notices = tuple(self._notice(order, language) for language in own)
            today, reason = today_for(agreement, self.job.now), self.job.reasons.get(contract, "")
            due = DueContract(order, record.sha256, record.data, today, notices, reason, own)
            spool.keep(due, agreement.region.code)

    def _reports(
        self, agreement: Agreement, customer: Customer, spool: Spool, ledger: Ledger | None
    ) -> Generator[Unmade | Problem, None, dict[str, OwnData]]:
        """Return what the reports of one customer say; a language in which there is none does not stop the others.

        Raises:
            TamdocsError: There can be no report at all.
        """
        order, contract = agreement.order, agreement.order.order_number.casefold()
        figures = self._figures(order)
        yield from self._count(figures.history)
        self.customers[contract] = replace(customer, counts=counts_of(figures), reasons=case_reasons(figures))
        languages = checked_languages(self.job.languages, agreement)
        if contract in self.job.reasons and ledger:
            _must_know(ledger, order.order_number, [self._notice(order, language) for language in languages])
        outline = find_outline(self.job.kind, agreement)
        notes = self._notes.of(order.order_number, self.job.period, languages)
        own: dict[str, OwnData] = {}
        for language in languages:
            try:
                own[language] = self._own(agreement, outline, notes, language, figures)
            except Exception as error:  # noqa: BLE001 - nor must one that is met in one language
                yield self._unmade(order, [language], error, spool)
        return own

    def _count(self, history: CaseHistory) -> tuple[Problem, ...]:
        self.counted += history.cases.height
        self.left_out += history.left_out
        self.local_moments += history.local_moments
        return history.problems

    def _unmade(self, order: Order, languages: Sequence[str], error: Exception, spool: Spool) -> Unmade:
        contract = order.order_number.casefold()
        problems = error.problems if isinstance(error, TamdocsError) else (_defect(order, error),)
        self.unmade[contract] = (*self.unmade.get(contract, ()), *languages)
        spool.count.failed += len(languages)
        return Unmade(order.order_number, tuple(languages), problems)

    def _figures(self, order: Order) -> CaseFigures:
        zone = order.technical_account_manager.time_zone
        hours = business_hours(zone, self.job.hours)
        history = self._histories.of(order.order_number, ZoneInfo(zone))
        return case_figures(history, self.job.period, hours, {each.family for each in order.designated_software})

    def _notice(self, order: Order, language: str) -> DueNotice:
        last_day = self.job.period.end_day - timedelta(1)
        return DueNotice(
            order.order_number,
            last_day,
            str(ReviewStep(self.job.kind, str(self.job.period), language)),
            "business",
            language,
            "remote",
            order.customer.address.country,
            last_day,
            last_day,
            overdue=False,
            why=f"the term runs from {order.term.start} to {order.term.end}",
            letter=self.job.kind,
        )

    def _own(
        self, agreement: Agreement, outline: Outline, notes: NotesOf, language: str, figures: CaseFigures
    ) -> OwnData:
        """Return what the report says in *language*.

        Raises:
            TamdocsError: Notes are missing or refused.
        """
        written = self._written(agreement, outline, notes, language)
        read = review_data(outline, figures, written, self._desk)
        places = {id: (section.source, section.first_line) for id, section in written.sections.items()}
        return OwnData(read.reading.data, places)

    def _written(self, agreement: Agreement, outline: Outline, notes: NotesOf, language: str) -> PartValues:
        """Return what the notes say; those that several customers have are read once."""
        key = (agreement.edition.id, language)
        found = self._shared.get(key) if notes.shared else None
        if found is None:
            try:
                found = load_notes(notes.files, outline, [language], notes.missing)[language]
            except TamdocsError as error:
                found = error
            if notes.shared:
                self._shared[key] = found
        if isinstance(found, TamdocsError):
            raise found
        return found


def _defect(order: Order, error: Exception) -> Problem:
    message = f"this report met a defect of tamdocs: {type(error).__name__}: {error}"
    return Problem(order.order_number, "defect", message)


def _must_know(ledger: Ledger, number: str, notices: Sequence[DueNotice]) -> None:
    known = ledger.issued([number.casefold()])
    if not any(key_of(notice) in known for notice in notices):
        message = "no report of this period was issued for this order, so it cannot be issued again"
        raise OrderError(Problem(number, "never-issued", message, hint="issue it first: leave --reissue out"))
