"""An “on-site visit confirmation”: a document with data of its own, as a user would add it, with no Python."""

from __future__ import annotations

import json
from typing import Any

SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "On-site visit",
    "type": "object",
    "additionalProperties": False,
    "required": ["visit"],
    "properties": {
        "visit": {
            "type": "object",
            "additionalProperties": False,
            "required": ["day", "place", "engineers", "kind"],
            "properties": {
                "day": {"$ref": "urn:tamdocs:schema:order-confirmation#/$defs/date"},
                "place": {"$ref": "urn:tamdocs:schema:order-confirmation#/$defs/address"},
                "engineers": {
                    "type": "array",
                    "minItems": 1,
                    "items": {"$ref": "#/$defs/engineer"},
                },
                "kind": {"enum": ["check", "repair"]},
                "gate": {"type": "string", "minLength": 1, "description": "Where to ask."},
                "badge_needed": {"type": "boolean"},
                "days": {"type": "integer", "minimum": 1},
            },
        }
    },
    "$defs": {
        "engineer": {
            "type": "object",
            "additionalProperties": False,
            "required": ["name"],
            "properties": {"name": {"type": "string", "minLength": 1}, "phone": {"type": "string"}},
        }
    },
}
OUTLINE = """
title = { en = "On-site visit confirmation", zh-Hans = "现场访问确认" }
subject = { en = "Visit on {{ visit.day|date }}", zh-Hans = "{{ visit.day|date }}的访问" }
closing = { en = "End of confirmation", zh-Hans = "确认书结束" }
label = "V"
skin = "contract"
headings = ["1."]
lists = ["1.1", "(a)"]
reference = { en = "Section {number}", zh-Hans = "第 {number} 条" }
data = "visit"
outline = ["visit", { clause = "repair", when = 'visit.kind == "repair"' }]
"""
VISIT = {
    "en": """---
title: Visit
facts: []
---

The visit to {{ customer.legal_name }} is on {{ visit.day|date }}.

:::{details}
:summary: Where the visit is

Place
: {{ visit.place|address }}
:::

:::{when} visit.gate
Ask at {{ visit.gate }}.
:::

:::{table} engineer in visit.engineers
:summary: Who comes

| Name |
| --- |
| {{ engineer.name }} |
:::
""",
    "zh-Hans": """---
title: 访问
facts: []
---

对 {{ customer.legal_name }} 的访问日期为 {{ visit.day|date }}。

:::{details}
:summary: 访问地点

地点
: {{ visit.place|address }}
:::

:::{when} visit.gate
请在 {{ visit.gate }} 登记。
:::

:::{table} engineer in visit.engineers
:summary: 来访人员

| 姓名 |
| --- |
| {{ engineer.name }} |
:::
""",
}
REPAIR = {
    "en": "---\ntitle: Repair\nfacts: []\n---\n\nThe software is repaired.\n",
    "zh-Hans": "---\ntitle: 修复\nfacts: []\n---\n\n软件将予修复。\n",
}
DATA: dict[str, Any] = {
    "visit": {
        "day": "2018-03-02",
        "place": {"lines": ["Industriestraße 17"], "city": "Stuttgart", "postal_code": "70565", "country": "DE"},
        "engineers": [{"name": "Ann <b>{{ x }}</b>"}, {"name": "Bo", "phone": "1"}],
        "kind": "repair",
        "gate": "Gate *3*",
    }
}


def visit_files(edition: str = "2017-11") -> dict[str, bytes]:
    """Return the files that add the document to *edition*."""
    texts = {f"visit/{code}": text for code, text in VISIT.items()} | {
        f"repair/{code}": text for code, text in REPAIR.items()
    }
    files = {
        "schemas/visit.schema.json": json.dumps(SCHEMA, indent=2),
        "documents/visit.toml": OUTLINE,
        **{f"clauses/visit/{name}.md": text for name, text in texts.items()},
    }
    return {f"{edition}/{name}": text.encode() for name, text in files.items()}
