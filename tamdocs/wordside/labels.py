"""What the locked lines of a document for editing say."""

from __future__ import annotations

from tamdocs.wordside.pieces import Placeholder, Words, friendly, pieces_of
from tamdocs.wordside.plan import Plan, PlanClause, PlanUnit

_NAMES = {
    "when": "only if",
    "each": "for each",
    "details": "labels and values",
    "note": "note",
    "signature": "signatures",
    "chart": "chart: a value for each",
    "figures": "key figures: one for each",
    "prose": "text of a person:",
}

_WHAT = (
    "This is the text of clauses, not the text of one order. Change words, add and delete paragraphs and list items, "
    "and write comments, with tracked changes if you like. Send the file back as a Word document (.docx)."
)
_LOCKED = (
    "Grey lines and shaded words are put in by the program. Leave them as they are: «…» is a value that each order "
    "gives, and a shaded “Section 5” is a reference whose number follows by itself. A paragraph that holds them may be "
    "deleted as a whole, and a shaded word may be moved within its clause."
)
_NOT = (
    "Bold, italics and links are kept; other formatting is not. New clauses, tables, pictures and footnotes cannot be "
    "taken over: ask for them in a comment."
)
ADVICE = (_WHAT, _LOCKED, _NOT)
"""What stands at the head of the file."""


def clause_label(clause: PlanClause) -> str:
    heading = "" if clause.entry.heading else " · printed without a heading"
    condition = f" · only if {clause.entry.condition.source}" if clause.entry.condition else ""
    file = clause.text.source.rsplit("/", 1)[-1]
    return f"Clause {clause.id} · {file}{heading}{condition}"


def unit_label(unit: PlanUnit) -> str:
    """Return what a locked line says of the directive that it opens or closes, or of its table."""
    if unit.table is not None:
        each = (
            f" · a row for each {unit.table.repeat.name} in {unit.table.repeat.items.source}"
            if unit.table.repeat
            else ""
        )
        return f"Table: {unit.table.summary}{each}"
    name, _, argument = unit.source.label.removeprefix("{").partition("}")
    words = f"{_NAMES.get(name, name)} {argument.strip()}".strip()
    if unit.source.role == "whole":
        return f"■ {words}"
    return f"▼ {words}" if unit.source.role == "opening" else f"▲ end of: {words}"


def table_cells(unit: PlanUnit) -> tuple[tuple[str, ...], ...]:
    """Return the words of the cells of the table *unit*, by row, as Word shows them."""
    assert unit.table is not None
    rows = (unit.table.header, *unit.table.rows)
    return tuple(
        tuple(
            "".join(
                piece.text if isinstance(piece, Words) else friendly(piece.expression)
                for piece in pieces_of(cell)
                if isinstance(piece, Words | Placeholder)
            )
            for cell in row
        )
        for row in rows
    )


def headline(plan: Plan) -> str:
    choice = plan.choice
    parts = (choice.edition, choice.region, choice.service, choice.channel, choice.language)
    return f"For editing · {' · '.join(part for part in parts if part)}"
