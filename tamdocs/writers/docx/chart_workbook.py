"""The workbook inside a chart of Word: its numbers, for those who edit them there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from io import BytesIO

import xlsxwriter

from tamdocs.document.model import Chart
from tamdocs.writers.xlsx_text import TextCells

SHEET = "Sheet1"
"""As Word names it itself."""
_ANY_DAY = datetime(2017, 11, 1)  # noqa: DTZ001 - stands in the file as it is
_WIDEST = 60


def chart_workbook(chart: Chart) -> bytes:
    """Return the numbers of *chart*: categories in the first column, a column for each series, names on top."""
    data = BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        book.set_properties({"title": "", "created": _ANY_DAY})
        sheet, text = book.add_worksheet(SHEET), TextCells(book)
        sheet.set_column(0, 0, min(_WIDEST, max(8, *map(len, chart.categories))))
        number = book.add_format({"num_format": number_format(value for each in chart.series for value in each.values)})
        if chart.category_axis:
            text.write(sheet, 0, 0, chart.category_axis)
        for row, category in enumerate(chart.categories, 1):
            text.write(sheet, row, 0, category)
        for column, series in enumerate(chart.series, 1):
            text.write(sheet, 0, column, series.name)
            for row, value in enumerate(series.values, 1):
                if value is not None:
                    sheet.write_number(row, column, value, number)
    return data.getvalue()


def number_format(values: Iterable[float | None]) -> str:
    """Return the format that shows *values* all with as many decimals, as the tree prints them."""
    decimals = max((_decimals(value) for value in values if value is not None), default=0)
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _decimals(value: float) -> int:
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def column_name(column: int) -> str:
    """Return the name of *column*, from 0: A to Z, AA and so on."""
    name = ""
    number = column + 1
    while number:
        number, letter = divmod(number - 1, 26)
        name = chr(ord("A") + letter) + name
    return name
