"""From each number to the rows that it comes from and the rule that says how: the trace of a review, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tamdocs.reviews.as_data import written
from tamdocs.reviews.figure import Figure
from tamdocs.reviews.figures import CaseFigures
from tamdocs.reviews.rules import RULES


def write_trace(figures: CaseFigures) -> Iterator[bytes]:
    """Yield the trace in pieces: a JSON object with `source`, `period`, `rules` and `figures`, one a line."""
    head = {
        "source": figures.history.source,
        "period": str(figures.period),
        "zone": figures.hours.zone,
        "business_hours": str(figures.hours),
        "rules": dict(RULES),
    }
    yield _json(head)[:-1].encode() + b', "figures": [\n'
    for number, figure in enumerate(figures.all_figures()):
        yield (b",\n" if number else b"") + _json(_traced(figure)).encode()
    yield b"\n]}\n"


def _traced(figure: Figure) -> dict[str, object]:
    return {
        "figure": figure.id,
        "value": written(figure.value),
        "unit": figure.unit,
        "rule": figure.rule,
        "rows": [{"row": row.line, "case_id": row.case_id} for row in figure.rows],
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
