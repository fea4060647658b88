"""Headings of tables, compared by their words."""

from __future__ import annotations

import re


def plain(heading: str) -> str:
    """Return *heading* in small letters, with words set apart and other signs left out."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", heading)
    words = re.sub(r"[^\w]+|_", " ", parted).casefold().replace("e mail", "email").strip()
    # Chinese is written without blanks between words.
    return re.sub(r"(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])", "", words)
