"""What stands in a cell of a table, whichever file or database it comes from."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import TypeAlias

Cell: TypeAlias = str | int | float | bool | Decimal | date | datetime | time | bytes | None
"""None and the empty text are an empty cell. A CSV file has text only."""

Row: TypeAlias = tuple[Cell, ...]
