"""Counters as Word prints them (ISO/IEC 29500-1, 17.18.59)."""

from __future__ import annotations

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_CHINESE = "〇一二三四五六七八九"
_CHINESE_COUNTING = frozenset(
    {"chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand",
     "japaneseCounting", "ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"}
)  # fmt: skip
_DIGITAL = frozenset({"ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"})
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_MOST_LETTERS, _MOST_ROMAN = 780, 5000
"""Above these, letters and Roman numbers are too long to be printed."""


def show_counter(word_format: str, count: int) -> str:
    """Return *count* in the format *word_format* of Word; in figures, if it is one that we do not know."""
    match word_format:
        case "lowerLetter" if 0 < count <= _MOST_LETTERS:
            return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        case "lowerRoman" if 0 < count < _MOST_ROMAN:
            return _roman(count)
        case "upperLetter" | "upperRoman":
            return show_counter(word_format.replace("upper", "lower"), count).upper()
        case "decimalZero":
            return f"{count:02d}"
        case "ordinal":
            return f"{count}{_ordinal(count)}"
        case "decimalFullWidth" | "decimalFullWidth2":
            return "".join(chr(ord(digit) + 0xFEE0) for digit in str(abs(count)))
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if 0 < count <= 20:
            return chr(0x245F + count)
        case "ideographTraditional" if 0 < count <= len(_STEMS):
            return _STEMS[count - 1]
        case "ideographZodiac" if 0 < count <= len(_BRANCHES):
            return _BRANCHES[count - 1]
        case "none":
            return ""
        case _ if word_format in _CHINESE_COUNTING and 0 <= count < 100:
            return _chinese(count, digital=word_format in _DIGITAL)
        case _:
            return str(count)


def _roman(count: int) -> str:
    digits = []
    for worth, digit in _ROMAN:
        times, count = divmod(count, worth)
        digits.append(digit * times)
    return "".join(digits)


def _ordinal(count: int) -> str:
    if count % 100 in {11, 12, 13}:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")


def _chinese(count: int, *, digital: bool) -> str:
    if digital or count < 10:
        return "".join(_CHINESE[int(digit)] for digit in str(count))
    tens, ones = divmod(count, 10)
    return f"{_CHINESE[tens] if tens > 1 else ''}十{_CHINESE[ones] if ones else ''}"
