from __future__ import annotations

import gc
import gzip
import json
import subprocess
import sys
import tracemalloc
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tamdocs.batch.book import BookOptions, Record, open_book
from tamdocs.batch.demo_book import save_demo_book
from tamdocs.batch.desk import Desk
from tamdocs.errors import WorkspaceError
from tamdocs.renewals.book.demo_order import AS_OF, DemoBook, demo_orders
from tamdocs.tables.csv_table import inert
from tests.support.required import ROOT
from tests.support.samples import ORDER_FILES, sample_workspace

DESK = Desk(sample_workspace())
DEMO = DemoBook(150, seed=3, bad_share=0.2)


def saved(tmp_path: Path, name: str, orders: list[dict[str, Any]] | None = None) -> tuple[str, Path | None]:
    """Return the address of a book, and its column map if it needs one."""
    if name == "folder":
        (tmp_path / "book").mkdir()
        for index, order in enumerate(orders or demo_orders(DEMO)):
            path = tmp_path / "book" / f"{index:04}.json"
            path.write_text(json.dumps(order, ensure_ascii=False, indent=2), encoding="utf-8")
        return str(tmp_path / "book"), None
    files = save_demo_book(orders or demo_orders(DEMO), tmp_path / f"book{name}")
    address = f"sqlite:///{files[0]}" if name == ".db" else str(files[0])
    return address, files[1] if len(files) > 1 else None


def codes(record: Record) -> set[str]:
    return {problem.code for problem in record.problems if problem.severity == "error"}


BOOKS = {
    "folder": "rejects",
    ".jsonl": "rejects.jsonl",
    ".jsonl.zst": "rejects.jsonl",
    ".csv": "rejects.csv",
    ".csv.gz": "rejects.csv",
    ".xlsx": "rejects.xlsx",
    ".db": "rejects.jsonl",
}


@pytest.mark.parametrize("name", BOOKS)
def test_book_is_the_same_in_every_format(tmp_path: Path, name: str) -> None:
    (tmp_path / "plain").mkdir()
    plain = list(open_book(saved(tmp_path / "plain", ".jsonl")[0], DESK))
    spec, column_map = saved(tmp_path, name)

    records = list(open_book(spec, DESK, BookOptions(column_map)))

    assert [(record.order, record.sha256) for record in records if record.order] == [
        (record.order, record.sha256) for record in plain if record.order
    ]
    assert len(records) == len(plain) == 150
    assert 15 < sum(record.order is None for record in records) < 50
    assert all(record.agreement for record in records if record.order)
    assert all(codes(record) for record in records if not record.order)


@pytest.mark.parametrize("name", BOOKS)
def test_rejects_are_a_book_that_is_refused_for_the_same_reasons(tmp_path: Path, name: str) -> None:
    spec, column_map = saved(tmp_path, name)
    rejects = tmp_path / BOOKS[name]

    bad = [
        record
        for record in open_book(spec, DESK, BookOptions(column_map, rejects=rejects))
        if record.order is None and "order-number-taken" not in codes(record)
    ]
    again = [
        record
        for record in open_book(str(rejects), DESK, BookOptions(column_map))
        if "order-number-taken" not in codes(record) and record.order is None
    ]

    assert [(codes(record), record.order_number) for record in again] == [
        (codes(record), record.order_number) for record in bad
    ]


def test_mended_rejects_are_read(tmp_path: Path) -> None:
    [order] = demo_orders(DemoBook(1, bad_share=0))
    spec, column_map = saved(tmp_path, ".csv", [{**order, "territory": "Germny"}])
    rejects = tmp_path / "rejects.csv"
    list(open_book(spec, DESK, BookOptions(column_map, rejects=rejects)))
    text = rejects.read_text(encoding="utf-8-sig")

    rejects.write_text(text.replace(",Germny,", f",{order['territory']},"), encoding="utf-8")
    [record] = open_book(str(rejects), DESK, BookOptions(column_map))

    assert text.splitlines()[1].startswith('"territory is ""Germny""; ISO 3166-1 has no such country code')
    assert record.order is not None
    assert record.order.territory == order["territory"]


