"""`tamdocs review monthly --all` and its sisters: the reports of all customers, each exactly once, and an overview."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tamdocs.cli.issuing import Asked, everywhere, issue_all, refused_words
from tamdocs.cli.portfolio_options import PortfolioAsked
from tamdocs.cli.renewals_options import ledger_address, print_problems
from tamdocs.cli.usage import FORMATS, check_languages
from tamdocs.cli.words import counted

if TYPE_CHECKING:
    from tamdocs.batch.case_source import CaseOptions
    from tamdocs.batch.desk import Desk
    from tamdocs.batch.portfolio.overview import Outcome
    from tamdocs.batch.portfolio.plan import PortfolioPlan
    from tamdocs.batch.renewals.ledger import Ledger
    from tamdocs.batch.renewals.spool import Spool
    from tamdocs.batch.renewals.store import Store
    from tamdocs.batch.renewals.work import NoticeJob
    from tamdocs.renewals.book.record import Record
    from tamdocs.reviews.overview import Overview
    from tamdocs.reviews.period import Period

_SHOWN = 5
"""Orders that are not in the book, by number; the others are counted."""
_AT_ONCE = 12
"""Customers whose reports are recorded at once: a report takes ten times as long as a letter."""
_LONGEST = 64
"""Characters of the number of an order."""


@dataclass(frozen=True, slots=True)
class ReviewAsked:
    """What all reviews are asked for, of one order or of a book."""

    kind: str
    cases: str
    period: Period
    options: CaseOptions
    notes: tuple[Path, ...]
    languages: tuple[str, ...]
    formats: tuple[str, ...]
    out: str | None
    embed: bool


def review_portfolio(review: ReviewAsked, portfolio: PortfolioAsked) -> bool:
    """Make the reports of the book, and the overview; return whether something went wrong."""
    from tamdocs.batch.desk import Desk
    from tamdocs.batch.portfolio.overview import Outcome
    from tamdocs.batch.renewals.spool import Spool
    from tamdocs.cli.paths import short
    from tamdocs.workspace import find_workspace

    workspace = find_workspace(Path.cwd())
    check_languages(review.languages, workspace)
    desk, moment = Desk(workspace), portfolio.now or datetime.now().astimezone()
    job = _job(review, portfolio, moment, desk)
    plan = _plan(review, portfolio, moment, desk)
    _warn_of_running_period(review.period, job.as_of)
    outcome, spool = Outcome(plan), Spool(also_renewed=True)
    run = _Run(portfolio, plan, outcome, desk, (review.languages or ("en",))[0])
    if portfolio.dry_run:
        wrong = _tell(run, job, spool)
    else:
        asked = Asked(
            review.out or str(short(workspace.out)),
            portfolio.jobs or 1,
            portfolio.cluster,
            portfolio.as_json,
            run.head,
            "report",
            outcome.add,
            run.finish,
        )
        wrong = issue_all(asked, job, desk, run.read, spool)
    return wrong or bool(plan.left_out or plan.cases.problems)


def _job(review: ReviewAsked, portfolio: PortfolioAsked, now: date | datetime, desk: Desk) -> NoticeJob:
    from tamdocs.batch.renewals.work import NoticeJob, editions_hash

    return NoticeJob(
        desk.workspace,
        everywhere(review.out) if review.out else str(desk.workspace.out),
        ledger_address(portfolio.ledger, desk.workspace),
        frozenset(review.formats or FORMATS),
        now.date() if isinstance(now, datetime) else now,
        editions_hash(desk.library),
        embed=review.embed,
        folder="portfolio",
        printed=False,
        at_once=_AT_ONCE,
    )


def _plan(review: ReviewAsked, portfolio: PortfolioAsked, now: date | datetime, desk: Desk) -> PortfolioPlan:
    from tamdocs.batch.case_source import load_raw_cases
    from tamdocs.batch.portfolio.notes import load_shelf
    from tamdocs.batch.portfolio.plan import PortfolioJob, PortfolioPlan
    from tamdocs.reviews.business_hours import business_hours
    from tamdocs.reviews.order_parts import parts_by_order

    business_hours("UTC", review.options.hours)  # hours that are none are refused before anything is read
    notes = load_shelf(review.notes)
    cases = parts_by_order(load_raw_cases(review.cases, desk.workspace, review.options))
    job = PortfolioJob(review.kind, review.period, review.languages, review.options.hours, now, portfolio.reasons)
    return PortfolioPlan(job, cases, notes, desk)


def _warn_of_running_period(period: Period, as_of: date) -> None:
    from tamdocs.errors import Problem

    if as_of < period.end_day:
        message = f"{period} is not over on {as_of}, and a report is issued once"
        hint = "issue it when the period is over, or look at it with --dry-run"
        print_problems([Problem("--period", "period-not-over", message, hint=hint, severity="warning")])


@dataclass(slots=True)
class _Run:
    """What a run has in hand."""

    portfolio: PortfolioAsked
    plan: PortfolioPlan
    outcome: Outcome
    desk: Desk
    language: str
    """Of the overview."""
    made: Overview | None = None

    def read(self, spool: Spool, ledger: Ledger | None) -> None:
        """Take up the customers of the book, and tell what is wrong as it is met."""
        from tamdocs.batch.portfolio.plan import Unmade
        from tamdocs.errors import Problem

        plan = self.plan
        told: set[Problem] = set()
        print_problems(plan.cases.problems)
        for met in plan.read(self._records(), spool, ledger):
            if isinstance(met, Problem):
                print_problems([met])
            elif isinstance(met, Unmade):
                name = f"{plan.job.kind} {plan.job.period} in {', '.join(met.languages)}"
                click.echo(f"{met.order_number}: {name} cannot be made", err=True)
                print_problems(problem for problem in met.problems if problem not in told)
                told.update(met.problems)
            elif met.order is None:
                print_problems(problem for problem in met.problems if problem.severity == "error")
        click.echo(_history_summary(plan), err=True)
        found = {number.casefold() for number in plan.seen}
        if missing := [number for number in self.portfolio.reissue if number.casefold() not in found]:
            raise click.UsageError(f"no order that can be used has the number {', '.join(missing)}")

    def _records(self) -> Iterator[Record]:
        from tamdocs.batch.book import BookOptions, open_book
        from tamdocs.cli.progress import with_progress

        book = open_book(self.portfolio.book, self.desk, BookOptions(self.portfolio.book_map))
        return with_progress(book, None, "customers")

    def finish(self, spool: Spool, ledger: Ledger, store: Store) -> list[str]:
        from tamdocs.batch.portfolio.overview import save_overview

        self.made = self.outcome.overview(spool, ledger)
        paths = save_overview(self.made, self.language, store)
        if self.portfolio.as_json:
            _print_rows(self.made)
        return paths

    def head(self, spool: Spool) -> str:
        words = counted(spool.count.contracts, "contract")
        words += f", {self.plan.not_in_term:,} not in term" if self.plan.not_in_term else ""
        return words + (f", {self.made.calls:,} to be called" if self.made else "")


def _print_rows(overview: Overview) -> None:
    from tamdocs.cli.report import json_line
    from tamdocs.reviews.overview import customer_as_json

    for customer in overview.customers:
        click.echo(json_line(customer_as_json(customer)))


def _history_summary(plan: PortfolioPlan) -> str:
    """Return how many rows were read, counted and left out, and whose rows were nobody's."""
    from tamdocs.cli.report import visible

    cases, left_out = plan.cases, plan.left_out + len({problem.line for problem in plan.cases.problems})
    others, aside = cases.counts_of_others(plan.seen | plan.aside), cases.count_of(plan.aside - plan.customers.keys())
    words = f"{counted(cases.rows, 'row')} read: {counted(plan.counted, 'case')} counted"
    words += f", {left_out:,} left out" if left_out else ", none left out"
    words += f"; {counted(aside, 'row')} of orders that get no report" if aside else ""
    if others:
        shown = ", ".join(f"{visible(number[:_LONGEST])} ({rows:,})" for number, rows in list(others.items())[:_SHOWN])
        more = f" and {len(others) - _SHOWN:,} more" if len(others) > _SHOWN else ""
        words += f"; {counted(sum(others.values()), 'row')} of orders that are not in the book: {shown}{more}"
    if plan.local_moments:
        words += f"; {counted(plan.local_moments, 'moment')} without an offset read in the zone of the account manager"
    return words


