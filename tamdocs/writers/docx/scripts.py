"""A text as stretches of one script each.

Word chooses the font of a character by its script and, where several scripts share it (quotation marks, dashes), by a
hint of the run; spelling and line breaking follow the language of the run.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tamdocs.writers.docx.languages import Languages

_EAST = (
    "\u1100-\u11ff\u2e80-\u303f\u3041-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\ufe30-\ufe4f\uff00-\uffef\U00016fe0-\U00018d8f\U0001aff0-\U0001b2ff\U00020000-\U0003ffff"
)
_VARIANTS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""Choose the shape of the character before them, so they stay with it."""
_SHARED = "“”‘…—·"
"""Set by the East Asian font in a text of such a language, else by the Latin one."""
_APOSTROPHE = "(?<![A-Za-z])’|’(?![A-Za-z])"
"""The same for a closing quotation mark that is not the apostrophe of a Latin word."""
_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_KANA = re.compile("[\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f]")
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]")
_HEBREW = re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")


class Script(NamedTuple):
    """Run properties that follow from the script, as XML, each in its own place of `w:rPr`."""

    fonts: str
    direction: str
    language: str


_EAST_FONTS = '<w:rFonts w:hint="eastAsia"/>'


class Scripts:
    """Splits the texts of the documents of one language."""

    __slots__ = ("_arabic", "_east", "_hebrew", "_japanese", "_korean", "_other", "latin")

    def __init__(self, languages: Languages) -> None:
        self.latin = Script("", "", f'<w:lang w:val="{languages.latin}"/>')
        self._east = _east(languages.east_asian)
        self._japanese, self._korean = _east("ja-JP"), _east("ko-KR")
        self._arabic, self._hebrew = _right_to_left(languages.bidi), _right_to_left("he-IL")
        self._other = _other_than_latin(is_east_asian=languages.is_east_asian)

    def split(self, text: str) -> list[tuple[str, Script]]:
        """Return the stretches of *text*, none of them empty; together they are *text*."""
        stretches: list[tuple[str, Script]] = []
        end = 0
        for match in () if text.isascii() else self._other.finditer(text):
            if end < match.start():
                stretches.append((text[end : match.start()], self.latin))
            stretches.append((match[0], self._script_of(match[0], match.lastgroup)))
            end = match.end()
        if end < len(text):
            stretches.append((text[end:], self.latin))
        return stretches

    def _script_of(self, stretch: str, group: str | None) -> Script:
        if group == "right_to_left":
            return self._hebrew if _HEBREW.search(stretch) else self._arabic
        if _HANGUL.search(stretch):
            return self._korean
        return self._japanese if _KANA.search(stretch) else self._east


def _east(tag: str) -> Script:
    return Script(_EAST_FONTS, "", f'<w:lang w:eastAsia="{tag}"/>')


def _right_to_left(tag: str) -> Script:
    return Script("", "<w:rtl/>", f'<w:lang w:bidi="{tag}"/>')


def _other_than_latin(*, is_east_asian: bool) -> re.Pattern[str]:
    east = f"[{_EAST}{_SHARED}][{_VARIANTS}]*|{_APOSTROPHE}" if is_east_asian else f"[{_EAST}][{_VARIANTS}]*"
    right_to_left = f"[{_RIGHT_TO_LEFT}]+(?:\\s+[{_RIGHT_TO_LEFT}]+)*"
    return re.compile(f"(?P<east>(?:{east})+)|(?P<right_to_left>{right_to_left})")
