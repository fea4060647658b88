"""Language tags as Word knows them: with a country, one for each group of scripts."""

from __future__ import annotations

from dataclasses import dataclass

from babel.core import get_global

_EAST_ASIAN = frozenset({"zh", "ja", "ko"})


@dataclass(frozen=True, slots=True)
class Languages:
    """What a document is written in, by group of scripts (`w:lang`)."""

    latin: str
    east_asian: str
    is_east_asian: bool
    """Whether the document's own language is an East Asian one."""
    bidi: str = "ar-SA"


def word_languages(language: str) -> Languages:
    """Return the tags for a document in *language* (BCP 47); the other group of scripts takes what is most common."""
    tag = _with_country(language)
    if language.split("-", maxsplit=1)[0].lower() in _EAST_ASIAN:
        return Languages(latin="en-US", east_asian=tag, is_east_asian=True)
    return Languages(latin=tag, east_asian="zh-CN", is_east_asian=False)


def _with_country(language: str) -> str:
    """Return *language* without its script and with a country, by CLDR's likely subtags: `zh-Hans` is `zh-CN`."""
    subtags = language.split("-")
    if country := next((tag for tag in subtags[1:] if len(tag) == 2), None):
        return f"{subtags[0].lower()}-{country.upper()}"
    known = get_global("likely_subtags")
    likely = known.get("_".join(subtags)) or known.get(subtags[0])
    return f"{subtags[0].lower()}-{likely.rsplit('_', 1)[1]}" if likely else language
