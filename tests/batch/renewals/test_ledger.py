from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tamdocs.batch.renewals.ledger import Batch, Event, Failure, Ledger
from tamdocs.errors import LedgerError, Problem, StoreError
from tamdocs.renewals.issued import IssuedNotice
from tests.support.notices import DAY, notice
from tests.support.postgresql import PostgreSQL, running_postgresql

FULL = StoreError(Problem("out", "unwritable", "No space left on device"))


@pytest.fixture(scope="module")
def postgresql() -> Iterator[PostgreSQL]:
    with running_postgresql() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return str(tmp_path / "ledger.db")
    server: PostgreSQL = request.getfixturevalue("postgresql")
    return server.new_database()


@pytest.fixture
def open_ledger(address: str) -> Iterator[Callable[[], Ledger]]:
    opened: list[Ledger] = []

    def make() -> Ledger:
        opened.append(Ledger(address))
        opened[-1].database.prepare()
        return opened[-1]

    yield make
    for ledger in opened:
        ledger.database.close()


def nowhere(_notices: Sequence[IssuedNotice]) -> None:
    pass


def test_a_notice_comes_back_as_it_was_recorded(open_ledger: Callable[[], Ledger]) -> None:
    ledger, recorded = open_ledger(), notice(1)

    ledger.record([recorded], nowhere)

    assert ledger.issued(["tam-0001"]) == {recorded.key: replace(recorded, batch=1)}


def test_a_notice_is_recorded_once_and_only_then_published(open_ledger: Callable[[], Ledger]) -> None:
    ledger, published = open_ledger(), list[IssuedNotice]()

    first = ledger.record([notice(2), notice(1)], published.extend)
    second = ledger.record([notice(1), notice(3)], published.extend)

    assert [each.order_number for each in (*first, *second)] == ["TAM-0001", "TAM-0002", "TAM-0003"]
    assert published == [*first, *second]


def test_what_cannot_be_published_is_not_recorded(open_ledger: Callable[[], Ledger]) -> None:
    ledger = open_ledger()

    def refuse(_notices: Sequence[IssuedNotice]) -> None:
        raise FULL

    with pytest.raises(StoreError):
        ledger.record([notice(1)], refuse)

    assert ledger.issued(["tam-0001"]) == {}


def test_of_several_runs_at_once_one_records_each_notice(open_ledger: Callable[[], Ledger]) -> None:
    wanted = [notice(number) for number in range(40)]
    ledgers = [open_ledger() for _ in range(4)]
    orders = [wanted, wanted[::-1], wanted[20:] + wanted[:20], wanted]

    with ThreadPoolExecutor(4) as pool:
        fresh = list(pool.map(lambda pair: pair[0].record(pair[1], nowhere), zip(ledgers, orders, strict=True)))

    assert sorted(each.order_number for some in fresh for each in some) == [each.order_number for each in wanted]


def test_an_act_is_done_only_for_a_notice_that_was_not_issued(open_ledger: Callable[[], Ledger]) -> None:
    ledger, done = open_ledger(), list[str]()
    ledger.record([notice(1)], nowhere)

    ledger.unless_issued(notice(1).key, lambda: done.append("issued"))
    ledger.unless_issued(notice(2).key, lambda: done.append("not issued"))

    assert done == ["not issued"]
    assert ledger.issued(["tam-0002"]) == {}


def test_a_failure_is_gone_once_its_notice_is_issued(open_ledger: Callable[[], Ledger]) -> None:
    ledger, one = open_ledger(), notice(1)
    failure = Failure(one.key, one.order_number, "DE", DAY, "typst", "it does not fit")

    ledger.note([Event(one.key, DAY, "failed", "it does not fit")], [failure], DAY)
    ledger.note([Event(one.key, DAY, "failed", "it does not fit")], [failure], DAY)
    before = ledger.failures(["tam-0001"])
    ledger.record([one], nowhere)
    events, notices = ledger.history("tam-0001")

    assert before == {one.key: failure}
    assert ledger.failures(["tam-0001"]) == {}
    assert {event.kind for event in events} == {"failed", "issued"}
    assert [each.order_number for each in notices] == ["TAM-0001"]