def test_values_of_rejects_are_no_formulas(tmp_path: Path) -> None:
    [order] = demo_orders(DemoBook(1, bad_share=0))
    customer = order["customer"] | {"legal_name": '=HYPERLINK("http://x.example")'}
    spec, column_map = saved(tmp_path, ".csv", [{**order, "customer": customer, "territory": "@SUM(A1)"}])
    rejects = tmp_path / "rejects.csv"

    [bad] = open_book(spec, DESK, BookOptions(column_map, rejects=rejects))
    [again] = open_book(str(rejects), DESK, BookOptions(column_map))

    text = rejects.read_text(encoding="utf-8-sig")
    assert "'=HYPERLINK" in text
    assert ",'@SUM(A1)," in text
    assert ",'+65 " in text
    assert again.data == bad.data


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx", "\rx", "'x"])
def test_what_could_begin_a_formula_gets_an_apostrophe(text: str) -> None:
    assert inert(text) == f"'{text}"


def test_book_without_bad_records_writes_no_rejects(tmp_path: Path) -> None:
    spec, _ = saved(tmp_path, ".jsonl", list(demo_orders(DemoBook(3, bad_share=0))))

    list(open_book(spec, DESK, BookOptions(rejects=tmp_path / "rejects.jsonl")))

    assert [path.name for path in tmp_path.iterdir()] == ["book.jsonl"]


def test_rejects_of_a_run_that_is_broken_off_leave_nothing(tmp_path: Path) -> None:
    spec, _ = saved(tmp_path, ".jsonl")
    records = open_book(spec, DESK, BookOptions(rejects=tmp_path / "rejects.jsonl"))

    for record in records:
        if record.order is None:
            break
    records.close()  # type: ignore[attr-defined]

    assert [path.name for path in tmp_path.iterdir()] == ["book.jsonl"]


@pytest.mark.parametrize(
    ("name", "rejects", "said"),
    [
        (".jsonl", "rejects.csv", "rejects of this book are a .jsonl file"),
        (".jsonl", "book.jsonl", "the rejects would take the place of the book"),
        (".csv", "rejects.xlsx", "rejects of this book are a .csv file"),
        ("folder", "book/rejects", "rejects of a folder go into a folder of their own"),
    ],
)
def test_rejects_that_cannot_be_are_told(tmp_path: Path, name: str, rejects: str, said: str) -> None:
    spec, column_map = saved(tmp_path, name)

    with pytest.raises(WorkspaceError, match=said):
        list(open_book(spec, DESK, BookOptions(column_map, rejects=tmp_path / rejects)))


def test_book_of_no_kind_is_told(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="this is no kind of book"):
        list(open_book(str(tmp_path / "book.docx"), DESK))


def test_book_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="there is no such file"):
        list(open_book(str(tmp_path / "book.jsonl"), DESK))


def test_table_without_a_map_is_told(tmp_path: Path) -> None:
    (tmp_path / "book.csv").write_text("a,b\n1,2\n", encoding="utf-8")

    with pytest.raises(WorkspaceError, match="the columns of this table say nothing to tamdocs without a column map"):
        list(open_book(str(tmp_path / "book.csv"), DESK))


def test_problem_of_a_cell_names_its_row_and_its_column(tmp_path: Path) -> None:
    [order] = demo_orders(DemoBook(1, bad_share=0))
    spec, column_map = saved(tmp_path, ".xlsx", [{**order, "territory": "XX"}])

    [record] = open_book(spec, DESK, BookOptions(column_map))

    assert str(record.problems[0]).replace(f"{tmp_path}/", "") == (
        'book.xlsx[Orders]:2: territory is "XX"; ISO 3166-1 has no such country code (column "Territory") '
        "[unknown-country]\n  at: /territory\n  hint: write the two letters that ISO 3166-1 has for the country"
    )


