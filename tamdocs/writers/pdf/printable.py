from __future__ import annotations
def unprintable(text: str) -> str | None:
    return None
