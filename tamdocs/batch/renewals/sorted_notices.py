"""The notices of a plan in the order of urgency, kept on the disk: memory does not grow with the book."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

import msgspec

from tamdocs.batch.renewals.temporary import no_room
from tamdocs.renewals.due import DueNotice
from tamdocs.renewals.plan_book import urgency

_IN_ORDER = "SELECT kept FROM notice ORDER BY later, post_by, country, order_number, recipient, rowid"


class NoticesOnDisk:
    """Notices that were gone through once, and can be gone through in their order as often as one likes."""

    def __init__(self, notices: Iterable[DueNotice]) -> None:
        """Keep *notices* in a file that nobody else sees, and that is gone when this process ends.

        Raises:
            WorkspaceError: There is no room for it.
        """
        self._database = sqlite3.connect("")
        self._encoder = msgspec.msgpack.Encoder()
        self._decoder = msgspec.msgpack.Decoder(DueNotice)
        try:
            self._database.execute("CREATE TABLE notice (later, post_by, country, order_number, recipient, kept)")
            self._database.executemany("INSERT INTO notice VALUES (?, ?, ?, ?, ?, ?)", map(self._row, notices))
        except sqlite3.OperationalError as error:
            raise no_room("the notices", str(error)) from error

    def __iter__(self) -> Iterator[DueNotice]:
        try:
            for (kept,) in self._database.execute(_IN_ORDER):
                yield self._decoder.decode(kept)
        except sqlite3.OperationalError as error:
            raise no_room("the notices", str(error)) from error

    def _row(self, notice: DueNotice) -> tuple[object, ...]:
        later, post_by, *rest = urgency(notice)
        return (later, post_by.toordinal(), *rest, self._encoder.encode(notice))
