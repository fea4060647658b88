"""Makes random small changes to the clause files and tells which of them lint, parity, prove and facts do not see.

    python benchmarks/mutations.py [--changes 300] [--seed 2018] [--write docs/mutations.md]

A change is drawn in two steps, each with equal chances: its kind, then a clause file of the newest edition on which the
kind can work. Files that an edition takes over are changed too. The lock of a sealed edition, which would catch every
change, is left out.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from mutation_kinds import KINDS
from mutation_sites import Change, Site

from tamdocs.errors import LibraryError
from tamdocs.library.facts import facts_table
from tamdocs.library.lint.rule import Rule
from tamdocs.library.lint.rules import RULES
from tamdocs.library.lint.subject import Subject, subject_of
from tamdocs.library.model import Edition
from tamdocs.library.proof.prove import prove
from tamdocs.library.read import read_library
from tamdocs.workspace import find_workspace

ROOT = Path(__file__).resolve().parents[1]
LEAST = 0.95
"""What must be caught."""


@dataclass(frozen=True, slots=True)
class Verdict:
    kind: str
    file: str
    before: str
    after: str
    caught_by: str
    """The code of the first problem; empty where nothing was found."""


@cache
def library_files() -> dict[str, bytes]:
    """Return the files of every edition, by path, all of them drafts and without locks."""
    editions = find_workspace(ROOT).editions
    paths = (path for path in sorted(editions.rglob("*")) if path.is_file() and path.suffix != ".lock")
    return {path.relative_to(editions).as_posix(): _as_draft(path) for path in paths}


def _as_draft(path: Path) -> bytes:
    data = path.read_bytes()
    return data.replace(b'status = "released"', b'status = "draft"') if path.name == "edition.toml" else data


@cache
def schema() -> dict[str, Any]:
    return find_workspace(ROOT).load_order_schema()


def newest(files: Mapping[str, bytes]) -> Edition:
    return list(read_library(files).editions.values())[-1]


def clause_files() -> list[str]:
    """Return the paths of the clause files that the newest edition consists of."""
    edition = newest(library_files())
    return sorted({text.source for clause in edition.clauses.values() for text in clause.texts.values()})


def draw(count: int, seed: int) -> list[Change]:
    """Return *count* different changes, drawn with the random numbers of *seed*."""
    rng = random.Random(seed)  # noqa: S311 - the same changes on every run are what is wanted
    files = {path: library_files()[path].decode() for path in clause_files()}
    changes: dict[Change, None] = {}
    while len(changes) < count:
        kind = KINDS[rng.choice(sorted(KINDS))]
        made = (kind(Site(path, files, rng)) for path in rng.sample(sorted(files), len(files)))
        if change := next(filter(None, made), None):
            changes[change] = None
    return list(changes)


def judge(change: Change) -> Verdict:
    """Return what the checks say of *change*: the first problem counts."""
    files = {**library_files(), **{path: text.encode() for path, text in change.written}}
    for path in change.deleted:
        del files[path]
    return Verdict(change.kind, change.path, change.before, change.after, next(complaints(files, [change.path]), ""))


def complaints(files: Mapping[str, bytes], changed: Sequence[str] = ()) -> Iterator[str]:
    """Yield what each check finds, the quick ones first: those that look at one clause, on the clauses of *changed*."""
    try:
        edition = newest(files)
    except LibraryError as error:
        yield f"read: {error.problems[0].code}"
        return
    subject = subject_of(edition, {path: data.decode("utf-8-sig") for path, data in files.items()}, schema())
    nearby = [
        text for text in subject.texts if (text.clause.document, text.clause.id) in {_clause(path) for path in changed}
    ]
    yield from _lint(replace(subject, texts=tuple(nearby)), [rule for rule in RULES if rule.code.startswith("parity-")])
    yield from _lint(subject, RULES)
    try:
        yield from (f"facts: {finding.fact.id}" for finding in facts_table(edition) if finding.missing)
    except LibraryError as error:
        yield f"facts: {error.problems[0].code}"
    yield from (
        f"prove: {problem.code}" for problem in prove(edition, schema()).problems if problem.severity == "error"
    )


def _clause(path: str) -> tuple[str, str]:
    document, clause = path.split("/")[-3:-1]
    return document, clause


def _lint(subject: Subject, rules: Sequence[Rule]) -> Iterator[str]:
    for rule in rules:
        if not rule.why_not(subject):
            yield from (f"lint: {problem.code}" for problem in rule.check(subject))


def report(verdicts: list[Verdict], seed: int) -> str:
    """Return the page on what was caught and what was missed."""
    caught = [verdict for verdict in verdicts if verdict.caught_by]
    lines = [
        "# What the checks of the clause library see",
        "",
        "Written by:",
        "",
        f"    python benchmarks/mutations.py --changes {len(verdicts)} --seed {seed} --write docs/mutations.md",
        "",
        "It makes one random small change to the clause files at a time and asks `tamdocs library lint`, `prove` and",
        "`facts` whether they see it. The kind of change is drawn with equal chances, then the file.",
        "",
        "But for numbers, a change is made in one language: most are seen because the other language says it still.",
        "The same slip in every language is seen only where `facts.toml` names the words. Widths of columns are",
        "compared with nothing.",
        "",
        f"**{len(caught)} of {len(verdicts)} changes are caught ({len(caught) / len(verdicts):.1%}).**",
        "",
        "| change | drawn | caught | first seen by |",
        "| --- | ---: | ---: | --- |",
    ]
    for kind in sorted({verdict.kind for verdict in verdicts}):
        own = [verdict for verdict in verdicts if verdict.kind == kind]
        first = Counter(verdict.caught_by for verdict in own if verdict.caught_by).most_common(3)
        seen = ", ".join(f"`{code.split(': ')[1]}`" for code, _ in first)
        lines.append(f"| {kind} | {len(own)} | {sum(bool(each.caught_by) for each in own)} | {seen} |")
    lines += ["", "## Missed", ""]
    missed = [verdict for verdict in verdicts if not verdict.caught_by]
    lines += [_missed(verdict) for verdict in missed] or ["Nothing in this run."]
    return "\n".join(lines) + "\n"


def _missed(verdict: Verdict) -> str:
    return f"- **{verdict.kind}** in `{verdict.file}`: {_shown(verdict.before)} became {_shown(verdict.after)}"


def _shown(words: str) -> str:
    plain = " ".join(words.split())
    return f"“{plain[:160]}{'…' if len(plain) > 160 else ''}”" if plain else "nothing"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--changes", type=int, default=300)
    parser.add_argument("--seed", type=int, default=2018)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    clean = list(complaints(library_files()))
    if clean:
        sys.exit(f"the library is not clean to begin with: {', '.join(clean)}")
    with ProcessPoolExecutor(options.jobs) as pool:
        verdicts = list(pool.map(judge, draw(options.changes, options.seed), chunksize=4))
    page = report(verdicts, options.seed)
    print(page)
    if options.write:
        options.write.write_text(page, encoding="utf-8", newline="\n")
    sys.exit(sum(bool(verdict.caught_by) for verdict in verdicts) < LEAST * len(verdicts))


if __name__ == "__main__":
    main()
