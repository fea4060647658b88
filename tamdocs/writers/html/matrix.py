"""Writes the matrix of variants as one HTML file that needs no server and no network."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from itertools import groupby

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tamdocs.document.model import Field, Inline, Inlines, Reference
from tamdocs.document.redline import Deleted, Inserted, Piece
from tamdocs.document.text import inlines_text
from tamdocs.writers.html.matrix_model import MarkedLine, MarkedText, Matrix, MatrixRow

_PAGES = PackageLoader("tamdocs.writers.html", "pages")
_ENVIRONMENT = Environment(
    loader=_PAGES, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
_LOOKS = 8
"""How many looks of a cell the style sheet has; after that they begin again, and the letter tells."""


def write_matrix(matrix: Matrix) -> str:
    """Return *matrix* as an HTML page. Equal matrices give equal pages.

    The page holds its style and its program, and its content security policy lets it load nothing and send nothing.
    """
    style, script = _source("matrix.css"), _source("matrix.js")
    return _ENVIRONMENT.get_template("matrix.html").render(
        matrix=matrix,
        style=Markup(style),  # noqa: S704  # a file of this package
        script=Markup(script),  # noqa: S704  # likewise
        policy=_policy(style, script),
        data=Markup(_data(matrix.rows)),  # noqa: S704  # JSON without `<`
        pieces=_pieces,
        stretches=_stretches,
        look=_look,
    )


def _source(name: str) -> str:
    """Return a file that stands in the page as it is, without what Jinja would read in it."""
    return _PAGES.get_source(_ENVIRONMENT, name)[0]


def _policy(style: str, script: str) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_hash(style)}'",
            f"script-src '{_hash(script)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _stretches(text: MarkedText, *, whole: bool) -> Iterator[tuple[int, list[MarkedLine]]]:
    """Yield the lines of *text* in stretches, each with how many lines it leaves out.

    Unless *whole*, those that are the same are left out.
    """
    for changed, group in groupby(text, key=lambda line: whole or line.changed):
        lines = list(group)
        yield (0, lines) if changed else (len(lines), [])


def _look(variant: int | None) -> str:
    return "absent" if variant is None else f"v{variant % _LOOKS}"


def _data(rows: list[MatrixRow]) -> str:
    """Return what the program of the page shows in its panel, as JSON that can stand in a script element.

    Lines that occur more than once stand there once, and texts name them by their place.
    """
    pool: dict[str, int] = {}
    texts = {
        row.id: [
            {
                "letter": variant.letter,
                "where": variant.where,
                "against": [[pool.setdefault(_line(line), len(pool)) for line in text] for text in variant.against],
            }
            for variant in row.variants
        ]
        for row in rows
    }
    return f'{{"lines":[{",".join(pool)}],"rows":{_json(texts)}}}'


def _line(line: MarkedLine) -> str:
    return _json(
        {
            "role": line.role,
            "depth": line.depth,
            "marker": line.marker,
            "optional": line.optional,
            "pieces": [list(piece) for piece in _pieces(line)],
        }
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _pieces(line: MarkedLine) -> Iterator[tuple[str, str, str]]:
    """Yield the words of *line*: how they changed (`ins`, `del` or nothing), what they are, and the words."""
    for index, words in enumerate(line.cells):
        if index:
            yield "", "bar", " | "
        for piece in words:
            for kind, text in _runs(piece.inlines):
                yield _mark(piece), kind, text


def _mark(piece: Piece) -> str:
    match piece:
        case Inserted():
            return "ins"
        case Deleted():
            return "del"
        case _:
            return ""


def _runs(inlines: Inlines) -> Iterator[tuple[str, str]]:
    for inline in inlines:
        yield _kind(inline), inlines_text((inline,))


def _kind(inline: Inline) -> str:
    match inline:
        case Field():
            return "value"
        case Reference():
            return "reference"
        case _:
            return "text"
