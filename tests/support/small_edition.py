"""A small edition of one document, made of the blocks of a Markdown file that a lawyer can write.

    ```markdown fee/en.md
    ---
    title: Fee
    ...
    ```

is the text of a clause of the terms; `glossary.toml`, `facts.toml` and `wording.toml` are files of the edition. A
clause that is written in one language gets a text that says nothing in the other, unless there is an empty block for
it. A block `problems` holds what is expected; a block `without` names fields that the order schema lacks.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tamdocs.errors import LibraryError, Problem
from tamdocs.library.lint.rule import Rule, run_rules
from tamdocs.library.lint.subject import Subject, subject_of
from tamdocs.library.model import Edition
from tamdocs.library.read import read_library
from tests.support.samples import sample_workspace

LANGUAGES = ("en", "zh-Hans")
CLAUSES = "clauses/terms/"

_BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_EDITION = """
title = "Small"
status = "draft"
in_force_from = 2017-11-01
languages.en = { locale = "en-GB", words = { yes = "Yes", no = "No" } }
languages.zh-Hans = { locale = "zh-Hans-CN", words = { yes = "是", no = "否" } }
pack = { title = "Pack", documents = ["terms"] }
"""
_OUTLINE = """
title = { en = "Terms and Conditions", zh-Hans = "条款与条件" }
subject = "Terms"
closing = "End"
label = "T"
skin = "contract"
headings = ["1."]
lists = ["1.1", "(a)", "(i)"]
reference = "Section {number}"
"""
_GLOSSARY = """
[terms.customer]
words = { en = "Customer", zh-Hans = "客户" }

[terms.designated-contact]
words = { en = "Designated Contact", zh-Hans = "指定联系人" }

[terms.vendor]
words = { en = "Vendor", zh-Hans = "赛门铁克" }
"""
_SILENT = "---\ntitle: {title}\nfacts: []\n---\n\n{words}\n"


@dataclass(frozen=True, slots=True)
class Example:
    files: Mapping[str, str]
    problems: str
    removed: tuple[str, ...]
    """Fields that the order schema of the example does not have."""


def parse_example(text: str) -> Example:
    """Return the example that the Markdown *text* holds."""
    blocks = [(kind, name, content) for kind, name, content in _BLOCK.findall(text)]
    problems = "".join(content for kind, _, content in blocks if kind == "problems")
    removed = tuple(name for kind, _, content in blocks if kind == "without" for name in content.split())
    return Example({name: content for _, name, content in blocks if name}, problems, removed)


def edition_files(example: Example) -> dict[str, bytes]:
    """Return the files of the edition `small` that *example* makes."""
    clauses = {name: text for name, text in example.files.items() if name.endswith(".md")}
    folders = list(dict.fromkeys(name.split("/")[0] for name in clauses))
    for folder in folders:
        for language in LANGUAGES:
            words = "Nothing." if language == "en" else "无。"
            clauses.setdefault(f"{folder}/{language}.md", _SILENT.format(title=folder, words=words))
    clauses = {name: text for name, text in clauses.items() if text.strip()}
    outline = _OUTLINE + "outline = [" + ", ".join(f'"{folder}"' for folder in folders) + "]\n"
    files = {
        "edition.toml": _EDITION,
        "glossary.toml": _GLOSSARY,
        "facts.toml": "[facts]\n",
        "documents/terms.toml": example.files.get("terms.toml", outline),
        **{name: text for name, text in example.files.items() if name.endswith(".toml") and name != "terms.toml"},
        **{CLAUSES + name: text for name, text in clauses.items()},
    }
    return {f"small/{name}": text.encode() for name, text in files.items()} | {"small/vendor.toml": _vendor()}


def small_edition(example: Example) -> Edition:
    return read_library(edition_files(example)).editions["small"]


def small_subject(example: Example) -> Subject:
    texts = {path: data.decode() for path, data in edition_files(example).items()}
    return subject_of(small_edition(example), texts, schema_without(example.removed))


def told(example: Example, rule: Rule | None) -> str:
    """Return the problems that *rule* finds in *example*, a line for each; without a rule, those of reading it."""
    try:
        subject = small_subject(example)
    except LibraryError as error:
        return lines(error.problems)
    return lines(problem for outcome in run_rules((rule,) if rule else (), subject) for problem in outcome.problems)


def lines(problems: Any) -> str:
    return "".join(f"{_first_line(problem)}\n" for problem in problems)


def _first_line(problem: Problem) -> str:
    return str(problem).split("\n", maxsplit=1)[0].replace(f"small/{CLAUSES}", "")


def schema_without(fields: tuple[str, ...]) -> dict[str, Any]:
    schema = copy.deepcopy(sample_workspace().load_order_schema())
    for field in fields:
        del schema["properties"][field]
    return schema


@cache
def _vendor() -> bytes:
    return Path(sample_workspace().editions / "2017-11" / "vendor.toml").read_bytes()
