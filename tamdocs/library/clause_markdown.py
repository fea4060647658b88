"""Reads a clause: CommonMark with references, conditions and repeats, as `docs/clauses.md` describes it.

`{{ … }}` is lifted out before the Markdown is read and stands there as one private character, so neither reads the
other: an expression may hold `|` and `_`, and a value is never Markdown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import yaml
from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin

from tamdocs.errors import LibraryError
from tamdocs.library.clause_blocks import BlockReader
from tamdocs.library.clause_context import FIRST_SLOT, LAST_SLOT, PRIVATE, ClauseContext
from tamdocs.library.expressions import Expressions
from tamdocs.library.template import Slot, TemplateBlocks

_SLOT = re.compile(r"\{\{(.*?)\}\}")
_LEFT_OVER = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")


@dataclass(frozen=True, slots=True)
class ClauseText:
    """One clause in one language, as written in one file."""

    source: str
    title: str
    facts: tuple[str, ...]
    blocks: TemplateBlocks
    sha256: str = ""
    """Of the text as it was read."""


def parse_clause(source: str, clause: str, text: str, expressions: Expressions) -> ClauseText:
    """Return the clause that *text* holds.

    Args:
        source: Path of the file, for messages.
        clause: Id of the clause, for messages.

    Raises:
        LibraryError: The file does not follow `docs/clauses.md`; every place that does not is named.
    """
    return _ClauseReader(ClauseContext(source, clause, expressions)).read(text)


class _ClauseReader:
    def __init__(self, context: ClauseContext) -> None:
        self.context = context
        self.markdown = clause_markdown()

    def read(self, text: str) -> ClauseText:
        tokens = self.markdown.parse(lift_slots(text, self.context))
        if tokens and tokens[0].type == "front_matter":
            title, facts = self._front_matter(tokens[0].content)
            tokens = tokens[1:]
        else:
            title, facts = "", ()
            self.context.complain(1, "front-matter", "the clause does not begin with `---`, `title:`, `facts:`, `---`")
        blocks = BlockReader(self.context, self.markdown, tokens, 0).read()
        if self.context.problems:
            raise LibraryError(self.context.problems)
        return ClauseText(self.context.source, title, facts, blocks, sha256(text.encode()).hexdigest())

    def _front_matter(self, content: str) -> tuple[str, tuple[str, ...]]:
        try:
            values: Any = yaml.safe_load(content)
        except yaml.YAMLError as error:
            self.context.complain(
                1, "front-matter", f"the lines between `---` are not YAML: {str(error).splitlines()[0]}"
            )
            return "", ()
        if not isinstance(values, dict):
            values = {}
        for key in sorted(map(str, values.keys() - {"title", "facts"})):
            self.context.complain(1, "front-matter", f"`{key}` is not known; a clause has `title` and `facts`")
        title, facts = values.get("title"), values.get("facts")
        if not isinstance(title, str) or not title.strip():
            self.context.complain(1, "front-matter", "`title` is missing or is not text")
        if not isinstance(facts, list) or not all(isinstance(fact, str) for fact in facts):
            self.context.complain(1, "front-matter", "`facts` is missing or is not a list such as [SD-12, SD-13]")
            facts = []
        return str(title or "").strip(), tuple(facts)


def clause_markdown() -> MarkdownIt:
    """Return the reader of the Markdown of clauses, values lifted out."""
    markdown = MarkdownIt("commonmark", {"html": True}).enable("table")
    for plugin in (front_matter_plugin, deflist_plugin, colon_fence_plugin, myst_block_plugin):
        markdown.use(plugin)
    return markdown


def lift_slots(text: str, context: ClauseContext) -> str:
    """Return *text* with each `{{ … }}` as one private character; the values go to *context*."""
    return "".join(f"{_lift_line(line, number, context)}\n" for number, line in enumerate(text.splitlines(), 1))


def _lift_line(line: str, number: int, context: ClauseContext) -> str:
    if PRIVATE.search(line):
        context.complain(number, "private-character", "a private-use character cannot stand in a clause")
    lifted = _SLOT.sub(lambda match: _lift(match[1], number, context), PRIVATE.sub("", line))
    if left_over := _LEFT_OVER.search(lifted):
        context.complain(
            number,
            "open-slot",
            f"`{left_over[0]}` opens or closes nothing",
            "a value is written {{ name }} on one line; conditions are :::{when}",
        )
    return lifted


def _lift(expression: str, line: int, context: ClauseContext) -> str:
    if not (compiled := context.compile(expression, line)):
        return ""
    if FIRST_SLOT + len(context.slots) > LAST_SLOT:
        context.complain(line, "too-many-slots", "the clause has more values than can be told apart; split it")
        return ""
    context.slots.append(Slot(compiled, line))
    return chr(FIRST_SLOT + len(context.slots) - 1)
