from __future__ import annotations

from dataclasses import replace

from tamdocs.library.facts import facts_table
from tamdocs.library.model import Edition
from tests.support.samples import sample_library

FACTS = [
    *(f"SD-{number}" for number in range(1, 36)),
    *("TC-0", "TC-1", "TC-2a", "TC-2b"),
    *(f"TC-{number}" for number in range(3, 13)),
]


def edition() -> Edition:
    return sample_library().editions["2017-11"]


def test_every_fact_stands_in_every_language_and_region() -> None:
    findings = facts_table(edition())

    assert list(dict.fromkeys(finding.fact.id for finding in findings)) == FACTS
    assert len(findings) == len(FACTS) * 2 * 3
    assert [finding for finding in findings if finding.missing] == []


def test_a_fact_that_no_clause_carries_is_a_hole() -> None:
    lost = replace(edition().facts["SD-2"], id="SD-99")
    holes = [finding for finding in facts_table(replace(edition(), facts={"SD-99": lost})) if finding.missing]

    assert len(holes) == 6
    assert holes[0].missing[0] == "bcs-rps, direct: no clause of service-description carries it"


def test_a_fact_whose_words_are_not_in_the_text_is_a_hole() -> None:
    fact = replace(edition().facts["TC-12"], values=("six (6) business days",))
    holes = [finding for finding in facts_table(replace(edition(), facts={"TC-12": fact})) if finding.missing]

    assert len(holes) == 6
    assert holes[0].missing[0] == "bcs-rps, direct: “six (6) business days” does not stand in the text"
