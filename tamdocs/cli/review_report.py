"""`tamdocs review monthly`, `quarterly`, `annual` and `optimization`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tamdocs.cli.portfolio_options import PortfolioAsked, portfolio_options
from tamdocs.cli.review_history import history_options
from tamdocs.cli.usage import FORMATS

if TYPE_CHECKING:
    from tamdocs.batch.case_source import CaseOptions
    from tamdocs.batch.review_document import ReviewJob
    from tamdocs.reviews.period import Period, PeriodKind

_Command = TypeVar("_Command", bound=Callable[..., Any])
_KINDS: dict[str, PeriodKind] = {"monthly": "month", "quarterly": "quarter", "annual": "year"}


def _report_options(command: _Command) -> _Command:
    """Add the options that every review has."""
    for option in (
        click.option(
            "--notes",
            multiple=True,
            metavar="FILE",
            type=click.Path(path_type=Path),
            help="Markdown, a heading for each part that a person writes; repeatable. With --all also a folder.",
        ),
        click.option(
            "--lang", "languages", multiple=True, metavar="L", help="Language instead of the order's; repeatable."
        ),
        click.option(
            "--format",
            "formats",
            multiple=True,
            type=click.Choice((*FORMATS, "html")),
            help="Only this format; repeatable. A page of html needs nothing else.  [default: docx and pdf]",
        ),
        click.option(
            "--out",
            metavar="OUT",
            help="Folder for the files; with --all an address too.  [default: out/reviews; with --all out]",
        ),
        click.option(
            "--no-embed", is_flag=True, help="Leave order and data out of the files; their hashes stay in them."
        ),
    ):
        command = option(command)
    return command


def _case_options(command: _Command) -> _Command:
    """Add the options that a review with figures has."""
    command = click.option(
        "--trace",
        metavar="FILE",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Where number, rows and rule go.",
    )(command)
    return history_options(command)


@click.command()
@click.argument("order", required=False, type=click.Path(path_type=Path))
@_case_options
@_report_options
@portfolio_options
def monthly(**options: Any) -> None:
    """Write the case report of a month.

    History, trends, pain points and what to improve, sent each month. ORDER is the order file of the customer.

    With --all each customer of a book gets its report, exactly once, and a page says who needs a call. The options
    after --all go with it; docs/reviews.md tells more.

    \b
    Example:
      tamdocs review notes monthly > notes.md
      tamdocs review monthly contracts/acme.json --cases cases.csv --period 2026-10 --notes notes.md
      tamdocs review monthly --all contracts/ --cases export.csv --period 2026-10 --notes notes/
    """
    _review("monthly", **options)


@click.command()
@click.argument("order", required=False, type=click.Path(path_type=Path))
@_case_options
@_report_options
@portfolio_options
def quarterly(**options: Any) -> None:
    """Write the report and review of a quarter.

    It sums up three months, and has challenges, recommendations, business needs and the threat landscape from the
    notes. ORDER is the order file of the customer.

    With --all each customer of a book gets its report, exactly once, and a page says who needs a call. The options
    after --all go with it; docs/reviews.md tells more.

    \b
    Example:
      tamdocs review quarterly contracts/acme.json --cases cases.csv --period 2026-Q3 --notes notes.md
      tamdocs review quarterly --all contracts/ --cases export.csv --period 2026-Q3 --notes notes/
    """
    _review("quarterly", **options)


@click.command()
@click.argument("order", required=False, type=click.Path(path_type=Path))
@_case_options
@_report_options
@portfolio_options
def annual(**options: Any) -> None:
    """Write the customer review of a year.

    The year's cases, and security posture, security strategy and best practices from the notes. ORDER is the order
    file of the customer.

    With --all each customer of a book gets its report, exactly once, and a page says who needs a call. The options
    after --all go with it; docs/reviews.md tells more.

    \b
    Example:
      tamdocs review annual contracts/acme.json --cases cases.csv --period 2026 --notes notes.md --lang en
      tamdocs review annual --all contracts/ --cases export.csv --period 2026 --notes notes/
    """
    _review("annual", **options)


@click.command()
@click.argument("order", type=click.Path(path_type=Path))
@_report_options
def optimization(
    *,
    order: Path,
    notes: tuple[Path, ...],
    languages: tuple[str, ...],
    formats: tuple[str, ...],
    out: str | None,
    no_embed: bool,
) -> None:
    """Write the report of a product optimization.

    Findings with evidence, and actions with owner and day, from the notes. ORDER is the order file of the customer.

    \b
    Example:
      tamdocs review notes optimization > notes.md
      tamdocs review optimization contracts/acme.json --notes notes.md
    """
    from tamdocs.batch.review_document import ReviewJob

    _make(order, ReviewJob("review-optimization", notes), languages, formats, out, None, embed=not no_embed)


def _review(
    name: str,
    *,
    order: Path | None,
    cases: str,
    period: str,
    notes: tuple[Path, ...],
    languages: tuple[str, ...],
    formats: tuple[str, ...],
    out: str | None,
    no_embed: bool,
    trace: Path | None,
    options: CaseOptions,
    portfolio: PortfolioAsked | None,
) -> None:
    if portfolio:
        from tamdocs.cli.review_portfolio import ReviewAsked, review_portfolio

        asked = ReviewAsked(
            f"review-{name}", cases, _period(name, period), options, notes, languages, formats, out, embed=not no_embed
        )
        sys.exit(review_portfolio(asked, portfolio))
    from tamdocs.batch.review_document import ReviewJob

    assert order
    job = ReviewJob(f"review-{name}", notes, cases, _period(name, period), options)
    _make(order, job, languages, formats, out, trace, embed=not no_embed)


def _period(name: str, text: str) -> Period:
    """Return the period *text* that a review *name* is of.

    Raises:
        WorkspaceError: It is none, or one of another length.
    """
    from tamdocs.errors import Problem, WorkspaceError
    from tamdocs.reviews.period import parse_period

    period = parse_period(text)
    if period.kind != _KINDS[name]:
        message = f"{text} is a {period.kind}, and a review {name} is of a {_KINDS[name]}"
        other = next(each for each, kind in _KINDS.items() if kind == period.kind)
        hint = f"for that {period.kind} there is: tamdocs review {other}"
        raise WorkspaceError(Problem("--period", "bad-period", message, hint=hint))
    return period


def _make(
    order: Path,
    asked: ReviewJob,
    languages: tuple[str, ...],
    formats: tuple[str, ...],
    out: str | None,
    trace: Path | None,
    *,
    embed: bool,
) -> None:
    from tamdocs.batch.job import PackJob
    from tamdocs.batch.review_document import make_review
    from tamdocs.batch.save import save_file
    from tamdocs.cli.paths import short
    from tamdocs.cli.report import problem_as_text
    from tamdocs.cli.review_history import history_summary
    from tamdocs.cli.usage import check_languages
    from tamdocs.workspace import find_workspace

    workspace = find_workspace(Path.cwd())
    check_languages(languages, workspace)
    job = PackJob(
        workspace,
        _folder(out) or short(workspace.out) / "reviews",
        frozenset(formats or FORMATS),
        languages,
        embed=embed,
    )
    made = make_review(order, asked, job)
    for problem in (*made.warnings, *(made.figures.history.problems if made.figures else ())):
        click.echo(problem_as_text(problem), err=True)
    for path in made.paths:
        click.echo(path)
    if trace and made.figures:
        from tamdocs.reviews.trace import write_trace

        save_file(trace, b"".join(write_trace(made.figures)))
        click.echo(trace)
    if made.figures:
        click.echo(history_summary(made.figures), err=True)
        sys.exit(bool(made.figures.history.left_out))


def _folder(out: str | None) -> Path | None:
    """Return the folder *out*.

    Raises:
        click.BadParameter: It is a file, or an address, which working copies of one review do not go to.
    """
    if out and "://" in out:
        raise click.BadParameter("an address is for a portfolio: name a book with --all.", param_hint="--out")
    if out and Path(out).is_file():
        raise click.BadParameter(f"Directory '{out}' is a file.", param_hint="--out")
    return Path(out) if out else None
