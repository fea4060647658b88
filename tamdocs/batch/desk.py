"""What a process needs to make documents of orders. It is loaded when it is first needed, and then kept."""

from __future__ import annotations

from functools import cached_property

from tamdocs.batch.render import Renderer
from tamdocs.errors import OrderError
from tamdocs.library.agreement import Agreement, agree
from tamdocs.library.model import Library
from tamdocs.orders.codes import check_codes
from tamdocs.orders.printable import check_text
from tamdocs.orders.read import read_order
from tamdocs.orders.reading import Reading
from tamdocs.orders.schema import OrderSchema
from tamdocs.workspace import Workspace


class Desk:
    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    @cached_property
    def library(self) -> Library:
        return self.workspace.load_library()

    @cached_property
    def schema(self) -> OrderSchema:
        return OrderSchema(self.workspace.load_order_schema())

    @cached_property
    def renderer(self) -> Renderer:
        return Renderer(self.workspace)

    def judge(self, source: str, data: bytes) -> tuple[Reading, Agreement | None]:
        """Return the order in *data* with everything that is wrong with it, and the agreement that it makes if none is.

        Raises:
            TamdocsError: The workspace or the clause library is wrong.
        """
        from tamdocs.writers.pdf.printable import unprintable

        reading = check_text(read_order(source, data, self.schema), unprintable)
        if reading.order is None:
            return reading, None
        try:
            agreement = agree(reading.order, self.library)
        except OrderError as error:
            return reading.with_problems(error.problems), None
        return reading.with_problems(check_codes(reading.order, agreement.edition.codes)), agreement
