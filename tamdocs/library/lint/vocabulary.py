"""Recognises what a text says: the defined terms, names and words of an edition, whatever their form."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from tamdocs.library.model import Edition

TERM, NAME, WORD, COUNTED, IGNORED = "term", "name", "word", "counted", "ignored"
PROPER = (TERM, NAME)
KINDS = (TERM, NAME, WORD, COUNTED, IGNORED)
HIDDEN = "\ufffc"


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that every language has forms for."""

    id: str
    kind: str


@dataclass(frozen=True, slots=True)
class Hit:
    concept: Concept
    start: int
    words: str
    """As they stand in the text."""
    form: str
    """As the edition lists it."""


class Vocabulary:
    """The forms of one language. Where two fit at a place, the longer counts."""

    def __init__(self, edition: Edition, language: str, kinds: Collection[str] = KINDS) -> None:
        forms = [(concept, form) for concept, form in _forms(edition, language) if concept.kind in kinds]
        self._forms = sorted(forms, key=lambda each: -len(each[1]))
        self._by_first: dict[str, list[tuple[re.Pattern[str], Concept, str]]] = {}
        for concept, form in self._forms:
            pattern = re.compile(_as_pattern(form, concept))
            self._by_first.setdefault(form[0].casefold(), []).append((pattern, concept, form))
        self._found: dict[str, tuple[Hit, ...]] = {}

    def hits(self, words: str) -> tuple[Hit, ...]:
        """Return what *words* say, from the beginning on."""
        if words not in self._found:
            self._found[words] = tuple(self._scan(words))
        return self._found[words]

    def _scan(self, words: str) -> Iterator[Hit]:
        at = 0
        while at < len(words):
            hit = self._hit(words, at)
            if hit:
                yield hit
            at += len(hit.words) if hit else 1

    def _hit(self, words: str, at: int) -> Hit | None:
        for pattern, concept, form in self._by_first.get(words[at].casefold(), ()):
            if match := pattern.match(words, at):
                return Hit(concept, at, match[0], form)
        return None

    def forms_of(self, concept: Concept) -> list[str]:
        """Return how *concept* is written."""
        return [form for each, form in self._forms if each == concept]

    def hidden(self, words: str) -> str:
        """Return *words* with everything hidden that is known and written as the edition writes it."""
        for hit in self.hits(words):
            words = words[: hit.start] + HIDDEN * len(hit.words) + words[hit.start + len(hit.words) :]
        return words


def _forms(edition: Edition, language: str) -> Iterator[tuple[Concept, str]]:
    for term in edition.glossary.values():
        yield Concept(term.id, TERM), term.words[language]
    tables: Mapping[str, Mapping[str, Mapping[str, tuple[str, ...]]]] = {
        NAME: edition.wording.names,
        WORD: edition.wording.words,
        COUNTED: edition.wording.counted,
    }
    for kind, table in tables.items():
        for name, forms in table.items():
            for form in forms[language]:
                yield Concept(name, TERM if name in edition.glossary else kind), form
    for code, names in edition.vendor.services.items():
        yield Concept(f"service {code}", NAME), names[language]
    for form in edition.wording.ignored.get(language, ()):
        yield Concept(form, IGNORED), form


HAN_FORM = re.compile("[⺀-鿿가-힣豈-﫿]")
"""A script without spaces: a form is found wherever it stands."""


def _as_pattern(form: str, concept: Concept) -> str:
    plain = form.removesuffix("*")
    if HAN_FORM.search(form):
        return re.escape(plain)
    words = re.escape(plain[1:]).replace(r"\ ", r"\s+")
    first = re.escape(plain[0])
    if concept.kind in {TERM, NAME}:
        plural = "s?" if concept.kind == TERM and plain[-1] != "s" else ""
        return rf"(?<!\w){first}{words}{plural}(?!\w)"
    ending = r"\w*" if form.endswith("*") else ""
    if form == form.lower():
        return rf"(?i:(?<!\w){first}{words}{ending}(?!\w))"
    return rf"(?<!\w)(?i:{first}){words}{ending}(?!\w)"  # it may begin a sentence, and keeps its capitals
