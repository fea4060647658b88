"""The texts of a clause in two languages, unit by unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass

from tamdocs.errors import Problem
from tamdocs.library.lint.rule import Rule, needs_two_languages
from tamdocs.library.lint.subject import Subject, Written
from tamdocs.library.lint.units import Unit


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts of a clause for the same orders: in the language that prevails, and in another."""

    one: Written
    other: Written

    @property
    def alike(self) -> bool:
        """Whether both have the same units in the same order, so that each can be held against its counterpart."""
        shapes = [[(unit.kind, unit.place) for unit in text.units] for text in (self.one, self.other)]
        return shapes[0] == shapes[1]

    def units(self) -> Iterator[tuple[Unit, Unit]]:
        """Yield each unit with its counterpart; nothing where the texts are not alike."""
        return zip(self.one.units, self.other.units, strict=True) if self.alike else iter(())


def pairs(subject: Subject) -> Iterator[Pair]:
    """Yield each text in the language that prevails with that of each other language."""
    edition = subject.edition
    prevailing = edition.vendor.prevailing_language
    texts = {(text.clause.document, text.clause.id, text.qualifiers, text.language): text for text in subject.texts}
    for (document, clause, qualifiers, language), text in texts.items():
        other = texts.get((document, clause, qualifiers, prevailing))
        if language != prevailing and other:
            yield Pair(other, text)


Values = Counter[Hashable]


def difference(pair: Pair, units: tuple[Unit, Unit], values: tuple[Values, Values], code: str) -> Iterator[Problem]:
    """Yield a problem for each value that one of *units* has more often than the other, with both places."""
    for here, there, text, opposite, own, foreign in (
        (values[0], values[1], pair.one, pair.other, units[0], units[1]),
        (values[1], values[0], pair.other, pair.one, units[1], units[0]),
    ):
        for value, count in sorted((here - there).items(), key=str):
            often = f"{times(count + there[value])}, and {times(there[value])}" if there[value] else "and not"
            place = f"{opposite.text.source}:{foreign.line}"
            message = f"{shown(value)} stands here {often} in {opposite.language} ({place})"
            yield text.problem(code, message, own, _needle(value))


def times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def shown(value: Hashable) -> str:
    words = " ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return words if words.startswith("a ") else f"“{words}”"


def _needle(value: Hashable) -> str:
    return str(value[0] if isinstance(value, tuple) else value)


def value_rule(code: str, title: str, values: Callable[[Unit, str], Values]) -> Rule:
    """Return a rule that holds the values of each unit against those of its counterpart.

    Args:
        values: Takes a unit and the language of its text.
    """

    def check(subject: Subject) -> Iterator[Problem]:
        for pair in pairs(subject):
            for one, other in pair.units():
                found = (values(one, pair.one.language), values(other, pair.other.language))
                if found[0] != found[1]:
                    yield from difference(pair, (one, other), found, code)

    return Rule(code, title, check, needs_two_languages)
