"""Writes demonstration books: JSON Lines, CSV, a workbook or an SQLite database, by the name of the file."""

from __future__ import annotations

import csv
import gzip
import io
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, Any, cast

import zstandard

from tamdocs.batch.book_file import file_to_be
from tamdocs.batch.save import save_file
from tamdocs.renewals.book.demo_table import HEADINGS, demo_map, demo_rows
from tamdocs.renewals.book.rejects import XlsxRows

FORMATS = (".jsonl", ".jsonl.gz", ".jsonl.zst", ".csv", ".csv.gz", ".csv.zst", ".xlsx", ".db", ".sqlite")
_MAP = ".map.toml"


def save_demo_book(orders: Iterable[dict[str, Any]], path: Path) -> list[Path]:
    """Write *orders* to *path*, whose name is one of `FORMATS`, and return what was written.

    A table comes with the column map that reads it.

    Raises:
        WorkspaceError: The disk does not take it.
    """
    name = path.name.lower()
    suffix = max((suffix for suffix in FORMATS if name.endswith(suffix)), key=len)
    with file_to_be(path) as file:
        if suffix in {".db", ".sqlite"}:
            _write_database(orders, Path(file.name))
        elif suffix == ".xlsx":
            _write_workbook(orders, file)
        else:
            with _packed(file, suffix) as stream:
                write = _write_csv if ".csv" in suffix else write_json_lines
                write(orders, stream)
    if ".csv" not in suffix and suffix != ".xlsx":
        return [path]
    map_path = path.with_name(path.name[: -len(suffix)] + _MAP)
    save_file(map_path, demo_map().encode())
    return [path, map_path]


def write_json_lines(orders: Iterable[dict[str, Any]], file: IO[bytes]) -> None:
    for order in orders:
        file.write(json.dumps(order, ensure_ascii=False).encode() + b"\n")


def _write_csv(orders: Iterable[dict[str, Any]], file: IO[bytes]) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for order in orders:
        writer.writerows(
            [str(cell).lower() if isinstance(cell, bool) else cell for cell in row] for row in demo_rows(order)
        )
    text.detach()


def _write_workbook(orders: Iterable[dict[str, Any]], file: IO[bytes]) -> None:
    rows = XlsxRows(file, "Orders")
    rows.add(HEADINGS)
    for order in orders:
        for row in demo_rows(order):
            rows.add(row)
    rows.finish()


def _write_database(orders: Iterable[dict[str, Any]], path: Path) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE orders (id INTEGER PRIMARY KEY, document TEXT NOT NULL)")
        documents = ((json.dumps(order, ensure_ascii=False),) for order in orders)
        database.executemany("INSERT INTO orders (document) VALUES (?)", documents)


@contextmanager
def _packed(file: IO[bytes], suffix: str) -> Iterator[IO[bytes]]:
    if suffix.endswith(".gz"):
        with gzip.GzipFile("", "wb", fileobj=file, mtime=0) as stream:
            yield cast("IO[bytes]", stream)
    elif suffix.endswith(".zst"):
        with zstandard.ZstdCompressor().stream_writer(file, closefd=False) as stream:
            yield cast("IO[bytes]", stream)
    else:
        yield file
