"""The settings of a skin, made those of a document that opens without a question."""

from __future__ import annotations

from lxml import etree

from tamdocs.writers.docx.languages import Languages
from tamdocs.writers.docx.xml_names import tag

_UNWANTED = ("updateFields", "attachedTemplate", "rsids")
"""A question on opening; a path on the computer of whoever made the skin; traces of its editing."""
_AFTER_LANGUAGE = frozenset(
    tag(name)
    for name in (
        *("clrSchemeMapping", "doNotIncludeSubdocsInStats", "doNotAutoCompressPictures", "forceUpgrade", "captions"),
        *("readModeInkLockDown", "smartTagType", "shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol"),
        "listSeparator",
    )
)


def set_settings(root: etree._Element, languages: Languages) -> None:
    """Set the default languages under *root* (`w:settings`) and take out what would disturb a reader."""
    for name in (*_UNWANTED, "themeFontLang"):
        for old in root.findall(tag(name)):
            root.remove(old)
    default = etree.Element(tag("themeFontLang"))
    default.set(tag("val"), languages.latin)
    default.set(tag("eastAsia"), languages.east_asian)
    default.set(tag("bidi"), languages.bidi)
    place = next((index for index, child in enumerate(root) if _comes_after(child)), len(root))
    root.insert(place, default)


def _comes_after(child: etree._Element) -> bool:
    """Return whether *child* follows the languages: by the schema, or as an extension at the end."""
    return child.tag in _AFTER_LANGUAGE or not str(child.tag).startswith(tag(""))
