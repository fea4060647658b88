from __future__ import annotations

from dataclasses import replace

from tamdocs.library.lint.rule import run_rules
from tamdocs.library.lint.rules import RULES
from tamdocs.library.lint.subject import Subject, subject_of
from tamdocs.library.model import Wording
from tests.support.samples import sample_library, sample_workspace


def subject_in(*languages: str) -> Subject:
    """Return the sample edition as if it had *languages* only."""
    edition = sample_library().editions["2017-11"]
    clauses = {
        key: replace(clause, texts={each: text for each, text in clause.texts.items() if each[0] in languages})
        for key, clause in edition.clauses.items()
    }
    spoken = {code: edition.languages[code] for code in languages}
    root = sample_workspace().root
    sources = {text.source for clause in clauses.values() for text in clause.texts.values()}
    files = {source: (root / source).read_text(encoding="utf-8") for source in sources}
    picked = replace(edition, clauses=clauses, languages=spoken)
    return subject_of(picked, files, sample_workspace().load_order_schema())


def test_rules_on_chinese_do_not_run_without_chinese() -> None:
    reasons = {outcome.rule.code: outcome.not_run for outcome in run_rules(RULES, subject_in("en"))}

    assert reasons["punctuation-zh"] == "the edition has no text in Chinese"
    assert reasons["spacing-zh"] == "the edition has no text in Chinese"
    assert reasons["capital-phrase"] == ""


def test_parity_does_not_run_in_one_language() -> None:
    outcomes = [outcome for outcome in run_rules(RULES, subject_in("en")) if outcome.rule.code.startswith("parity-")]

    assert {outcome.not_run for outcome in outcomes} == {"the edition has one language only"}
    assert all(outcome.problems == () for outcome in outcomes)


def test_rules_on_english_do_not_run_without_english() -> None:
    reasons = {outcome.rule.code: outcome.not_run for outcome in run_rules(RULES, subject_in("zh-Hans"))}

    assert reasons["capital-phrase"] == "the edition has no text in English"
    assert reasons["foreign-script"] == "the edition has no text in English"


def test_words_are_not_compared_without_a_list_of_them() -> None:
    subject = subject_in("en", "zh-Hans")
    bare = replace(subject, edition=replace(subject.edition, wording=Wording()))
    reasons = {outcome.rule.code: outcome.not_run for outcome in run_rules(RULES, bare)}

    assert reasons["parity-word"] == "the edition has no wording.toml with words that go together"
    assert reasons["parity-count"] == "the edition has no wording.toml with words that go together"
    assert reasons["word-avoided"] == "the edition has no wording.toml with words to avoid"
