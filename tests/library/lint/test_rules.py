from __future__ import annotations

from pathlib import Path

import pytest

from tamdocs.library.lint.rule import Rule, run_rules
from tamdocs.library.lint.rules import RULES
from tamdocs.library.lint.subject import subject_of
from tests.support.required import ROOT
from tests.support.samples import sample_library, sample_workspace
from tests.support.small_edition import parse_example, told

FIXTURES = Path(__file__).parent / "fixtures"
PAGES = ROOT / "docs" / "rules"
BY_CODE = {rule.code: rule for rule in RULES}
CASES = sorted(path.relative_to(FIXTURES).as_posix() for path in FIXTURES.rglob("*.md"))


@pytest.mark.parametrize("case", CASES)
def test_example_has_exactly_the_problems_that_it_names(case: str) -> None:
    example = parse_example((FIXTURES / case).read_text(encoding="utf-8"))

    assert told(example, BY_CODE.get(case.split("/", maxsplit=1)[0])) == example.problems


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_has_an_example_that_fails(rule: Rule) -> None:
    examples = [parse_example(path.read_text(encoding="utf-8")) for path in (FIXTURES / rule.code).glob("*.md")]

    assert any(f"[{rule.code}]" in example.problems for example in examples)


def test_every_rule_has_its_page() -> None:
    pages = {path.stem for path in PAGES.glob("*.md")} - {"README"}
    codes = {rule.code for rule in RULES}
    read = {"no-text", "reference", "tie", "unknown-code", "unknown-member", "unknown-name", "value-kind"}
    proved = {"condition-always", "condition-never", "text-never", "value"}

    assert pages == codes | read | proved


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.md")), ids=lambda page: page.stem)
def test_page_says_what_why_how_and_shows_it(page: Path) -> None:
    text = page.read_text(encoding="utf-8")

    if page.stem == "README":
        assert [code for code in BY_CODE if f"[{code}]({code}.md)" not in text] == []
    else:
        assert text.startswith(f"# `{page.stem}`: ")
        assert [
            part for part in ("**Why.**", "**How to mend it.**", "## Example", "Wrong:", "Right:") if part not in text
        ] == []


def test_codes_are_unique() -> None:
    assert len(BY_CODE) == len(RULES)


@pytest.mark.parametrize("edition", sample_library().editions)
def test_the_library_is_clean(edition: str) -> None:
    picked = sample_library().editions[edition]
    root = sample_workspace().root
    sources = {text.source for clause in picked.clauses.values() for text in clause.texts.values()}
    files = {source: (root / source).read_text(encoding="utf-8") for source in sources}

    outcomes = run_rules(RULES, subject_of(picked, files, sample_workspace().load_order_schema()))

    assert [str(problem) for outcome in outcomes for problem in outcome.problems] == []
    assert [outcome.rule.code for outcome in outcomes if outcome.not_run] == []
