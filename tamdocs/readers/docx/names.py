"""Names of WordprocessingML (ISO/IEC 29500-1, transitional), and values of its attributes."""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_OFF = frozenset({"0", "false", "off", "none"})


def value(parent: etree._Element | None, name: str) -> str:
    """Return the value of the child *name* of *parent*; empty if one of the two is not there."""
    child = None if parent is None else parent.find(f"{W}{name}")
    return "" if child is None else child.get(f"{W}val", "")


def number(text: str | None) -> int | None:
    """Return *text* as a number, or None if it is none that a document may hold."""
    try:
        found = int(text or "")
    except ValueError:
        return None
    return found if abs(found) < 1 << 31 else None


def switch(parent: etree._Element | None, name: str) -> bool | None:
    """Return whether the switch *name* of *parent* is on; None if it is not there."""
    child = None if parent is None else parent.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}val", "1") not in _OFF
