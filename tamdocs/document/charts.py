"""Charts and key figures: made from numbers, and told in words where no picture can stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tamdocs.document.model import (
    Block,
    Blocks,
    BulletList,
    Chart,
    ChartKind,
    Column,
    Definition,
    Definitions,
    Document,
    Inlines,
    Item,
    KeyFigure,
    KeyFigures,
    LineBreak,
    Note,
    OrderedList,
    Paragraph,
    Section,
    Series,
    Strong,
    Table,
    Text,
    Tick,
)
from tamdocs.document.scale import printed_numbers, round_ticks

MOST_CATEGORIES = 400

NO_VALUE = "–"
_LARGEST = Decimal(10) ** 12
_MOST_DECIMALS = 6
_MARKS: Mapping[str, tuple[str, str, str, str]] = {"zh": ("：", "，", "；", "。"), "ja": ("：", "、", "；", "。")}
_PLAIN_MARKS = (": ", ", ", "; ", ".")
_MOST_IN_ROW, _IN_ROW = 4, 3
_LABEL_SHARE = 2.0
"""Width of the column of categories in a table, measured in columns of numbers."""


def parse_number(text: str) -> Decimal | None:
    """Return the number that *text* says in plain figures, such as `-7.5`, or None where it says nothing.

    Raises:
        ValueError: It is no such number, or too long to be one that somebody reads.
    """
    words = text.strip()
    if not words:
        return None
    whole, point, decimals = words.removeprefix("-").partition(".")
    figures = whole + decimals
    if not figures.isascii() or not figures.isdecimal() or not whole or (point and not decimals):
        raise ValueError("this is no number in plain figures, such as 1250 or 7.5")
    if len(whole) > len(str(_LARGEST)) or len(decimals) > _MOST_DECIMALS or abs(number := Decimal(words)) >= _LARGEST:
        raise ValueError(f"a chart takes numbers below {_LARGEST:,} with at most {_MOST_DECIMALS} decimals")
    return number + 0  # no -0


@dataclass(frozen=True, slots=True)
class ChartWords:
    """What is said of a chart."""

    title: Inlines
    category_axis: str
    value_axis: str
    summary: str
    """What the chart shows; the values are put behind it."""
    language: str
    """BCP 47, for the look of numbers and the marks between words."""


def make_chart(
    kind: ChartKind, words: ChartWords, categories: Sequence[str], numbers: Mapping[str, Sequence[Decimal | None]]
) -> Chart:
    """Return a chart of *numbers*, which are series by name with a value for each of *categories*."""
    width = len(categories)
    every = [value for values in numbers.values() for value in values]
    printed = printed_numbers(every, words.language)
    known = [value for value in every if value is not None]
    ticks = round_ticks(_sums(list(numbers.values())) if kind == "stacked" else known)
    series = tuple(
        Series(name, tuple(map(_plain, values)), printed[index * width : (index + 1) * width])
        for index, (name, values) in enumerate(numbers.items())
    )
    labels = printed_numbers(ticks, words.language)
    marks = tuple(Tick(float(value), label) for value, label in zip(ticks, labels, strict=True))
    alt = _alt(words, categories, series)
    return Chart(kind, words.title, tuple(categories), series, words.category_axis, words.value_axis, marks, alt)


def _sums(numbers: Sequence[Sequence[Decimal | None]]) -> Iterator[Decimal]:
    """Yield how high and how deep the columns reach that stand on one another."""
    for values in zip(*numbers, strict=True):
        known = [value for value in values if value is not None]
        yield sum((value for value in known if value > 0), Decimal(0))
        yield sum((value for value in known if value < 0), Decimal(0))


def _plain(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _alt(words: ChartWords, categories: Sequence[str], series: Sequence[Series]) -> str:
    colon, comma, semicolon, stop = _MARKS.get(words.language.split("-")[0], _PLAIN_MARKS)
    told = [
        each.name
        + colon
        + comma.join(f"{name} {label or NO_VALUE}" for name, label in zip(categories, each.labels, strict=True))
        for each in series
    ]
    first = words.summary.strip()
    blank = " " if stop == "." else ""
    ended = first if first.endswith((".", "。", "!", "?", "！", "？")) else first + stop
    return f"{ended}{blank}{semicolon.join(told)}{stop}"


def values_table(chart: Chart) -> Table:
    """Return the numbers of *chart* as a table."""
    names = (chart.category_axis, *(each.name for each in chart.series))
    header = tuple((Text(name),) if name else () for name in names)
    rows = tuple(
        ((Text(name),), *((Text(each.labels[index] or NO_VALUE),) for each in chart.series))
        for index, name in enumerate(chart.categories)
    )
    total = _LABEL_SHARE + len(chart.series)
    columns = (Column(_LABEL_SHARE / total), *(Column(1 / total, "right") for _ in chart.series))
    return Table(columns, header, rows, row_headers=True, summary=chart.alt)


def figure_rows(figures: KeyFigures) -> tuple[tuple[KeyFigure | None, ...], ...]:
    """Return *figures* as they stand side by side: up to four in a row, more in rows of three; None fills the last."""
    count = len(figures.figures)
    width = count if count <= _MOST_IN_ROW else _IN_ROW
    filled = (*figures.figures, *(None for _ in range(-count % width)))
    return tuple(filled[start : start + width] for start in range(0, len(filled), width))


def figures_table(figures: KeyFigures) -> Table:
    """Return *figures* side by side, each with its label and its note on lines of their own."""
    rows = tuple(tuple(map(_figure_lines, row)) for row in figure_rows(figures))
    return Table(tuple(Column(1 / len(rows[0])) for _ in rows[0]), (), rows, row_headers=False, summary="")


def _figure_lines(figure: KeyFigure | None) -> Inlines:
    if figure is None:
        return ()
    note: Inlines = (LineBreak(), *figure.note) if figure.note else ()
    return (Strong(figure.value), LineBreak(), *figure.label, *note)


def in_words(document: Document) -> Document:
    """Return *document* with the title and the values of each chart as text, and its key figures as a table."""
    blocks = blocks_in_words(document.blocks)
    return document if blocks == document.blocks else replace(document, blocks=blocks)


def blocks_in_words(blocks: Blocks) -> Blocks:
    return tuple(told for block in blocks for told in _told(block))


def _told(block: Block) -> Blocks:
    match block:
        case Chart():
            return Paragraph((Strong(block.title),)), values_table(block)
        case KeyFigures():
            return (figures_table(block),)
        case Section() | Note():
            return (replace(block, blocks=blocks_in_words(block.blocks)),)
        case OrderedList() | BulletList():
            return (replace(block, items=tuple(map(_told_inside, block.items))),)
        case Definitions():
            return (Definitions(tuple(map(_entry_told, block.entries))),)
        case _:
            return (block,)


def _told_inside(item: Item) -> Item:
    return replace(item, blocks=blocks_in_words(item.blocks))


def _entry_told(entry: Definition) -> Definition:
    return replace(entry, blocks=blocks_in_words(entry.blocks))
