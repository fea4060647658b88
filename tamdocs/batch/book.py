"""The book of contracts by its path or address: opened, streamed, read and checked."""

from __future__ import annotations

from collections.abc import Iterator

from tamdocs.batch.book_reading import read_entries
from tamdocs.batch.book_rejects import open_rejects
from tamdocs.batch.book_source import BookOptions, open_source
from tamdocs.batch.desk import Desk
from tamdocs.renewals.book.record import Record

__all__ = ["BookOptions", "Record", "open_book"]


def open_book(spec: str, desk: Desk, options: BookOptions | None = None) -> Iterator[Record]:
    """Yield each order of the book *spec*, read and checked, in the order of the source; bad ones are among them.

    Nothing is held but the record at hand and twenty bytes for each order number. Rejects are written as they come;
    their file stands in its place when the last record was taken.

    Args:
        spec: A folder of orders, or one order; JSON Lines (`.jsonl`); a CSV file or a workbook, with a column map; the
            address of a database, such as `sqlite:///book.db`. Lines and CSV may be packed (`.gz`, `.zst`).

    Raises:
        WorkspaceError: The book cannot be opened or read on, or its map is wrong.
        TamdocsError: The workspace or the clause library is wrong.
    """
    options = options or BookOptions()
    with open_source(spec, desk, options) as source:
        records = read_entries(source.entries, source.place_of, desk)
        if options.rejects is None:
            yield from records
            return
        with open_rejects(options.rejects, spec, source, options.beside) as rejects:
            for record in records:
                if record.order is None:
                    rejects.add(record)
                yield record
