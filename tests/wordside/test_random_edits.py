"""Many edits at once: all that was typed stands in the right clause, and nothing else has changed."""

from __future__ import annotations

import random
import re
from itertools import product

import pytest
from docx.document import Document
from docx.text.paragraph import Paragraph

from tamdocs.library.clause_source import read_source
from tamdocs.wordside.pieces import pieces_of, plain_text
from tamdocs.wordside.plan import Choice, Plan, make_plan
from tamdocs.wordside.propose import Proposal
from tests.support.drafts import SOURCE
from tests.support.samples import sample_library
from tests.support.word_edits import add_after, delete, edited, imported, words_of, xml_of

LOCKED = ("Clause ", "▼", "▲", "Table: ", "For editing", "This is the text of", "Grey lines", "Bold, italics")
TYPED = (
    "Each party acts in good faith.",
    "*stars*, _lines_ and {{ braces }} stay.",
    "1. This is no list.",
    ":::{when} this is no condition",
    "A [link](http://example.com) that is none & more <b>",
    "当事人应当诚信行事。",
    "(id)= is no id",
)
CHOICES = [Choice("2017-11", kind, "en", "emea") for kind in ("terms", "service-description", "order-confirmation")]


@pytest.mark.parametrize(("choice", "seed"), [*product(CHOICES, range(12))])
def test_random_edits_stand_where_they_were_made(choice: Choice, seed: int) -> None:
    plan = make_plan(
        choice,
        sample_library().editions[choice.edition],
        {f"templates/editions/{path}": data for path, data in SOURCE.items()},
    )
    changed: set[str] = set()
    wanted: dict[str, list[str]] = {}

    def edit(document: Document) -> None:
        changed.update(edit_at_random(document, random.Random(seed)))  # noqa: S311 - a test that repeats
        wanted.update(clauses_of(document))

    proposal = imported(edited(choice, edit))

    assert [str(problem) for problem in proposal.problems] == []
    assert {change.clause for change in proposal.changes} == changed
    for clause, words in read_back(proposal, plan).items():
        assert words == wanted[clause]


def edit_at_random(document: Document, dice: random.Random) -> set[str]:
    """Change, add and delete some paragraphs, and return the clauses that they stand in."""
    places = list(editable(document))
    touched: set[str] = set()
    for clause, paragraph in dice.sample(places, k=min(8, len(places))):
        words = dice.choice(TYPED)
        match dice.choice(("append", "insert", "add", "replace")):
            case "append":
                paragraph.add_run(f" {words}")
            case "insert" if paragraph.runs:
                paragraph.runs[0].text = f" {words} {paragraph.runs[0].text}"
            case "replace" if len(words_of(paragraph)) == sum(len(run.text) for run in paragraph.runs):
                for run in paragraph.runs[1:]:
                    xml_of(run).getparent().remove(xml_of(run))
                paragraph.runs[0].text = words
            case _:
                add_after(paragraph, words)
        touched.add(clause)
    for clause, paragraph in dice.sample(places, k=2):
        if is_last_of_its_level(paragraph) and clause not in touched:
            delete(paragraph)
            touched.add(clause)
    return touched


def editable(document: Document) -> list[tuple[str, Paragraph]]:
    """Return the paragraphs of lists and the plain ones, with their clauses."""
    found = []
    clause, closed = "", False
    for paragraph in document.paragraphs:
        words = words_of(paragraph)
        if words.startswith("Clause "):
            clause, closed = words.split(" ")[1], False
        closed = (closed or words.startswith(("▼ labels", "▼ signatures"))) and not words.startswith(
            ("▲ end of: labels", "▲ end of: signatures")
        )
        listed = style_of(paragraph).startswith(("List Number", "List Bullet"))
        if clause and not closed and (listed or style_of(paragraph) == "Body Text") and not words.startswith(LOCKED):
            found.append((clause, paragraph))
    return found


def style_of(paragraph: Paragraph) -> str:
    return (paragraph.style and paragraph.style.name) or ""


def is_last_of_its_level(paragraph: Paragraph) -> bool:
    """Return whether nothing below refers to the item or belongs to it, so that it can be deleted."""
    return words_of(paragraph).endswith(("its own cost.", "the Services.", "fee for the service period.", "to do so."))


def clauses_of(document: Document) -> dict[str, list[str]]:
    """Return the words of the paragraphs of each clause, titles, labels and grey lines aside."""
    found: dict[str, list[str]] = {}
    clause = ""
    for paragraph in document.paragraphs:
        words = words_of(paragraph).strip()
        if words.startswith("Clause "):
            clause = words.split(" ")[1]
        elif (
            clause
            and words
            and not words.startswith(LOCKED)
            and not style_of(paragraph).startswith(("Heading", "Closing"))
        ):
            found.setdefault(clause, []).append(neutral(words))
    return found


def read_back(proposal: Proposal, plan: Plan) -> dict[str, list[str]]:
    expressions = plan.edition.languages[plan.choice.language].expressions
    return {
        change.clause: [
            neutral(plain_text(pieces_of(unit.inlines)))
            for unit in read_source("clause.md", change.clause, change.after.decode(), expressions).units
            if unit.role in {"item", "paragraph", "term"}
        ]
        for change in proposal.changes
    }


def neutral(words: str) -> str:
    """Return *words* with references and line ends made alike."""
    return re.sub(r"Section [\d.]+\d(?:\([a-z]+\))*|Section \d+|#[a-z][a-z-]+", "§", words.replace("\n", ""))
