"""The matrix of variants: for each clause, which regions, channels and services read the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby

from babel import Locale

from tamdocs.compare.align import align
from tamdocs.compare.hunks import similarity
from tamdocs.compare.tokens import tokens_of
from tamdocs.compare.words import all_deleted, all_inserted, mark_words
from tamdocs.document.model import Inlines
from tamdocs.library.expected import AXES, PAGE_PARTS, axis_values
from tamdocs.library.filters import language_name
from tamdocs.library.model import Axis, Edition
from tamdocs.library.numbering import letters
from tamdocs.library.variants.clauses import ClauseTexts, Combination, clause_texts
from tamdocs.library.variants.differences import (
    difference_problems,
    expected_of,
    found_differences,
    is_expected,
)
from tamdocs.library.variants.lines import Line, Lines
from tamdocs.writers.html.matrix_model import (
    HeaderCell,
    MarkedLine,
    MarkedText,
    Matrix,
    MatrixRow,
    MatrixTable,
    Variant,
)

_PAGE_TITLES = dict(zip(PAGE_PARTS, ("Title page", "Every page"), strict=True))
_LEAST_LIKENESS = 0.3
"""Below it two lines are no variants of one another."""


def make_matrix(edition: Edition, documents: Collection[str] = (), languages: Collection[str] = ()) -> Matrix:
    """Return the matrix of *edition*.

    Args:
        documents: Only these kinds, if any are named.
        languages: Only these, if any are named.

    Raises:
        LibraryError: A clause has no text for a combination, or a value is missing.
    """
    labels = _Labels(edition)
    texts = clause_texts(edition, documents, languages)
    return Matrix(
        edition.id,
        edition.title[labels.language],
        edition.status,
        edition.sha256,
        labels.language,
        tuple(
            (code, language_name(code, Locale.parse(language.locale.replace("-", "_"))))
            for code, language in edition.languages.items()
            if not languages or code in languages
        ),
        tuple(
            _table(edition, kind, list(clauses), labels)
            for kind, clauses in groupby(texts, key=lambda clause: clause.document)
        ),
    )


class _Labels:
    """Names of regions, channels and services."""

    def __init__(self, edition: Edition) -> None:
        self.language = edition.vendor.prevailing_language
        self.short = {region.code: region.name[self.language] for region in edition.vendor.regions}
        self.names = self.short | {code: name[self.language] for code, name in edition.vendor.services.items()}

    def label(self, code: str) -> str:
        """Return what the head of a column shows of *code*."""
        return self.short.get(code, code)

    def name(self, code: str) -> str:
        return self.names.get(code, code)

    def where(self, combination: Combination, axes: Iterable[Axis]) -> str:
        return " · ".join(self.label(combination.of(axis)) for axis in axes)


def _table(edition: Edition, kind: str, clauses: Sequence[ClauseTexts], labels: _Labels) -> MatrixTable:
    """Return the table of one document. Columns are folded by the axes that nothing in it differs by."""
    by = {found.axis for clause in clauses for found in found_differences(clause)}
    axes = [axis for axis in AXES if axis in by]
    columns: dict[tuple[str, ...], Combination] = {}
    for combination in clauses[0].texts:
        columns.setdefault(tuple(combination.of(axis) for axis in axes), combination)
    places = sorted(columns, key=lambda column: [_place(edition, *each) for each in zip(axes, column, strict=True)])
    shown = [columns[place] for place in places]
    return MatrixTable(
        kind,
        edition.outlines[kind].title[labels.language],
        tuple(tuple(_header(shown, axes[: depth + 1], labels)) for depth in range(len(axes))),
        tuple(labels.where(column, axes) or "everywhere" for column in shown),
        tuple(axis for axis in AXES if axis not in axes),
        tuple(_row(edition, clause, shown, labels) for clause in clauses),
    )


def _place(edition: Edition, axis: Axis, value: str) -> int:
    return axis_values(edition.vendor)[axis].index(value)


def _header(columns: Sequence[Combination], axes: Sequence[Axis], labels: _Labels) -> Iterator[HeaderCell]:
    """Yield the cells that tell the last of *axes* apart, one for neighbours that have all of *axes* in common."""
    for codes, group in groupby(columns, key=lambda column: tuple(column.of(axis) for axis in axes)):
        yield HeaderCell(labels.label(codes[-1]), labels.name(codes[-1]), len(list(group)))


def _row(edition: Edition, clause: ClauseTexts, columns: Sequence[Combination], labels: _Labels) -> MatrixRow:
    expected = expected_of(edition, clause)
    found = found_differences(clause)
    counts = Counter(lines for lines in clause.texts.values() if lines)
    texts = [lines for lines, _ in counts.most_common()]
    cells = tuple(texts.index(text) if (text := clause.texts[column]) else None for column in columns)
    wrong = {each for pair in found if not is_expected(pair, expected) for each in (pair.first, pair.second)}
    axes = [axis for axis in AXES if any(each.axis == axis for each in found)]
    return MatrixRow(
        id=f"{clause.document}-{clause.clause.lstrip('@')}-{clause.language}",
        clause=clause.clause,
        title=_title(edition, clause),
        language=clause.language,
        cells=cells,
        unexpected=frozenset(
            place
            for place, column in enumerate(columns)
            if cells[place] != 0 and any(_same(column, each, axes) for each in wrong)
        ),
        variants=tuple(_variants(clause, texts, axes, labels)),
        by=tuple(axes),
        why=expected.why if expected else "",
        problems=tuple(difference_problems(edition, clause)),
    )


def _same(column: Combination, other: Combination, axes: Iterable[Axis]) -> bool:
    return all(column.of(axis) == other.of(axis) for axis in axes)


def _title(edition: Edition, clause: ClauseTexts) -> str:
    if clause.clause in _PAGE_TITLES:
        return _PAGE_TITLES[clause.clause]
    texts = edition.clauses[clause.document, clause.clause].texts
    own = [(len(names), sorted(names), text.title) for (code, names), text in texts.items() if code == clause.language]
    return min(own)[-1]


def _variants(clause: ClauseTexts, texts: Sequence[Lines], axes: Sequence[Axis], labels: _Labels) -> Iterator[Variant]:
    for index, lines in enumerate(texts):
        columns = [column for column, text in clause.texts.items() if text == lines]
        where = dict.fromkeys(labels.where(column, axes) for column in columns)
        yield Variant(
            _letters(index),
            "; ".join(where) if axes else "everywhere",
            "\n".join(line.text for line in lines),
            tuple(_marked(other, lines) for other in texts),
        )


def _letters(index: int) -> str:
    return letters(index + 1).upper()


def _marked(before: Lines, after: Lines) -> MarkedText:
    """Return the text *after* with what makes it another than *before*."""
    return tuple(
        _marked_line(
            before[first] if first is not None else None,
            after[second] if second is not None else None,
        )
        for first, second in align(before, after, lambda line: line, _likeness)
    )


def _marked_line(before: Line | None, after: Line | None) -> MarkedLine:
    shown = after or before
    assert shown is not None
    if before is None:
        cells = tuple(map(all_inserted, shown.cells))
    elif after is None:
        cells = tuple(map(all_deleted, shown.cells))
    else:
        cells = tuple(mark_words(*pair) for pair in zip(before.cells, after.cells, strict=True))
    return MarkedLine(cells, shown.role, shown.depth, shown.marker, shown.optional)


def _words(line: Line) -> Inlines:
    return tuple(inline for cell in line.cells for inline in cell)


def _likeness(before: Line, after: Line) -> float:
    """Return how alike two lines are. Lines of another kind are not the same line; rows with one label are."""
    kinds = [(line.role, line.depth, line.optional, len(line.cells)) for line in (before, after)]
    if kinds[0] != kinds[1]:
        return 0.0
    if before.role == "row" and before.cells[0] == after.cells[0]:
        return 1.0
    before_keys, after_keys = ([token.key for token in tokens_of(_words(line))] for line in (before, after))
    likeness = similarity(before_keys, after_keys)
    return likeness if likeness >= _LEAST_LIKENESS else 0.0
