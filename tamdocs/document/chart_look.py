"""How the series of a chart are told apart, the same in every format.

The colours are those of Okabe and Ito: colour-blind readers tell them apart. In grey they are told apart by a hatch,
and lines by dashes and markers. `templates/skins/chart.typ` has the same for the PDF.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

Hatch: TypeAlias = Literal["", "up", "across", "down", "dots", "upright", "mesh"]
Dash: TypeAlias = Literal["solid", "dash", "dot", "dash-dot", "long-dash", "dash-dot-dot", "short-dash"]
Marker: TypeAlias = Literal["circle", "square", "triangle", "diamond", "triangle-down", "cross", "bar"]

TEXT, GRID, AXIS = "1A1A1A", "DDE1E8", "5C6470"


class SeriesLook(NamedTuple):
    colour: str
    """Red, green, blue, as in `0072B2`."""
    edge: str
    """Around it: the same, darker."""
    ink: str
    """Of the hatch."""
    hatch: Hatch
    dash: Dash
    marker: Marker


_LOOKS = (
    SeriesLook("0072B2", "004A74", "0072B2", "", "solid", "circle"),
    SeriesLook("E69F00", "956700", "735000", "up", "dash", "square"),
    SeriesLook("009E73", "00674B", "BFE7DC", "across", "dot", "triangle"),
    SeriesLook("CC79A7", "854F6D", "663D54", "down", "dash-dot", "diamond"),
    SeriesLook("56B4E9", "387597", "2B5A75", "dots", "long-dash", "triangle-down"),
    SeriesLook("D55E00", "8A3D00", "F5D7BF", "upright", "dash-dot-dot", "cross"),
    SeriesLook("F0E442", "9C942B", "787221", "mesh", "short-dash", "bar"),
)
MOST_SERIES = len(_LOOKS)
"""As many as can be told apart."""


def series_look(index: int) -> SeriesLook:
    """Return the look of the series *index*, from 0; after seven they repeat."""
    return _LOOKS[index % MOST_SERIES]
