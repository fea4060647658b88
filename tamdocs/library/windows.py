"""Where the windows of envelopes are, by the country of the recipient (`windows.toml`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

import pycountry

from tamdocs.document.model import Window
from tamdocs.errors import LibraryError, Problem
from tamdocs.library.extends import EditionFiles
from tamdocs.library.files import WindowFile, WindowsFile, parse_toml
from tamdocs.library.hints import did_you_mean

_FILE = "windows.toml"
Paper: TypeAlias = Literal["a4", "us-letter"]
PAPERS: Mapping[Paper, tuple[float, float]] = {"a4": (210.0, 297.0), "us-letter": (215.9, 279.4)}
"""Width and height in millimetres."""


@dataclass(frozen=True, slots=True)
class Habit:
    """How the address of a letter is shown in a country."""

    window: Window
    sender: bool
    """Whether the name and address of the sender stand small above that of the recipient."""


@dataclass(frozen=True, slots=True)
class Windows:
    by_country: Mapping[str, Habit]
    elsewhere: Habit

    def of(self, country: str) -> Habit:
        return self.by_country.get(country, self.elsewhere)


def read_windows(source: str, data: bytes) -> Windows:
    """Return the habits that `windows.toml` names.

    Raises:
        LibraryError: A country has two, is none of ISO 3166-1, or the one for all others is not there.
    """
    file = parse_toml(source, data, WindowsFile)
    habits = {name: _habit(each) for name, each in file.windows.items()}
    known = {country.alpha_2 for country in pycountry.countries}
    problems: list[Problem] = []
    by_country: dict[str, Habit] = {}
    for name, each in file.windows.items():
        place = f"windows.{name}"
        problems += _misplaced(source, place, habits[name].window)
        for code in each.countries:
            if code not in known:
                problems.append(Problem(source, "window", f"{code} is not an ISO 3166-1 code", place=place))
            if code in by_country:
                problems.append(Problem(source, "window", f"{code} has a window already", place=place))
            by_country[code] = habits[name]
    if file.default not in habits:
        hint = did_you_mean(file.default, habits)
        problems.append(Problem(source, "window", f"there is no window {file.default}", place="default", hint=hint))
    if problems:
        raise LibraryError(problems)
    return Windows(by_country, habits[file.default])


def windows_of(edition: EditionFiles, letters: Iterable[str]) -> Windows | None:
    """Return the habits of *edition*, if it names any.

    Args:
        letters: The kinds of document that need them.

    Raises:
        LibraryError: They are wrong, or needed and not there.
    """
    source, data = edition.source(_FILE), edition.data.get(_FILE)
    if data is not None:
        return read_windows(source, data)
    if missing := [Problem(source, "missing-file", f"the letter {kind} needs this file") for kind in letters]:
        raise LibraryError(missing)
    return None


def _habit(file: WindowFile) -> Habit:
    width, height = PAPERS[file.paper]
    window = Window(file.left_mm, file.top_mm, file.width_mm, file.height_mm, width, height)
    return Habit(window, file.sender)


def _misplaced(source: str, place: str, window: Window) -> list[Problem]:
    right, bottom = window.left_mm + window.width_mm, window.top_mm + window.height_mm
    inside = min(window.left_mm, window.top_mm, window.width_mm, window.height_mm) > 0
    if inside and right < window.page_width_mm and bottom < window.page_height_mm / 2:
        return []
    return [Problem(source, "window", "the window is not on the upper half of the page", place=place)]
