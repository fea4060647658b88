"""Fields of Word: their results are text, their instructions are not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tamdocs.readers.docx.names import W

FETCHING = frozenset(
    {"INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "DDE", "DDEAUTO", "LINK", "DATABASE", "MACROBUTTON", "RD"}
)
"""Fields that would fetch something from elsewhere, or run something."""
_PAGES = re.compile(r"\s*(PAGE|PAGEREF|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
_NUMBER = re.compile(r"[\divxlc\s]*", re.IGNORECASE)


@dataclass(slots=True)
class _Open:
    code: str = ""
    in_code: bool = True


@dataclass(slots=True)
class Fields:
    """The fields that are open at a place of the text; they may stand in each other and run over paragraphs."""

    codes: list[str] = field(default_factory=list)
    """The instructions of all fields so far."""
    _open: list[_Open] = field(default_factory=list)

    @property
    def hides(self) -> bool:
        """Whether what stands here is no result."""
        return any(each.in_code for each in self._open)

    def prints_page(self, text: str) -> bool:
        """Return whether *text* is the number of a page, which a program works out anew each time."""
        return any(_PAGES.match(each.code) for each in self._open) and _NUMBER.fullmatch(text) is not None

    @property
    def link(self) -> str:
        """Address of the innermost link made by a field, or `#` and a bookmark."""
        return next((found for each in reversed(self._open) if (found := _link(each.code))), "")

    def follow(self, kind: str) -> None:
        match kind:
            case "begin":
                self._open.append(_Open())
            case "separate" if self._open:
                self._open[-1].in_code = False
            case "end" if self._open:
                self.codes.append(self._open.pop().code)
            case _:
                pass

    def instruct(self, code: str) -> None:
        if self._open and self._open[-1].in_code:
            self._open[-1].code += code


def _link(code: str) -> str:
    words = code.split()
    if len(words) < 2 or words[0].upper() != "HYPERLINK":
        return ""
    if words[1] == r"\l" and len(words) > 2:
        return "#" + words[2].strip('"')
    return words[1].strip('"')


def fetches(code: str) -> bool:
    """Return whether a field with this instruction would fetch or run something."""
    return bool(words := code.split()) and words[0].upper() in FETCHING


CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
}
"""Elements of a run that print one character; a soft hyphen prints nothing."""