def _tell(run: _Run, job: NoticeJob, spool: Spool) -> bool:
    """Print who would get a report and who needs a call; return whether something is wrong."""
    from tamdocs.batch.renewals.ledger import Ledger
    from tamdocs.batch.renewals.standing import not_issued
    from tamdocs.cli.report import json_line, visible
    from tamdocs.reviews.attention_words import words_of

    ledger = Ledger(job.ledger)
    known = ledger if ledger.database.exists() else None
    with spool:
        run.read(spool, known)
        due: dict[str, list[str]] = {}
        for notice in not_issued(spool.due(), known):
            due.setdefault(notice.order_number, []).append(notice.language)
        overview = run.outcome.overview(spool, known)
        if run.portfolio.as_json:
            report = {"report": overview.kind, "period": str(overview.period)}
            for number, languages in due.items():
                for language in languages:
                    click.echo(json_line({"order_number": number} | report | {"language": language, "outcome": "due"}))
            _print_rows(overview)
        for customer in overview.customers if not run.portfolio.as_json else ():
            reports = ", ".join(due.get(customer.order_number, ())) or "-"
            click.echo(visible(f"{customer.order_number}  {reports}  {customer.company}"))
            for reason in customer.reasons:
                click.echo(visible(f"  {words_of(reason, run.language)}"))
        run.made = overview
        reports = counted(sum(map(len, due.values())), "report")
        failed = f"; {spool.count.failed:,} cannot be made" if spool.count.failed else ""
        click.echo(f"{run.head(spool)}: {reports} would be issued{failed}{refused_words(spool)}", err=True)
        return bool(spool.count.refused or spool.count.failed)
