"""Fills charts and key figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tamdocs.document.charts import MOST_CATEGORIES, ChartWords, make_chart, parse_number
from tamdocs.document.model import Block, KeyFigure, KeyFigures, Paragraph
from tamdocs.document.text import inlines_text
from tamdocs.errors import LibraryError, Problem
from tamdocs.library.clause_charts import MOST_FIGURES
from tamdocs.library.expand_words import expand_inlines
from tamdocs.library.scope import Scope
from tamdocs.library.template import ChartTemplate, FiguresTemplate, Slot, TemplateInlines

_SHOWN = 60
"""Letters of a wrong value in a message."""


def expand_chart(template: ChartTemplate, scope: Scope) -> Block:
    scopes = scope.items(template.repeat, template.line) if template.repeat else (scope,)
    rows = [[_cell(cell, inner) for cell in row] for inner in scopes for row in template.rows]
    if not rows:
        return Paragraph(expand_inlines(template.empty, scope))
    if len(rows) > MOST_CATEGORIES:
        message = f"a chart of {len(rows)} categories cannot be read; {MOST_CATEGORIES} are the most"
        raise LibraryError(scope.problem("chart", message, template.line))
    names = [inlines_text(expand_inlines(cell, scope)) for cell in template.header[1:]]
    if doubles := sorted({name for name in names if names.count(name) > 1}):
        raise LibraryError(scope.problem("chart", f"two series are called “{doubles[0]}”", template.line))
    problems = list(_cell_problems(rows, names, template, scope))
    if problems:
        raise LibraryError(problems)
    columns = zip(*([parse_number(text) for text in row[1:]] for row in rows), strict=True)
    return make_chart(
        template.kind, _said(template, scope), [row[0] for row in rows], dict(zip(names, columns, strict=True))
    )


def _said(template: ChartTemplate, scope: Scope) -> ChartWords:
    categories, values, summary = (
        inlines_text(expand_inlines(words, scope)) for words in (*template.axes, template.summary)
    )
    return ChartWords(expand_inlines(template.title, scope), categories, values, summary, _language(scope))


def _cell(cell: TemplateInlines, scope: Scope) -> str:
    """Return the words of a cell of a chart, where a value that is left out says nothing."""
    given = (
        inline
        for inline in cell
        if not isinstance(inline, Slot) or scope.value(inline.expression, inline.line) not in (None, "")
    )
    return inlines_text(expand_inlines(tuple(given), scope)).replace("\n", " ").strip()


def _cell_problems(
    rows: Sequence[Sequence[str]], names: Sequence[str], template: ChartTemplate, scope: Scope
) -> Iterator[Problem]:
    for count, (category, *cells) in enumerate(rows, 1):
        if not category:
            yield scope.problem("chart", f"row {count} of the chart has no category", template.line)
        for name, text in zip(names, cells, strict=True):
            try:
                parse_number(text)
            except ValueError as error:
                message = f"row {count}, “{name}” of “{category}”: “{text[:_SHOWN]}”: {error}"
                hint = "in a schema, `examples` says what proof and lint fill in"
                yield scope.problem("chart", message, template.line, hint)


def _language(scope: Scope) -> str:
    language = scope.names.get("language")
    return str(language["code"]) if isinstance(language, Mapping) else "en"


def expand_figures(template: FiguresTemplate, scope: Scope) -> KeyFigures:
    scopes = scope.items(template.repeat, template.line) if template.repeat else (scope,)
    figures = [KeyFigure(*(expand_inlines(cell, inner) for cell in row)) for inner in scopes for row in template.rows]
    if not 1 <= len(figures) <= MOST_FIGURES:
        message = f"there are {len(figures)} key figures for this order; 1 to {MOST_FIGURES} can be shown"
        raise LibraryError(scope.problem("figures", message, template.line))
    return KeyFigures(tuple(figures))
