from __future__ import annotations

import gc
import tracemalloc
from pathlib import Path

from tamdocs.batch.book import BookOptions, open_book
from tamdocs.batch.demo_book import save_demo_book
from tamdocs.batch.desk import Desk
from tamdocs.batch.other_books import OtherBooks
from tamdocs.renewals.book.demo_order import DemoBook, demo_orders
from tamdocs.renewals.renewing import Renewals
from tests.support.samples import ORDER_FILES, sample_workspace

DESK = Desk(sample_workspace())
BOOK = str(ORDER_FILES[0].parent)


def test_memory_does_not_grow_with_the_other_book(tmp_path: Path) -> None:
    peaks = []
    for size in (900, 300, 900):  # the first time fills what is kept within bounds
        [path] = save_demo_book(demo_orders(DemoBook(size)), tmp_path / "other.jsonl")
        options = BookOptions(beside=(str(path),))
        gc.collect()
        tracemalloc.start()
        others, renewals = OtherBooks(BOOK, options, DESK), Renewals()
        for _ in others.watch(open_book(BOOK, DESK, options)):
            pass
        others.teach(renewals, others.records())
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()

        assert others.looked_at == size
        assert list(renewals.terms()) == []

    assert peaks[2] < peaks[1] + 200_000
