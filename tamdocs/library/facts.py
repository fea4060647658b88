"""Proof that no fact is lost: which text carries it, and whether that text says what any right text of it must say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tamdocs.document.text import document_text
from tamdocs.library.agreement import Agreement
from tamdocs.library.compose import compose
from tamdocs.library.model import Edition, Fact, OutlineClause, OutlineEntry
from tamdocs.library.select import select_text
from tamdocs.library.specimen import specimen_agreements
from tamdocs.library.specimen_data import specimen_data_of


@dataclass(frozen=True, slots=True)
class Finding:
    """How a fact stands in one language and region: in every service and channel, or with what is missing.

    Where the fact does not concern the region, nothing is missing.
    """

    fact: Fact
    language: str
    region: str
    clauses: tuple[str, ...]
    """The clauses that carry it."""
    missing: tuple[str, ...]
    """What is not there, in words; empty where all is well."""


def facts_table(edition: Edition) -> list[Finding]:
    """Return a finding for each fact, language and region of *edition*, facts in their order in `facts.toml`.

    Raises:
        LibraryError: A document of the edition cannot be composed.
    """
    found: dict[tuple[str, str, str], list[Finding]] = {}
    for agreement in specimen_agreements(edition):
        for language in edition.languages:
            for finding in _findings(agreement, language):
                found.setdefault((finding.fact.id, language, finding.region), []).append(finding)
    return [
        _together(found[fact, language, region.code])
        for fact in edition.facts
        for language in edition.languages
        for region in edition.vendor.regions
    ]


def _findings(agreement: Agreement, language: str) -> Iterator[Finding]:
    edition, region = agreement.edition, agreement.region.code
    carriers = _carriers(agreement, language)
    said_in = {fact.document for fact in edition.facts.values()} & edition.outlines.keys()
    texts = {
        kind: _squeezed(document_text(compose(agreement, kind, language, specimen_data_of(edition, kind))))
        for kind in said_in
    }
    for fact in edition.facts.values():
        clauses = tuple(carriers.get((fact.document, fact.id), ()))
        if not fact.concerns(region):
            yield Finding(fact, language, region, clauses, ())
            continue
        missing = [] if clauses else [f"no clause of {fact.document} carries it"]
        said = texts.get(fact.document, "")
        wanted = [words for words in fact.wanted(language, region) if _squeezed([words]) not in said]
        missing += [f"“{words}” does not stand in the text" for words in wanted]
        where = f"{agreement.order.service}, {agreement.order.channel.kind}: "
        yield Finding(fact, language, region, clauses, tuple(where + each for each in missing))


def _together(findings: list[Finding]) -> Finding:
    """Return the findings of all services and channels as one."""
    first = findings[0]
    clauses = tuple(dict.fromkeys(clause for finding in findings for clause in finding.clauses))
    missing = tuple(words for finding in findings for words in finding.missing)
    return Finding(first.fact, first.language, first.region, clauses, missing)


def _carriers(agreement: Agreement, language: str) -> dict[tuple[str, str], list[str]]:
    """Return which clauses carry a fact, by document and fact."""
    carriers: dict[tuple[str, str], list[str]] = {}
    for kind, outline in agreement.edition.outlines.items():
        for entry in _clauses(outline.entries):
            clause = agreement.edition.clauses[kind, entry.clause]
            for fact in select_text(clause, language, agreement.axes, outline.source).facts:
                carriers.setdefault((kind, fact), []).append(entry.clause)
    return carriers


def _clauses(entries: Iterable[OutlineEntry]) -> Iterator[OutlineClause]:
    for entry in entries:
        if isinstance(entry, OutlineClause):
            yield entry
            yield from _clauses(entry.sections)


def _squeezed(lines: Iterable[str]) -> str:
    """Return *lines* without white space, in one case: an address may be broken over lines, a name may begin one."""
    return "".join("".join(lines).split()).casefold()
