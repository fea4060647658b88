"""What a process needs to make documents of orders. It is loaded when it is first needed, and then kept."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property

from tamdocs.batch.judge import Judged, judge
from tamdocs.batch.render import Renderer
from tamdocs.library.model import Library
from tamdocs.orders.data import DataReader, DataReading
from tamdocs.orders.data_shape import DataShape
from tamdocs.orders.printable import check_text
from tamdocs.orders.read import read_order
from tamdocs.orders.reading import Reading
from tamdocs.orders.schema import OrderSchema
from tamdocs.workspace import Workspace

_COLLECT_AFTER = (20_000, 50, 50)
"""A library is never garbage, and orders and letters hold hardly a cycle: to look for them often is in vain."""


class Desk:
    def __init__(self, workspace: Workspace) -> None:
        gc.set_threshold(*_COLLECT_AFTER)
        self.workspace = workspace
        self._data_readers: dict[DataShape, DataReader] = {}

    @cached_property
    def library(self) -> Library:
        return self.workspace.load_library()

    @cached_property
    def schema(self) -> OrderSchema:
        return OrderSchema(self.workspace.load_order_schema())

    @cached_property
    def renderer(self) -> Renderer:
        return Renderer(self.workspace)

    @cached_property
    def unprintable(self) -> Callable[[str], str | None]:
        """Says why a text cannot be printed."""
        from tamdocs.writers.pdf.printable import unprintable

        return unprintable

    def judge(self, reading: Reading) -> Judged:
        """Return the order of *reading* with everything that is wrong with it and all that follows from it.

        Raises:
            TamdocsError: The workspace or the clause library is wrong.
        """
        return judge(check_text(reading, self.unprintable), self.library)

    def read(self, source: str, data: bytes) -> Judged:
        """Return the order in *data*, judged."""
        return self.judge(read_order(source, data, self.schema))

    def read_data(self, shape: DataShape, source: str, data: bytes) -> DataReading:
        """Return what came of reading the JSON text *data*, which a document of *shape* needs beyond the order.

        Raises:
            WorkspaceError: The schema cannot be used.
        """
        if shape not in self._data_readers:
            self._data_readers[shape] = DataReader(shape, self.workspace.load_order_schema())
        read = self._data_readers[shape].read(source, data)
        return replace(read, reading=check_text(read.reading, self.unprintable))
