"""How the series of a chart are told apart, the same in every format.

The colours are those of Okabe and Ito, with grey for their black: colour-blind readers tell them apart, and neighbours
differ in grey as well. Lines have dashes and markers besides.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

Dash: TypeAlias = Literal["solid", "dash", "dot", "dash-dot"]
Marker: TypeAlias = Literal["circle", "square", "triangle", "diamond"]

TEXT, GRID, AXIS = "404652", "D9DDE3", "7A8291"


class SeriesLook(NamedTuple):
    colour: str
    """Red, green, blue, as in `0072B2`."""
    dash: Dash
    marker: Marker


_LOOKS = (
    SeriesLook("0072B2", "solid", "circle"),
    SeriesLook("E69F00", "dash", "square"),
    SeriesLook("4D4D4D", "dot", "triangle"),
    SeriesLook("56B4E9", "dash-dot", "diamond"),
    SeriesLook("D55E00", "solid", "square"),
    SeriesLook("CC79A7", "dash", "triangle"),
)


def series_look(index: int) -> SeriesLook:
    """Return the look of the series *index*, from 0; after six they repeat."""
    return _LOOKS[index % len(_LOOKS)]
