"""The tables of the ledger. None of them holds the time of a clock: equal runs leave equal rows."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Integer, MetaData, String, Table, Text

VERSION = 1
"""Of the tables. A ledger of a newer version is refused."""

METADATA = MetaData()

_TEXT = Text().with_variant(Text(collation="C"), "postgresql")
"""Sorted by code points, in every database alike."""


def _key() -> list[Column[object]]:
    return [
        Column("contract", _TEXT, primary_key=True),
        Column("term_end", Date, primary_key=True),
        Column("step", _TEXT, primary_key=True),
        Column("recipient", _TEXT, primary_key=True),
        Column("issue", Integer, primary_key=True, autoincrement=False),
    ]


VERSIONS = Table("renewal_ledger", METADATA, Column("version", Integer, primary_key=True, autoincrement=False))

NOTICES = Table(
    "renewal_notices",
    METADATA,
    *_key(),
    Column("order_number", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("order_sha256", String(64), nullable=False),
    Column("edition", Text, nullable=False),
    Column("edition_sha256", String(64), nullable=False),
    Column("tree_sha256", String(64), nullable=False),
    Column("letter", Text, nullable=False),
    Column("letter_date", Date, nullable=False),
    Column("language", _TEXT, nullable=False),
    Column("delivery", _TEXT, nullable=False),
    Column("country", _TEXT, nullable=False),
    Column("post_by", Date, nullable=False),
    Column("receive_by", Date, nullable=False),
    Column("as_of", Date, nullable=False, index=True),
    Column("batch", Integer, nullable=False),
    Column("sort_key", _TEXT, nullable=False),
    Column("addressee", Text, nullable=False),
    Column("files", Text, nullable=False),
)

FAILURES = Table(
    "renewal_failures",
    METADATA,
    *_key(),
    Column("order_number", Text, nullable=False),
    Column("country", Text, nullable=False),
    Column("post_by", Date, nullable=False),
    Column("as_of", Date, nullable=False),
    Column("code", Text, nullable=False),
    Column("message", Text, nullable=False),
)
"""Notices that could not be made; a row goes when its notice is issued."""

EVENTS = Table(
    "renewal_events",
    METADATA,
    *_key(),
    Column("as_of", Date, primary_key=True),
    Column("kind", _TEXT, primary_key=True),
    Column("detail", _TEXT, primary_key=True),
)
"""What has happened to a notice. What happens twice in runs for one day stands here once."""

BATCHES = Table(
    "renewal_batches",
    METADATA,
    Column("as_of", Date, primary_key=True),
    Column("batch", Integer, primary_key=True, autoincrement=False),
    Column("closed", Boolean, nullable=False),
    Column("notices", Integer, nullable=False),
)
"""What is printed at once. A batch is closed when its print runs are made; what is issued later goes into the next."""
