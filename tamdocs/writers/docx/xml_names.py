"""Names of Office Open XML (ISO/IEC 29500-1, transitional), as lxml writes them."""

from __future__ import annotations

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"

_DOCUMENT_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HYPERLINK_KIND = f"{_DOCUMENT_KINDS}/hyperlink"
NUMBERING_KIND = f"{_DOCUMENT_KINDS}/numbering"
NUMBERING_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
COMMENTS_KIND = f"{_DOCUMENT_KINDS}/comments"
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
THREADS_KIND = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
THREADS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"
CORE_KIND = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"

XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def tag(name: str) -> str:
    """Return the WordprocessingML element or attribute *name*; both are in one namespace."""
    return f"{{{W}}}{name}"
