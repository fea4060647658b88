"""Names of Office Open XML (ISO/IEC 29500-1, transitional), as lxml writes them."""

from __future__ import annotations

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
WORD_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def tag(name: str) -> str:
    """Return the WordprocessingML element *name*."""
    return f"{{{W}}}{name}"


attribute = tag
"""The attributes of WordprocessingML are in the namespace of its elements."""
