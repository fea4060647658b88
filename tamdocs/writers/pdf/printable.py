"""Whether a text can be printed, and comes out of the PDF as that text when somebody searches or copies.

Every range of `_ORDINARY` was printed in each face of the skin and read back; a test does it again for each character.
What is not ordinary is looked up in the fonts. In doubt a character is refused: a contract says so before it is signed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

from tamdocs.writers.pdf.fonts import default_fonts

ORDINARY_RANGES = (
    (0x20, 0x7E),  # ASCII
    (0xA0, 0xAC),
    (0xAE, 0x2FF),  # Latin, less the soft hyphen
    (0x386, 0x386),
    (0x388, 0x38A),
    (0x38C, 0x38C),
    (0x38E, 0x3A1),
    (0x3A3, 0x482),  # Greek and Cyrillic
    (0x48A, 0x4FF),
    (0x531, 0x556),
    (0x559, 0x58A),  # Armenian
    (0x10D0, 0x10FF),  # Georgian
    (0x1E00, 0x1EFF),  # Latin, with all of Vietnamese
    (0x2010, 0x2027),  # dashes, quotes, bullets
    (0x2030, 0x2030),
    (0x2032, 0x2033),
    (0x2039, 0x203B),
    (0x20A0, 0x20C0),  # currencies
    (0x2116, 0x2116),
    (0x2120, 0x2120),
    (0x2122, 0x2122),
    (0x2190, 0x2193),
    (0x2460, 0x2473),  # numbers in circles
    (0x3000, 0x3029),  # Chinese punctuation
    (0x3041, 0x3096),
    (0x309B, 0x30FF),  # kana
    (0x4E00, 0x9FA5),  # Chinese
    (0xAC00, 0xD7A3),  # Korean
    (0xFF01, 0xFF9F),  # full-width and half-width forms
)
_ORDINARY = re.compile("[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in ORDINARY_RANGES) + "]*")

_LOSES_ITSELF = re.compile(
    "[⺀-⿟"  # radicals: their glyphs are those of ordinary characters
    "⿰-⿿〴〵ㅤﾠ⮕郞㦳𧺯𩿗"
    "ᄀ-ᇿꥠ-꥿ힰ-퟿⠀]"  # letters that Korean builds syllables from, and the empty Braille cell
)


def unprintable(text: str) -> str | None:
    """Return why *text* cannot be printed, naming the first such character; None for a text that can be.

    Canonically equal texts have one answer, for a PDF does not keep them apart.
    """
    if _ORDINARY.fullmatch(text):
        return None
    normal = unicodedata.normalize("NFC", text)
    rest = _ORDINARY.sub("", normal)
    return next(
        (f"{character_name(character)} cannot be printed: {reason}" for character, reason in _refused(rest)), None
    )


def _refused(characters: str) -> Iterator[tuple[str, str]]:
    for character in characters:
        reason = _reason(character)
        if reason:
            yield character, reason


def _reason(character: str) -> str | None:
    category = unicodedata.category(character)
    if category in {"Cc", "Cf", "Zl", "Zp"}:
        return "it is a control character, which nobody sees"
    if category in {"Cn", "Co", "Cs"}:
        return "Unicode gives it no meaning"
    if category in {"Mn", "Mc", "Me"}:
        return "no font has it together with the letter before it as one letter"
    if unicodedata.bidirectional(character) in {"R", "AL", "AN"}:
        return "it is written from right to left, and would come out of the PDF in the wrong order"
    if _LOSES_ITSELF.match(character):
        return "it would come out of the PDF as another character"
    if category != "Zs" and not any(ord(character) in _coverage(files) for files in _families()):
        return "none of the embedded fonts has it"
    return None


def character_name(character: str) -> str:
    """Return how Unicode calls a character: `U+00E9 LATIN SMALL LETTER E WITH ACUTE`."""
    code = f"U+{ord(character):04X}"
    return f"{code} {unicodedata.name(character, '')}".rstrip()


@cache
def _families() -> tuple[tuple[Path, ...], ...]:
    """Return the font files by family. `NotoSansSC[wght].ttf` and `NotoSansSC-Regular.otf` are of one family."""
    files = sorted(default_fonts().files(), key=_family)
    return tuple(tuple(family) for _, family in groupby(files, key=_family))


def _family(file: Path) -> str:
    return re.split(r"[-\[]", file.name)[0]


@cache
def _coverage(files: tuple[Path, ...]) -> frozenset[int]:
    """Return the characters that each file of a family has. Takes a tenth of a second a file."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 only rare characters need it, and it is slow to import

    maps = []
    for file in files:
        with TTFont(file, lazy=True) as font:
            maps.append(frozenset(font.getBestCmap()))
    return frozenset.intersection(*maps)
