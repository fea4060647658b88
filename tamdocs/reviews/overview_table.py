"""The overview of a portfolio as a workbook. A text is never a formula or a link; equal overviews have equal bytes."""

from __future__ import annotations

import io
from datetime import datetime

import xlsxwriter

from tamdocs.reviews.attention_words import words_of
from tamdocs.reviews.overview import COUNTS, Customer, Overview
from tamdocs.reviews.overview_words import Words, page_words
from tamdocs.writers.xlsx_text import TextCells

_WIDTHS = (22, 36, 24, 13, 9, 9, 9, 11, 11, 90, 60)
_TOP = {"text_wrap": True, "valign": "top"}
_ANY_DAY = datetime(2017, 11, 1)  # noqa: DTZ001 - stands in the file as it is


def overview_xlsx(overview: Overview, language: str) -> bytes:
    """Return *overview* as a workbook of one sheet, whose counts are numbers."""
    words, data = page_words(language), io.BytesIO()
    headings = (
        *(words.order, words.company, words.manager, words.needs),
        *words.counts,
        *(words.why, words.files),
    )
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        book.set_properties({"title": words.title(overview), "created": _ANY_DAY})
        sheet = book.add_worksheet(str(overview.period))
        bold = TextCells(book, {"bold": True, "valign": "top"})
        text, number = TextCells(book, _TOP), book.add_format(_TOP)
        sheet.freeze_panes(1, 2)
        sheet.set_landscape()
        sheet.repeat_rows(0)
        for column, (heading, width) in enumerate(zip(headings, _WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            bold.write(sheet, 0, column, heading)
        for row, customer in enumerate(overview.customers, 1):
            for column, cell in enumerate(_cells(customer, words)):
                if isinstance(cell, int):
                    sheet.write_number(row, column, cell, number)
                else:
                    text.write(sheet, row, column, cell)
        sheet.autofilter(0, 0, max(len(overview.customers), 1), len(headings) - 1)
    return data.getvalue()


def _cells(customer: Customer, words: Words) -> list[str | int]:
    files = [path for paths in (customer.reports or {}).values() for path in paths]
    return [
        customer.order_number,
        customer.company,
        customer.account_manager,
        words.yes if customer.reasons else words.no,
        *(customer.counts.get(name, "") for name in COUNTS),
        "\n".join(words_of(reason, words.language) for reason in customer.reasons),
        "\n".join(files),
    ]