def test_a_batch_is_closed_only_if_nothing_was_added_meanwhile(open_ledger: Callable[[], Ledger]) -> None:
    ledger = open_ledger()
    ledger.record([notice(1), notice(2)], nowhere)
    (batch,) = ledger.batches()

    too_early = ledger.close_batch(batch, 1)
    closed = ledger.close_batch(batch, 2)
    ledger.record([notice(3)], nowhere)

    assert (too_early, closed) == (False, True)
    assert ledger.batches() == [Batch(DAY, 1, closed=True, notices=2), Batch(DAY, 2, closed=False, notices=0)]
    assert ledger.issued(["tam-0003"])[notice(3).key].batch == 2


def test_a_run_learns_that_another_closed_its_batch_with_more_notices(open_ledger: Callable[[], Ledger]) -> None:
    ledger, other = open_ledger(), open_ledger()
    ledger.record([notice(1)], nowhere)
    (batch,) = ledger.batches()
    other.record([notice(2)], nowhere)

    closed = other.close_batch(batch, 2)
    late, once_more = ledger.close_batch(batch, 1), ledger.close_batch(batch, 2)

    assert (closed, late, once_more) == (True, False, True)
    assert ledger.batches() == [Batch(DAY, 1, closed=True, notices=2)]


def test_letters_are_printed_in_address_order(open_ledger: Callable[[], Ledger]) -> None:
    ledger = open_ledger()
    codes = ["9", "10", "Ä", "a", "B", ""]
    for number, code in enumerate(codes):
        one = notice(number)
        ledger.record([replace(one, addressee=replace(one.addressee, postal_code=code))], nowhere)
    (batch,) = ledger.batches()

    with ledger.printing(batch) as rows:
        printed = [row.addressee.postal_code for row in rows]

    assert printed == ["", "10", "9", "B", "a", "Ä"]


def test_two_runs_may_make_the_tables_at_once(address: str) -> None:
    ledgers = [Ledger(address) for _ in range(4)]

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda ledger: ledger.database.prepare(), ledgers))

    assert ledgers[0].batches() == []
    for ledger in ledgers:
        ledger.database.close()


def test_a_connection_that_is_lost_before_the_commit_loses_and_doubles_nothing(postgresql: PostgreSQL) -> None:
    ledger, published = Ledger(postgresql.new_database()), list[int]()
    ledger.database.prepare()

    def publish(notices: Sequence[IssuedNotice]) -> None:
        published.append(len(notices))
        if len(published) == 1:
            postgresql.disconnect_all()

    fresh = ledger.record([notice(1), notice(2)], publish)

    assert published == [2, 2]
    assert len(fresh) == 2
    assert len(ledger.issued(["tam-0001", "tam-0002"])) == 2
    ledger.database.close()


def test_a_run_that_lost_its_connection_does_not_take_what_another_recorded(postgresql: PostgreSQL) -> None:
    address = postgresql.new_database()
    ledger, other, published = Ledger(address), Ledger(address), list[int]()
    ledger.database.prepare()

    def publish(notices: Sequence[IssuedNotice]) -> None:
        published.append(len(notices))
        if len(published) == 1:
            postgresql.disconnect_all()
            other.record([notice(1, date(2021, 1, 5))], nowhere)

    fresh = ledger.record([notice(1), notice(2)], publish)

    assert published == [2, 1]
    assert [each.order_number for each in fresh] == ["TAM-0002"]
    assert ledger.issued(["tam-0001"])[notice(1).key].as_of == date(2021, 1, 5)
    ledger.database.close()
    other.database.close()


def test_a_password_is_not_told(postgresql: PostgreSQL) -> None:
    address = postgresql.new_database().replace("s3cret", "wrong")
    ledger = Ledger(address)

    with pytest.raises(LedgerError) as refused:
        ledger.database.prepare()

    assert "password authentication failed" in str(refused.value)
    assert "p%40ss" not in str(refused.value)
    assert "p@ss" not in str(refused.value)
