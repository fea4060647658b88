"""What was found of a finished file, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from types import MappingProxyType

from tamdocs.batch.verdict import Finding, Verdict
from tamdocs.cli.report import json_line, problem_as_json, problem_as_text, visible
from tamdocs.compare.text_change import TextChange
from tamdocs.document.provenance import Provenance

_SHOWN_CHANGES = 20
_SHOWN_LETTERS = 160
_WORDS: Mapping[Verdict, str] = MappingProxyType(
    {
        "genuine": "genuine",
        "resaved": "saved anew: the text is the same, the bytes are not",
        "altered": "ALTERED",
        "other-source": "made by another edition or version",
        "hash-only": "not verified: its order or data is not in the file; an order may be named with --order",
        "not-made": "not verified: nothing can be made of the order in it",
        "not-judged": "not verified: the clause library or a skin here cannot be used",
        "not-ours": "not ours: it does not say where it comes from",
        "unreadable": "not verified: the file cannot be read",
    }
)


def as_text(finding: Finding) -> str:
    """Return *finding* as lines of text; what stands in a file cannot steer a terminal."""
    return "\n".join([visible(f"{finding.source}: {_headline(finding)}"), *map(_indented, _details(finding))])


def _headline(finding: Finding) -> str:
    words = _WORDS[finding.verdict]
    if finding.verdict == "other-source" and finding.same_text is not None:
        words += "; the text is still the same" if finding.same_text else "; the text is another one"
    if finding.verdict == "resaved" and any(each.code == "file-struck-text" for each in finding.problems):
        words += "; some words are struck through by hand"
    return words


def _details(finding: Finding) -> Iterator[str]:
    claimed, order = finding.claimed, finding.order
    if claimed:
        says = "" if finding.verdict == "genuine" else "says that it is "
        file, edition = claimed.document, claimed.edition
        status = " (draft)" if edition.status == "draft" else ""
        yield visible(f"{says}{file.kind}, {file.language}, {file.format}, by edition {edition.id}{status}")
    if order:
        yield visible(f"order {order.order_number} of {order.customer}, sha256 {order.sha256}")
        yield visible(_in_book(finding))
    elif claimed:
        yield visible(f"order {claimed.order.order_number}, sha256 {claimed.order.sha256}")
    yield from map(visible, finding.differences)
    for change in finding.changes[:_SHOWN_CHANGES]:
        yield visible(_told(change))
    if len(finding.changes) > _SHOWN_CHANGES:
        yield f"and {len(finding.changes) - _SHOWN_CHANGES} more places"
    for problem in finding.problems:
        yield problem_as_text(problem)


def _in_book(finding: Finding) -> str:
    order = finding.order
    assert order is not None
    if order.book_file:
        return f"this very order is {order.book_file}"
    if order.namesake:
        return f"NOT YOUR ORDER: {order.namesake} has this order number and says something else"
    return "no such order in the book of contracts: look whether it is yours"


def _told(change: TextChange) -> str:
    where = " ".join(part for part in (change.clause or "(before the first clause)", change.number) if part)
    gone = f"[-{_cut(change.before)}-]" if change.before else ""
    came = f"{{+{_cut(change.after)}+}}" if change.after else ""
    return f"{where}: {change.context.strip()}{' ' if change.context else ''}{gone}{came}".replace("\n", " / ")


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN_LETTERS else f"{text[:_SHOWN_LETTERS]}…"


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())


def as_line(finding: Finding) -> str:
    """Return *finding* as one line of JSON; null is what cannot be told."""
    return json_line(
        {
            "source": finding.source,
            "verdict": finding.verdict,
            "same_text": finding.same_text,
            "claims": _claims(finding.claimed) if finding.claimed else None,
            "order": asdict(finding.order) if finding.order else None,
            "differences": list(finding.differences),
            "changes": list(map(asdict, finding.changes)),
            "problems": list(map(problem_as_json, finding.problems)),
        }
    )


def _claims(claimed: Provenance) -> dict[str, object]:
    """Return what a file says of itself, but for the order and the list of clauses."""
    return {
        **asdict(claimed.document),
        "order_number": claimed.order.order_number,
        "order_sha256": claimed.order.sha256,
        "order_embedded": claimed.order.text is not None,
        "edition": claimed.edition.id,
        "edition_sha256": claimed.edition.sha256,
        "tamdocs_version": claimed.tamdocs_version,
        "typst_version": claimed.typst_version,
    }
