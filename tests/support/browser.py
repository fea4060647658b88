"""Chromium as the reader of our HTML pages: it opens a page as a file, and tells what the page tried."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support.required import require

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(slots=True)
class Visit:
    """A page that is open, and what was heard of it."""

    page: Page
    requests: list[str] = field(default_factory=list)
    """Addresses that the page asked for, its own included."""
    complaints: list[str] = field(default_factory=list)
    """Errors of its program, and all that stands on the console."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium, and close it at the end."""
    path = require("chromium")
    require("playwright")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # only where it is installed

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_FLAGS))
        try:
            yield browser
        finally:
            browser.close()


def visit(browser: Browser, file: Path, width: int = 1440, height: int = 900) -> Visit:
    """Open *file* in a window of its own."""
    page = browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
    opened = Visit(page)
    page.on("request", lambda request: opened.requests.append(request.url))
    page.on("console", lambda message: opened.complaints.append(message.text))
    page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    page.goto(file.as_uri())
    return opened
