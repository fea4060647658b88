"""Charts and key figures with everything that a drawing must cope with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from tamdocs.document.charts import ChartWords, make_chart
from tamdocs.document.model import Block, Chart, ChartKind, KeyFigure, KeyFigures, Text

LONG = "Endpoint protection for very small offices without a technical department of their own, second release"
CHINESE = "面向没有自己的技术部门的小型办公室的端点保护产品第二版"
HOSTILE = "=1+1 <b>&amp;</b> {{ x }} \\(#panic()) “quoted”"


def chart(
    kind: ChartKind,
    title: str,
    categories: Sequence[str],
    numbers: Mapping[str, Sequence[float | None]],
    language: str = "en",
) -> Chart:
    words = ChartWords((Text(title),), "Category", "Value", f"Summary of {title}", language)
    exact = {name: [None if each is None else Decimal(str(each)) for each in row] for name, row in numbers.items()}
    return make_chart(kind, words, categories, exact)


def many_charts() -> tuple[Block, ...]:
    """Return a chart for each kind of trouble."""
    months = [f"2018-{month:02}" for month in range(1, 13)]
    waves = {f"Series {index}": [(month * 7 + index * 5) % 13 for month in range(12)] for index in range(1, 8)}
    two = {name: waves[name] for name in ("Series 1", "Series 2")}
    sixty = [f"{2014 + index // 12}-{index % 12 + 1:02}" for index in range(60)]
    return (
        chart("columns", "Two series", months, two),
        chart("columns", "One category", ["Only"], {"Cases": [3]}),
        chart("columns", "All are zero", months[:4], {"Cases": [0, 0, 0, 0]}),
        chart("columns", "Below zero", months[:4], {"Change": [-3, 2, None, -7.25]}),
        chart("stacked", "Seven on one another", months, waves),
        chart("stacked", "Up and down", months[:5], {"In": [4, 5, 6, 1, 0], "Out": [-2, -3, -1, None, 0]}),
        chart("lines", "Seven lines", months, {name: [each * 1000 for each in row] for name, row in waves.items()}),
        chart(
            "lines",
            "Sixty months",
            sixty,
            {"Cases": [(index * index) % 31 if index % 9 else None for index in range(60)]},
        ),
        chart("columns", "Sixty columns", sixty, {"Cases": [index % 7 for index in range(60)]}),
        chart(
            "bars", "Long names", [LONG, CHINESE, HOSTILE, "x" * 200], {"Open": [12, 3, 7, 0], "Closed": [2, 30, 1, -4]}
        ),
        chart("columns", "Long names below columns", [LONG, CHINESE, HOSTILE, "x" * 200], {HOSTILE: [12, 3, 7, 0]}),
        chart("bars", "Sixty bars", sixty, {"Cases": [index % 11 for index in range(60)]}),
        chart("lines", "Nothing known", months[:3], {"Cases": [None, None, None]}),
        chart("lines", "Small shares", ["一月", "二月", "三月"], {"比例": [0.001, 0.0025, 0.004]}, "zh-Hans"),
        chart("bars", "Large numbers", ["A", "B"], {"Rows": [999999999999, 1]}),
    )


def many_figures() -> tuple[Block, ...]:
    """Return key figures in each number of them, the last with long words."""

    def figure(value: str, label: str, note: str = "") -> KeyFigure:
        return KeyFigure((Text(value),), (Text(label),), (Text(note),) if note else ())

    plain = [figure(f"{index * 1234:,}", f"figure {index}", "as before" if index % 2 else "") for index in range(1, 7)]
    rows: list[Block] = [KeyFigures(tuple(plain[:count])) for count in range(1, 7)]
    return (*rows, KeyFigures((figure("1,234,567,890.12 hours", LONG, HOSTILE), figure("九十九点九", CHINESE, "")) * 2))


def wide_words() -> tuple[Block, ...]:
    """Return charts and key figures whose every word is wider than the page."""
    names = [letter * 300 for letter in "wx中"]
    blocks: list[Block] = []
    for kind in ("columns", "stacked", "bars", "lines"):
        made = chart(kind, "t" * 300, names, {name: [1, 2, 3] for name in names})
        blocks.append(replace(made, category_axis="c" * 300, value_axis="v" * 300))
    figure = KeyFigure(*((Text(letter * 120),) for letter in "wx中"))
    return (*blocks, KeyFigures((figure,) * 4))
