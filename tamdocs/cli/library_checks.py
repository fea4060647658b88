"""`tamdocs library lint` and `prove`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from tamdocs.errors import Problem
    from tamdocs.library.lint.rule import Outcome
    from tamdocs.library.model import Edition
    from tamdocs.library.proof.prove import Proof
    from tamdocs.workspace import Workspace


@click.command()
@click.option("--edition", metavar="ID", help="Which edition.  [default: the newest]")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for each rule.")
@click.option("--sarif", "as_sarif", is_flag=True, help="Print one SARIF 2.1.0 log, for editors and CI.")
def lint(edition: str | None, as_json: bool, as_sarif: bool) -> None:
    """Hold the clause texts against the rules, and each language against the others.

    Each rule has a page in docs/rules/. A rule that does not fit the edition is told as not run, never as passed. A
    library that cannot be read passes no rule.

    \b
    Example:
      tamdocs library lint
      tamdocs library lint --edition 2017-11 --json
      tamdocs library lint --sarif > clauses.sarif
    """
    if as_json and as_sarif:
        raise click.UsageError("--json and --sarif exclude each other.")
    from tamdocs.workspace import find_workspace

    unread, outcomes = lint_outcomes(edition, find_workspace(Path.cwd()))
    if as_sarif:
        _print_lint_sarif(unread, outcomes)
    elif as_json:
        _print_lint_json(unread, outcomes)
    else:
        _print_problems([*unread, *(problem for outcome in outcomes for problem in outcome.problems)])
    if unread:
        click.echo(f"none of the {len(outcomes)} rules was run: the library cannot be read", err=True)
        sys.exit(1)
    for outcome in outcomes:
        if outcome.not_run and not (as_json or as_sarif):
            click.echo(f"not run: {outcome.rule.code}: {outcome.not_run}", err=True)
    click.echo(_summary(outcomes), err=True)
    sys.exit(any(outcome.problems for outcome in outcomes))


def lint_outcomes(name: str | None, workspace: Workspace) -> tuple[tuple[Problem, ...], list[Outcome]]:
    """Return why the library cannot be read, and what each rule finds; where there is the one, no rule was run."""
    from tamdocs.errors import LibraryError
    from tamdocs.library.agreement import pick_edition
    from tamdocs.library.lint.rule import Outcome, run_rules
    from tamdocs.library.lint.rules import RULES
    from tamdocs.library.lint.subject import subject_of

    try:
        edition = pick_edition(name, workspace.load_library())
    except LibraryError as error:
        return error.problems, [Outcome(rule, (), "the library cannot be read") for rule in RULES]
    subject = subject_of(edition, _clause_files(edition, workspace), workspace.load_order_schema())
    return (), run_rules(RULES, subject)


def _clause_files(edition: Edition, workspace: Workspace) -> dict[str, str]:
    """Return the clause files of *edition* as text, by the source that their texts name."""
    sources = {text.source for clause in edition.clauses.values() for text in clause.texts.values()}
    return {source: (workspace.root / source).read_text(encoding="utf-8-sig") for source in sorted(sources)}


def _print_problems(problems: Sequence[Problem]) -> None:
    from tamdocs.cli.report import problem_as_text

    for problem in problems:
        click.echo(problem_as_text(problem), err=True)


def _print_lint_json(unread: Sequence[Problem], outcomes: Sequence[Outcome]) -> None:
    from tamdocs.cli.report import json_line, problem_as_json

    for problem in unread:
        click.echo(json_line({"rule": None, "status": "failed", "problems": [problem_as_json(problem)]}))
    for outcome in outcomes:
        line = {
            "rule": outcome.rule.code,
            "title": outcome.rule.title,
            "status": _status(outcome),
            "reason": outcome.not_run or None,
            "problems": [problem_as_json(problem) for problem in outcome.problems],
        }
        click.echo(json_line(line))


def _status(outcome: Outcome) -> str:
    if outcome.not_run:
        return "not-run"
    return "failed" if outcome.problems else "passed"


def _print_lint_sarif(unread: Sequence[Problem], outcomes: Sequence[Outcome]) -> None:
    from tamdocs.cli.report import json_line, problems_as_sarif

    log = problems_as_sarif([*unread, *(problem for outcome in outcomes for problem in outcome.problems)])
    run = log["runs"][0]
    pages = {outcome.rule.code: outcome.rule.title for outcome in outcomes}
    for rule in run["tool"]["driver"]["rules"]:
        if title := pages.get(rule["id"]):
            rule["shortDescription"] = {"text": title}
            rule["help"] = {"text": f"docs/rules/{rule['id']}.md says what, why and how to mend it."}
    run["invocations"] = [
        {
            "executionSuccessful": not unread,
            "toolExecutionNotifications": [_notification(outcome) for outcome in outcomes if outcome.not_run],
        }
    ]
    click.echo(json_line(log))


def _notification(outcome: Outcome) -> dict[str, Any]:
    words = f"{outcome.rule.code} was not run: {outcome.not_run}"
    return {"level": "note", "message": {"text": words}, "associatedRule": {"id": outcome.rule.code}}


def _summary(outcomes: Sequence[Outcome]) -> str:
    counts = {"passed": 0, "failed": 0, "not-run": 0}
    for outcome in outcomes:
        counts[_status(outcome)] += 1
    problems = sum(len(outcome.problems) for outcome in outcomes)
    found = f"{problems} {'problem' if problems == 1 else 'problems'}"
    told = ", ".join(f"{count} {status.replace('-', ' ')}" for status, count in counts.items())
    return f"{len(outcomes)} rules: {told}; {found}"


@click.command()
@click.option("--edition", metavar="ID", help="Which edition.  [default: the newest]")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def prove(edition: str | None, as_json: bool) -> None:
    """Prove that every combination has exactly one text, and that every condition can hold and fail.

    Every document, region, service, channel and language of the edition is tried, with every answer to the conditions
    of a clause: no sample. What cannot be filled in, or points at nothing, is an error too.

    \b
    Example:
      tamdocs library prove
      tamdocs library prove --edition 2017-11 --json
    """
    from tamdocs.library.agreement import pick_edition
    from tamdocs.library.proof.prove import prove as proof_of
    from tamdocs.workspace import find_workspace

    workspace = find_workspace(Path.cwd())
    picked = pick_edition(edition, workspace.load_library())
    proof = proof_of(picked, workspace.load_order_schema())
    if as_json:
        _print_proof_json(picked, proof)
    else:
        _print_problems(proof.problems)
    click.echo(_in_words(picked, proof), err=True)
    sys.exit(not proof.holds)


def _print_proof_json(edition: Edition, proof: Proof) -> None:
    from tamdocs.cli.report import json_line, problem_as_json

    line = {
        "edition": edition.id,
        "ok": proof.holds,
        "cases": proof.cases,
        "combinations": proof.combinations,
        "conditions": proof.conditions,
        "fillings": proof.fillings,
        "documents": proof.documents,
        "problems": [problem_as_json(problem) for problem in proof.problems],
    }
    click.echo(json_line(line))


def _in_words(edition: Edition, proof: Proof) -> str:
    errors = sum(problem.severity == "error" for problem in proof.problems)
    verdict = "proved" if proof.holds else f"not proved, {errors} {'error' if errors == 1 else 'errors'}"
    return (
        f"edition {edition.id}: {verdict}: {proof.combinations:,} combinations of clause, language, region, service "
        f"and channel; {proof.conditions} conditions; {proof.fillings:,} fillings of clauses; "
        f"{proof.documents:,} documents"
    )
