"""What the readers of a clause share: where it stands, the values lifted out of it, and the problems found so far."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tamdocs.errors import LibraryError, Problem
from tamdocs.library.expressions import Expression, Expressions
from tamdocs.library.template import Slot

FIRST_SLOT = 0xE000
LAST_SLOT = 0xF8FF
PRIVATE = re.compile("[\ue000-\uf8ff]")
"""The characters that stand for values while the Markdown is read."""

_MARKUP = {
    "heading_open": "a heading",
    "html_block": "raw HTML",
    "html_inline": "raw HTML",
    "image": "an image",
    "fence": "a code block",
    "code_block": "a code block",
    "code_inline": "code",
    "blockquote_open": "a block quote",
    "hr": "a rule",
    "myst_block_break": "a block break",
    "myst_line_comment": "a comment line",
}
_WAYS_OUT = {
    "heading_open": "the outline of the document makes the headings",
    "code_block": "indent a line that goes on in a list item as far as the item's first word, no further",
}


class ClauseContext:
    ways_out: Mapping[str, str] = _WAYS_OUT
    """What to do instead, by type of token."""
    what = "a clause"
    """What is read, for messages."""

    def __init__(self, source: str, clause: str, expressions: Expressions) -> None:
        self.source = source
        self.clause = clause
        self.expressions = expressions
        self.slots: list[Slot] = []
        self.problems: list[Problem] = []

    def complain(self, line: int, code: str, message: str, hint: str | None = None) -> None:
        self.problems.append(Problem(self.source, code, message, line, None, self.clause, hint))

    def refuse(self, token_type: str, line: int) -> None:
        """Complain about markup that has no place in a clause. A token that only closes what was refused is let go."""
        if what := _MARKUP.get(token_type):
            self.complain(line, "markup", f"{what} cannot stand in {self.what}", self.ways_out.get(token_type))

    def compile(self, expression: str, line: int) -> Expression | None:
        """Return *expression* compiled; note the problem and return None where it is none."""
        try:
            return self.expressions.compile(expression, where=Problem(self.source, "", "", line, None, self.clause))
        except LibraryError as error:
            self.problems += error.problems
            return None