@pytest.mark.parametrize("name", [".jsonl", ".csv", ".xlsx"])
def test_demo_book_has_the_same_bytes_each_time(tmp_path: Path, name: str) -> None:
    first = save_demo_book(demo_orders(DEMO), tmp_path / f"a{name}")[0].read_bytes()

    assert save_demo_book(demo_orders(DEMO), tmp_path / f"b{name}")[0].read_bytes() == first
    other = DemoBook(150, seed=4, bad_share=0.2)
    assert save_demo_book(demo_orders(other), tmp_path / f"c{name}")[0].read_bytes() != first


def test_demo_book_has_everything() -> None:
    good = [record.agreement for record in _records(DemoBook(1500, bad_share=0)) if record.agreement]

    assert len(good) == 1500
    assert {each.region.code for each in good} == {"americas", "apac", "emea"}
    assert {each.order.service for each in good} == {"tam", "css", "bcs-rps"}
    assert {each.order.channel.kind for each in good} == {"direct", "reseller"}
    assert {each.order.languages for each in good} == {("en",), ("zh-Hans",), ("en", "zh-Hans"), ("zh-Hans", "en")}
    assert {each.order.renewal.delivery for each in good} == {"post", "courier"}
    assert len({each.order.term.end.month for each in good}) == 12
    assert sum(each.order.renews is not None for each in good) == 125


@pytest.mark.parametrize("as_of", [date(2018, 1, 1), date(2019, 2, 28), date(2020, 12, 20), AS_OF, date(2026, 6, 30)])
def test_demo_book_refuses_no_good_order(as_of: date) -> None:
    problems = [record.problems for record in _records(DemoBook(400, 1, as_of, bad_share=0)) if not record.agreement]

    assert problems == []


def test_demo_book_has_terms_of_one_to_three_years() -> None:
    terms = [record.agreement.order.term for record in _records(DemoBook(1500, bad_share=0)) if record.agreement]

    years = Counter(round((term.end - term.start).days / 365.25) for term in terms)
    assert years.keys() == {1, 2, 3}
    assert min(years.values()) > 400


def test_demo_book_is_bad_in_many_ways() -> None:
    found = [record for record in _records(DemoBook(600, seed=1, bad_share=1)) if record.order is None]

    assert len(found) > 590  # a number that is taken from an order whose own is another one by then is free
    assert len(set().union(*map(codes, found))) > 15


def _records(book: DemoBook) -> list[Record]:
    import tempfile  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        [path] = save_demo_book(demo_orders(book), Path(folder) / "book.jsonl")
        return list(open_book(str(path), DESK))


def test_demo_book_comes_out_of_the_command_as_lines() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tamdocs", "demo-book", "3", "--bad", "0"], capture_output=True, cwd=ROOT, check=True
    )

    assert [json.loads(line)["order_number"] for line in run.stdout.splitlines()] == [
        order["order_number"] for order in demo_orders(DemoBook(3, bad_share=0))
    ]


@pytest.mark.parametrize("name", [".jsonl.gz", ".csv", ".db"])
def test_memory_does_not_grow_with_the_book(tmp_path: Path, name: str) -> None:
    peaks = []
    # The first time fills what is kept within bounds. A database hands out several hundred rows at once.
    for turn, size in enumerate((600, 600, 1800)):
        (tmp_path / str(turn)).mkdir()
        spec, column_map = saved(tmp_path / str(turn), name, demo_orders(DemoBook(size)))  # type: ignore[arg-type]
        gc.collect()
        tracemalloc.start()
        for _ in open_book(spec, DESK, BookOptions(column_map)):
            pass
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()

    assert peaks[2] < peaks[1] + 600_000


def test_sample_orders_are_a_book() -> None:
    assert [record.order is not None for record in open_book(str(ORDER_FILES[0].parent), DESK)] == [True] * 4


def test_gzip_of_a_demo_book_holds_the_plain_one(tmp_path: Path) -> None:
    packed, plain = (save_demo_book(demo_orders(DEMO), tmp_path / f"b{name}")[0] for name in (".jsonl.gz", ".jsonl"))

    assert gzip.decompress(packed.read_bytes()) == plain.read_bytes()
