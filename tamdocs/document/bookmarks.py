"""Ids as the names of bookmarks in a Word file, and back."""

from __future__ import annotations

import re
from hashlib import sha256

_PLAIN_ID = re.compile("[a-z][a-z0-9-]{0,39}")
_OURS = re.compile("[a-z][a-z0-9_]{0,39}|_[0-9a-f]{32}")


def bookmark_name(target: str) -> str:
    """Return the name of the bookmark for the id *target*: the same for the same id, another for another.

    Word takes letters, digits and `_`, at most 40, and does not tell capitals from small letters. An id that does not
    fit is shown by its hash; such a name starts with `_`, which also hides it in Word's list of bookmarks.
    """
    if _PLAIN_ID.fullmatch(target):
        return target.replace("-", "_")
    return "_" + sha256(target.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def id_of_bookmark(name: str) -> str:
    """Return the id that the bookmark *name* stands for; empty for a bookmark that is none of ours.

    A hash stays one: hold it against `id_of_bookmark(bookmark_name(id))` of the ids that may be meant.
    """
    if not _OURS.fullmatch(name):
        return ""
    return name if name.startswith("_") else name.replace("_", "-")
