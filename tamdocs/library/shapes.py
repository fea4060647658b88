"""The data that documents of an edition need beyond the order: `schemas/NAME.schema.json`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from tamdocs.errors import LibraryError, Problem
from tamdocs.library.extends import EditionFiles
from tamdocs.orders.data_shape import DataShape, read_shape

_SCHEMA_FILE = re.compile(r"schemas/([^/]+)\.schema\.json")


def read_shapes(edition: EditionFiles, names: Collection[str]) -> dict[str, DataShape]:
    """Return the shapes of *edition* by name.

    Args:
        names: Those that every document has; no data may use one of them again.

    Raises:
        LibraryError: Every problem of every schema.
    """
    shapes: dict[str, DataShape] = {}
    problems: list[Problem] = []
    for path in sorted(edition.data):
        if match := _SCHEMA_FILE.fullmatch(path):
            try:
                shapes[match[1]] = read_shape(match[1], edition.source(path), edition.data[path])
            except LibraryError as error:
                problems += error.problems
    problems += [problem for shape in shapes.values() for problem in _taken(shape, names)]
    if problems:
        raise LibraryError(problems)
    return shapes


def _taken(shape: DataShape, names: Collection[str]) -> Iterator[Problem]:
    for name in shape.names():
        if name in names or name == "document":
            message, place = f"`{name}` is a name already", f"/properties/{name}"
            yield Problem(shape.source, "data-schema", message, place=place, hint="give the field another name")
