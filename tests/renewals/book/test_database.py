from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tamdocs.batch.book import BookOptions, Record, open_book
from tamdocs.batch.book_database import shown
from tamdocs.batch.desk import Desk
from tamdocs.errors import WorkspaceError
from tamdocs.renewals.book.demo_order import DemoBook, demo_orders
from tests.support.postgresql import PASSWORD, PostgreSQL, running_postgresql
from tests.support.samples import sample_workspace

DESK = Desk(sample_workspace())
ORDERS = list(demo_orders(DemoBook(1200, bad_share=0)))


@pytest.fixture(scope="module")
def postgresql() -> Iterator[PostgreSQL]:
    with running_postgresql() as server:
        yield server


def filled(url: str, orders: list[dict[str, Any]], kind: str = "jsonb") -> str:
    with psycopg.connect(url, autocommit=True) as connection, connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE orders (id serial PRIMARY KEY, document {kind})")
        with cursor.copy("COPY orders (document) FROM STDIN") as copy:
            for order in orders:
                copy.write_row((json.dumps(order),))
    return url


def numbers(records: list[Record]) -> list[str | None]:
    return [record.order.order_number if record.order else None for record in records]


@pytest.mark.parametrize("kind", ["jsonb", "json", "text"])
def test_orders_of_postgresql_are_those_that_were_put_there(postgresql: PostgreSQL, kind: str) -> None:
    records = list(open_book(filled(postgresql.new_database(), ORDERS, kind), DESK))

    assert numbers(records) == [order["order_number"] for order in ORDERS]
    assert records[4].place.endswith("#orders:5 (id=5)")
    assert PASSWORD not in records[4].place


def test_columns_of_a_table_are_read_by_a_map_with_their_kinds(postgresql: PostgreSQL, tmp_path: Path) -> None:
    order = next(order for order in ORDERS if "fee" in order and order["fee"]["currency"] == "EUR")
    url = postgresql.new_database()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "CREATE TABLE contracts"
            " (no text PRIMARY KEY, ordered date, ends timestamp, fee numeric(12, 2), site boolean)"
        )
        row = (order["order_number"], order["order_date"], order["term"]["end"], order["fee"]["amount"], True)
        connection.execute("INSERT INTO contracts VALUES (%s, %s, %s, %s, %s)", row)
    (tmp_path / "map.toml").write_text(
        '[fields]\n"/order_number" = "no"\n"/order_date" = "ordered"\n"/term/end" = "ends"\n"/fee/amount" = "fee"\n'
        '"/fee/currency" = { value = "EUR" }\n"/designated_software/*/site_license" = "site"\n',
        encoding="utf-8",
    )

    [record] = open_book(url, DESK, BookOptions(column_map=tmp_path / "map.toml", table="contracts"))

    assert json.loads(record.data) == {
        "order_number": order["order_number"],
        "order_date": order["order_date"],
        "term": {"end": order["term"]["end"]},
        "fee": order["fee"],
        "designated_software": [{"site_license": True}],
    }


def test_query_picks_what_is_read(postgresql: PostgreSQL) -> None:
    url = filled(postgresql.new_database(), ORDERS[:20])
    query = "SELECT document FROM orders WHERE document->>'territory' LIKE 'D%' AND id::int > 0 ORDER BY id"

    records = list(open_book(url, DESK, BookOptions(query=query)))

    assert numbers(records) == [order["order_number"] for order in ORDERS[:20] if order["territory"] == "DE"]


def test_column_of_another_kind_is_told_for_its_row(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "book.db") as database:
        database.execute("CREATE TABLE orders (id INTEGER PRIMARY KEY, document)")
        documents = [json.dumps(ORDERS[0]), 17, None, b"\xff\xfe", json.dumps(ORDERS[1])]
        database.executemany("INSERT INTO orders (document) VALUES (?)", [(each,) for each in documents])
    database.close()

    records = list(open_book(f"sqlite:///{tmp_path}/book.db", DESK))

    assert [record.order is not None for record in records] == [True, False, False, False, True]
    assert [problem.message for record in records[1:3] for problem in record.problems] == [
        'the column "document" holds no order'
    ] * 2


def test_book_is_only_read(postgresql: PostgreSQL) -> None:
    url = filled(postgresql.new_database(), ORDERS[:1])

    with pytest.raises(WorkspaceError, match=r"cannot execute nextval\(\) in a read-only transaction"):
        list(open_book(url, DESK, BookOptions(query="SELECT nextval('orders_id_seq') AS document")))


def test_rows_are_sent_as_they_are_taken(postgresql: PostgreSQL) -> None:
    url = filled(postgresql.new_database(), ORDERS)
    records = open_book(url, DESK)

    first = next(records)
    postgresql.disconnect_all()

    assert first.order is not None
    with pytest.raises(WorkspaceError, match="the database says: ") as caught:
        list(records)
    assert PASSWORD not in str(caught.value)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("127.0.0.1:", "127.0.0.1:1"), "the database says: "),
        (("s3cret", "wrong"), "password authentication failed"),
        (("tamdocs:", "nobody:"), "password authentication failed"),
    ],
)
def test_database_that_cannot_be_reached_is_told_without_its_password(
    postgresql: PostgreSQL, change: tuple[str, str], said: str
) -> None:
    url = postgresql.url().replace(*change)
    if change[1].endswith(":1"):
        url = postgresql.url().replace(f":{postgresql.port}/", ":1/")

    with pytest.raises(WorkspaceError, match=said) as caught:
        list(open_book(url, DESK))

    assert not any(word in str(caught.value) for word in ("s3cret", "p%40ss", "p@ss", "wrong"))


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("postgresql://u:secret@h/d", "postgresql://u:***@h/d"),
        ("postgresql://u:sec@ret@h/d", "postgresql://u:***@h/d"),
        ("postgresql://u@h/d?password=secret", "postgresql://u@h/d"),
        ("postgresql://h:5432/d", "postgresql://h:5432/d"),
        ("sqlite:////tmp/book.db", "sqlite:////tmp/book.db"),
    ],
)
def test_address_is_shown_without_its_password(address: str, safe: str) -> None:
    assert shown(address) == safe


@pytest.mark.parametrize(
    "address", ["oracle://u:secret@h/d", "x://u:secret@h", "postgresql://u:secret@h:port/d", "://"]
)
def test_address_that_is_none_is_told_without_its_password(address: str) -> None:
    with pytest.raises(WorkspaceError, match="this is no address of a database") as caught:
        list(open_book(address, DESK))

    assert "secret" not in str(caught.value)


def test_sqlite_file_that_is_not_there_is_told_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="there is no such database file"):
        list(open_book(f"sqlite:///{tmp_path}/book.db", DESK))

    assert list(tmp_path.iterdir()) == []


def test_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "book.db").write_bytes(b"x" * 5000)

    with pytest.raises(WorkspaceError, match="the database says: file is not a database"):
        list(open_book(f"sqlite:///{tmp_path}/book.db", DESK))


def test_table_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "book.db") as database:
        database.execute("CREATE TABLE contracts (id INTEGER)")
    database.close()

    with pytest.raises(WorkspaceError, match="the database has no table orders") as caught:
        list(open_book(f"sqlite:///{tmp_path}/book.db", DESK))

    assert caught.value.problems[0].hint == "its tables are contracts; name one with --table"
