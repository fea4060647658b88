"""The figures of a review of one order, from the files that they are made of."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tamdocs.batch.case_source import CaseOptions, load_case_history
from tamdocs.batch.desk import Desk
from tamdocs.batch.order_files import load_order_bytes, source_name
from tamdocs.errors import OrderError, Problem
from tamdocs.orders.model import Order

if TYPE_CHECKING:
    from tamdocs.reviews.figures import CaseFigures
    from tamdocs.reviews.period import Period


def load_order(path: Path, desk: Desk) -> Order:
    """Return the order in the file *path*.

    Raises:
        OrderError: It is refused.
    """
    if path.is_dir():
        raise OrderError(Problem(str(path), "not-a-file", "this is a folder", hint="name one order file"))
    data = load_order_bytes(path)
    if isinstance(data, Problem):
        raise OrderError(data)
    reading = desk.read(source_name(path), data).reading
    if reading.order is None:
        raise OrderError(reading.problems)
    return reading.order


def load_case_figures(order: Order, cases: str, period: Period, desk: Desk, options: CaseOptions) -> CaseFigures:
    """Return the figures of *period* from the history *cases* of *order*.

    Raises:
        WorkspaceError: The history cannot be read, or there are no such hours.
    """
    from tamdocs.reviews.business_hours import business_hours
    from tamdocs.reviews.figures import case_figures

    at_work = business_hours(order.technical_account_manager.time_zone, options.hours)
    history = load_case_history(cases, order, desk.workspace, options)
    return case_figures(history, period, at_work, {each.family for each in order.designated_software})
