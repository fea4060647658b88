"""Holds what two texts say against each other, by the vocabulary of their languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tamdocs.errors import Problem
from tamdocs.library.lint.subject import Subject, Written
from tamdocs.library.lint.units import Unit
from tamdocs.library.lint.vocabulary import COUNTED, WORD, Concept, Hit
from tamdocs.library.parity.pairs import pairs, times


@dataclass(frozen=True, slots=True)
class Comparison:
    """Which concepts are compared, and how."""

    subject: Subject
    kind: str
    code: str
    counted: bool
    """Whether a concept must stand in both texts as often; else once is enough."""

    def problems(self) -> Iterator[Problem]:
        """Yield a problem for each concept that a paragraph has and its counterpart has not."""
        for pair in pairs(self.subject):
            for one, other in pair.units():
                if one.inlines or self.kind not in {WORD, COUNTED}:  # a title or a summary says it shorter
                    yield from self._differences((pair.one, pair.other), (one, other))

    def _differences(self, texts: tuple[Written, Written], units: tuple[Unit, Unit]) -> Iterator[Problem]:
        hits = [self._hits(text, unit) for text, unit in zip(texts, units, strict=True)]
        counts = [Counter(hit.concept for hit in each) for each in hits]
        for here, there in ((0, 1), (1, 0)):
            for concept in sorted(counts[here], key=lambda each: each.id):
                own, foreign = counts[here][concept], counts[there][concept]
                if foreign == 0 or (self.counted and own > foreign):
                    hit = next(each for each in hits[here] if each.concept == concept)
                    often = f"{times(own)}, and {times(foreign)}" if foreign else "and not"
                    place = f"{texts[there].text.source}:{units[there].line}"
                    message = f"“{hit.words}” ({concept.id}) stands here {often} in {texts[there].language} ({place})"
                    hint = self._forms(concept, texts[there].language)
                    yield texts[here].problem(self.code, message, units[here], hit.words, hint)

    def _hits(self, text: Written, unit: Unit) -> list[Hit]:
        found = self.subject.vocabularies[text.language].hits(unit.words)
        return [hit for hit in found if hit.concept.kind == self.kind]

    def _forms(self, concept: Concept, language: str) -> str:
        return f"there it is written {', '.join(self.subject.vocabularies[language].forms_of(concept))}"
