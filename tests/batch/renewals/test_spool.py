from __future__ import annotations

from pathlib import Path

import pytest

from tamdocs.batch.book import open_book
from tamdocs.batch.desk import Desk
from tamdocs.batch.renewals.spool import Spool
from tests.support.renewal_runs import AS_OF, make_book
from tests.support.samples import sample_workspace


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return make_book(tmp_path, 240)


def read(book: Path, spool: Spool) -> int:
    """Read the book and return how many notices the contracts have that come out."""
    for _ in spool.add_book(open_book(str(book), Desk(sample_workspace())), AS_OF):
        pass
    return sum(len(contract.notices) for contract in spool.due())


def test_only_notices_that_are_to_be_issued_are_counted(book: Path) -> None:
    with Spool() as spool, Spool(also_renewed=True) as every:
        issued, of_all = read(book, spool), read(book, every)

        assert (spool.notices(), every.notices()) == (issued, of_all)
        assert 0 < issued < of_all


def test_nothing_is_counted_where_nothing_is_due() -> None:
    with Spool() as spool:
        assert spool.notices() == 0
