"""Whose files a run is about to put in place: written down before, for the run that meets what a dead one left."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from tamdocs.renewals.issued import NOTICES, NoticeKey


def owners_as_json(owners: Mapping[str, NoticeKey]) -> bytes:
    """Return which notice a file is of, by its path."""
    return json.dumps([[path, *key[:1], str(key.term_end), *key[2:]] for path, key in owners.items()]).encode()


def parse_owners(data: bytes) -> dict[NoticeKey, list[str]]:
    """Return the files by notice; none if the list is not whole, for then nothing was put in its place."""
    found: dict[NoticeKey, list[str]] = {}
    try:
        for file, contract, term_end, step, recipient, issue in json.loads(data):
            key = NoticeKey(contract, date.fromisoformat(term_end), step, recipient, issue)
            if _is_of(key, file):
                found.setdefault(key, []).append(file)
    except (ValueError, TypeError):
        return {}
    return found


def _is_of(key: NoticeKey, file: Any) -> bool:
    """Return whether *file* lies where those of the notice *key* do: nothing else is ever taken away."""
    folder = key.review.period if key.review else NOTICES
    return isinstance(file, str) and file.startswith(f"{folder}/") and ".." not in file and "\\" not in file
