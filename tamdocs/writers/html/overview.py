"""An overview of customers as one HTML page that needs no server, no network and no program, and that prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tamdocs.writers.html.page_sources import page_source, security_policy

_ENVIRONMENT = Environment(
    loader=PackageLoader("tamdocs.writers.html", "pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


class FileLink(NamedTuple):
    address: str
    """Seen from the page."""
    words: str


class Why(NamedTuple):
    words: str
    names: tuple[str, ...]
    """Follow the words; each stays on one line if there is room."""
    more: str
    """Follows the names."""
    marks: tuple[str, str]
    """Before the names, and between two of them."""
    is_grave: bool


@dataclass(frozen=True, slots=True)
class OverviewRow:
    name: str
    details: tuple[str, ...]
    figures: tuple[str, ...]
    why: tuple[Why, ...]
    no_why: str
    """Stands there where there is no reason."""
    reports: tuple[tuple[str, tuple[FileLink, ...]], ...]
    """Files by language."""
    no_report: str
    note: str


@dataclass(frozen=True, slots=True)
class OverviewTable:
    title: str
    rows: tuple[OverviewRow, ...]
    nothing: str = ""
    """Stands there where there are no rows."""


@dataclass(frozen=True, slots=True)
class OverviewPage:
    language: str
    title: str
    summary: tuple[str, ...]
    headings: tuple[str, ...]
    """Of the columns: the name, one for each figure, the reasons, the reports."""
    tables: tuple[OverviewTable, ...]


def write_overview(page: OverviewPage) -> str:
    """Return *page* as HTML. Equal pages give equal files."""
    style = page_source("overview.css")
    return _ENVIRONMENT.get_template("overview.html").render(
        page=page,
        style=Markup(style),  # noqa: S704  # a file of this package
        policy=security_policy(style),
    )
