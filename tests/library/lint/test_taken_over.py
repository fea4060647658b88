from __future__ import annotations

from tamdocs.library.lint.rule import run_rules
from tamdocs.library.lint.rules import RULES
from tamdocs.library.lint.subject import subject_of
from tamdocs.library.read import read_library
from tests.support.drafts import SOURCE
from tests.support.samples import sample_workspace

CLAUSE = "clauses/terms/term-and-termination"


def test_a_text_of_the_edition_before_is_changed_in_a_copy() -> None:
    changed = SOURCE[f"2017-11/{CLAUSE}/en.md"].replace(b"thirty (30)", b"sixty (60)")
    files = SOURCE | {f"2018-06/{CLAUSE}/en.md": changed}
    texts = {path: data.decode() for path, data in files.items() if path.endswith(".md")}
    subject = subject_of(read_library(files).editions["2018-06"], texts, sample_workspace().load_order_schema())

    found = [problem for outcome in run_rules(RULES, subject) for problem in outcome.problems]

    assert {problem.source: problem.hint for problem in found} == {
        f"2018-06/{CLAUSE}/en.md": None,
        f"2017-11/{CLAUSE}/zh-Hans.md": (
            f"edition 2018-06 takes this file over from 2017-11: change a copy, 2018-06/{CLAUSE}/zh-Hans.md"
        ),
    }
