"""A “case report”: a document with key figures, charts and prose, as a user would add it, with no Python."""

from __future__ import annotations

import json
from typing import Any

_TEXT = {"type": "string", "minLength": 1}
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Case report",
    "type": "object",
    "additionalProperties": False,
    "required": ["report"],
    "properties": {
        "report": {
            "type": "object",
            "additionalProperties": False,
            "required": ["months", "products", "figures", "summary"],
            "properties": {
                "months": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["name", "opened"],
                        "properties": {
                            "name": _TEXT,
                            "opened": {"type": "integer"},
                            "closed": {"type": "integer"},
                            "hours": {"type": "string", "examples": ["7.5"]},
                        },
                    },
                },
                "products": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["name", "cases"],
                        "properties": {"name": _TEXT, "cases": {"type": "integer"}},
                    },
                },
                "figures": {
                    "type": "array",
                    "minItems": 1,
                    "maxItems": 6,
                    "items": {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["value", "label", "note"],
                        "properties": {"value": _TEXT, "label": _TEXT, "note": _TEXT},
                    },
                },
                "summary": {"type": "string", "contentMediaType": "text/markdown"},
                "outlook": {"type": "string", "contentMediaType": "text/markdown"},
            },
        }
    },
}
OUTLINE = """
title = { en = "Case report", zh-Hans = "案例报告" }
subject = { en = "Case report", zh-Hans = "案例报告" }
closing = { en = "End of report", zh-Hans = "报告结束" }
label = "R"
skin = "contract"
headings = ["1."]
lists = ["1.1", "(a)"]
reference = { en = "Section {number}", zh-Hans = "第 {number} 条" }
data = "report"
outline = ["overview", "notes"]
"""
_OVERVIEW = """---
title: %(overview)s
facts: []
---

:::{figures} item in report.figures
| value | label | note |
| --- | --- | --- |
| {{ item.value }} | {{ item.label }} | {{ item.note }} |
:::

:::{chart} month in report.months
:kind: columns
:title: {{ customer.legal_name }}%(colon)s%(opened_and_closed)s
:categories: %(month)s
:values: %(cases)s
:summary: %(opened_and_closed)s
:empty: %(none)s

| %(month)s | %(opened)s | %(closed)s |
| --- | --- | --- |
| {{ month.name }} | {{ month.opened }} | {{ month.closed }} |
:::

:::{chart} month in report.months
:kind: lines
:title: %(hours)s
:categories: %(month)s
:values: %(hours)s
:summary: %(hours)s
:empty: %(none)s

| %(month)s | %(hours)s |
| --- | --- |
| {{ month.name }} | {{ month.hours }} |
:::

:::{chart} product in report.products
:kind: bars
:title: %(by_product)s
:categories: %(product)s
:values: %(cases)s
:summary: %(by_product)s
:empty: %(none)s

| %(product)s | %(cases)s |
| --- | --- |
| {{ product.name }} | {{ product.cases }} |
:::
"""
_NOTES = """---
title: %(notes)s
facts: []
---

:::{prose} report.summary
:::

::::{when} report.outlook
%(ahead)s

:::{prose} report.outlook
:::
::::
"""
_TEXTS = {"overview": _OVERVIEW, "notes": _NOTES}
WORDS = {
    "en": {
        "colon": ": ",
        "overview": "Overview",
        "opened_and_closed": "Cases opened and closed",
        "month": "Month",
        "cases": "Cases",
        "none": "There were no cases.",
        "opened": "Opened",
        "closed": "Closed",
        "hours": "Hours to first response",
        "by_product": "Open cases by product",
        "product": "Product",
        "notes": "Notes",
        "ahead": "Ahead of us:",
    },
    "zh-Hans": {
        "colon": "：",
        "overview": "概览",
        "opened_and_closed": "新建与关闭的案例",
        "month": "月份",
        "cases": "案例数",
        "none": "无案例。",
        "opened": "新建",
        "closed": "关闭",
        "hours": "首次响应小时数",
        "by_product": "各产品的未结案例",
        "product": "产品",
        "notes": "说明",
        "ahead": "展望：",
    },
}
PROSE = """# What we saw

The backlog **fell** by a third; see [the status page](https://status.example.com/).

- Upgrades took *two* weeks
  1. test
  2. roll out
- {{ customer.legal_name }} is printed as it stands, and so is :::{when}

| Product | Cases |
| --- | ---: |
| Gateway | 12 |
"""
DATA: dict[str, Any] = {
    "report": {
        "months": [
            {"name": "2018-01", "opened": 12, "closed": 9, "hours": "7.5"},
            {"name": "2018-02", "opened": 1250, "hours": "4"},
            {"name": "2018-03", "opened": 0, "closed": -3},
        ],
        "products": [{"name": "Gateway for very long names of products in small offices", "cases": 4}],
        "figures": [
            {"value": "1,262", "label": "Cases opened", "note": "3 more than in December"},
            {"value": "7.5 h", "label": "First response", "note": "median"},
        ],
        "summary": PROSE,
    }
}


def report_files(edition: str = "2017-11") -> dict[str, bytes]:
    """Return the files that add the document to *edition*."""
    texts = {f"{name}/{code}": text % WORDS[code] for code in WORDS for name, text in _TEXTS.items()}
    files = {
        "schemas/report.schema.json": json.dumps(SCHEMA, indent=2),
        "documents/report.toml": OUTLINE,
        **{f"clauses/report/{name}.md": text for name, text in texts.items()},
    }
    return {f"{edition}/{name}": text.encode() for name, text in files.items()}
