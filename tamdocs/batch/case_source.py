"""Where a case history is, and what kind of file or database it is: read whole, and checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from tamdocs.batch.book_source import BookOptions, open_table
from tamdocs.batch.order_files import source_name
from tamdocs.errors import Problem, WorkspaceError
from tamdocs.orders.model import Order
from tamdocs.tables.streams import unpacked
from tamdocs.workspace import Workspace

if TYPE_CHECKING:
    from tamdocs.reviews.case_map import CaseMap
    from tamdocs.reviews.history import CaseHistory
    from tamdocs.reviews.raw_cases import RawCases

MOST_BYTES = 256_000_000
"""Of a history, unpacked."""
_PACKED = (".gz", ".zst")
_KINDS = {".csv": "csv", ".tsv": "csv", ".xlsx": "xlsx", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl"}


@dataclass(frozen=True, slots=True)
class CaseOptions:
    """How a history is read and measured, beyond where it is."""

    column_map: Path | None = None
    table: str | None = None
    """Of a database; else `cases`."""
    query: str | None = None
    """For a database, instead of a table."""
    hours: str = "09:00-17:00"
    """Local business hours of the technical account manager."""


def load_case_history(spec: str, order: Order, workspace: Workspace, options: CaseOptions) -> CaseHistory:
    """Return the cases of *order* in *spec*: a file, or the address of a database.

    Raises:
        WorkspaceError: It cannot be read at all. A row that is wrong is left out, and told by the history.
    """
    from tamdocs.reviews.history import check_cases

    raw = load_raw_cases(spec, workspace, options)
    zone = ZoneInfo(order.technical_account_manager.time_zone)
    return check_cases(raw, workspace.load_schema("case-history")["properties"], zone, order.order_number)


def load_raw_cases(spec: str, workspace: Workspace, options: CaseOptions) -> RawCases:
    """Return the rows of *spec*, of whichever order, as text.

    Raises:
        WorkspaceError: It cannot be read at all.
    """
    schema = workspace.load_schema("case-history")
    return _load(spec, _load_map(options.column_map, schema), schema, options)


def _load_map(path: Path | None, schema: dict[str, Any]) -> CaseMap:
    from tamdocs.reviews.case_map import CaseMap, parse_case_map

    if path is None:
        return CaseMap()
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error
    return parse_case_map(source_name(path), data, schema)


def _load(spec: str, case_map: CaseMap, schema: dict[str, Any], options: CaseOptions) -> RawCases:
    from tamdocs.reviews.json_cases import json_lines_table, json_table
    from tamdocs.reviews.raw_cases import raw_from_csv, raw_from_table

    kind = "database" if "://" in spec else _kind_of(Path(spec))
    if kind in {"database", "xlsx"}:
        with open_table(spec, case_map, BookOptions(table=options.table or "cases", query=options.query)) as table:
            return raw_from_table(table, case_map, schema)
    path = Path(spec)
    source = source_name(path)
    try:
        with path.open("rb") as stream:
            if path.suffix.lower() in _PACKED:
                data = b"".join(_bounded(source, unpacked(source, stream, path.suffix.lower())))
            else:
                data = b"".join(_bounded(source, iter(lambda: stream.read(_PIECE), b"")))
    except OSError as error:
        raise _unreadable(path, error) from error
    if kind == "csv":
        return raw_from_csv(source, data, case_map, schema)
    known = (*filter(None, (rule.column for rule in case_map.rules().values())), *schema["properties"])
    table = json_table(source, data, known) if kind == "json" else json_lines_table(source, iter([data]), known)
    return raw_from_table(table, case_map, schema)


_PIECE = 1 << 22


def _bounded(source: str, pieces: Iterator[bytes]) -> Iterator[bytes]:
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > MOST_BYTES:
            message = f"the history is larger than {MOST_BYTES // 1_000_000} MB"
            raise WorkspaceError(Problem(source, "too-large", message, hint="split it by year"))
        yield piece


def _kind_of(path: Path) -> str:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    plain = [suffix for suffix in suffixes if suffix not in _PACKED]
    kind = _KINDS.get(plain[-1]) if plain else None
    if kind is None or (kind == "xlsx" and suffixes[-1] in _PACKED):
        hint = "a history is *.csv, *.jsonl or *.json (also .gz, .zst), *.xlsx, or the address of a database"
        message = "this is no kind of case history"
        raise WorkspaceError(Problem(source_name(path), "unknown-history", message, hint=hint))
    return kind


def _unreadable(path: Path, error: OSError) -> WorkspaceError:
    missing = isinstance(error, FileNotFoundError)
    message = "there is no such file" if missing else f"the file cannot be read: {error.strerror or error}"
    return WorkspaceError(Problem(source_name(path), "no-such-file" if missing else "not-readable", message))
