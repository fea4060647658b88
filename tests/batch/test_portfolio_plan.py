from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tamdocs.batch.book import Record, open_book
from tamdocs.batch.desk import Desk
from tamdocs.batch.portfolio.notes import NotesShelf, load_shelf
from tamdocs.batch.portfolio.plan import PortfolioJob, PortfolioPlan, Unmade
from tamdocs.batch.renewals.spool import Spool
from tamdocs.errors import WorkspaceError
from tamdocs.reviews.case_map import CaseMap
from tamdocs.reviews.order_parts import OrderParts, parts_by_order
from tamdocs.reviews.period import parse_period
from tamdocs.reviews.raw_cases import raw_from_csv
from tests.support.cases import SCHEMA, as_csv, row
from tests.support.samples import ROOT, sample_workspace

US, CN = "RPS-2017-000931", "TAM-2017-004218"
MAY = parse_period("2018-05")
JOB = PortfolioJob("review-monthly", MAY, ("en",), "09:00-17:00", date(2018, 6, 4), {})


def parts_of(*rows: Mapping[str, Any]) -> OrderParts:
    return parts_by_order(raw_from_csv("cases.csv", as_csv(rows), CaseMap(), SCHEMA))


@contextmanager
def planned(parts: OrderParts, notes: NotesShelf) -> Iterator[tuple[PortfolioPlan, Spool, list[object]]]:
    desk = Desk(sample_workspace())
    plan = PortfolioPlan(JOB, parts, notes, desk)
    with Spool(also_renewed=True) as spool:
        met = list(plan.read(open_book(str(ROOT / "contracts"), desk), spool, None))
        yield plan, spool, [each for each in met if not isinstance(each, Record)]


def notes(folder: Path) -> NotesShelf:
    path = folder / "default.md"
    path.write_text("# What to improve\n\nNothing.\n", "utf-8")
    return load_shelf([path])


def test_each_contract_has_data_of_its_own(tmp_path: Path) -> None:
    with planned(parts_of(row(order_number=US), row(order_number=CN, category="Agent")), notes(tmp_path)) as found:
        plan, spool, met = found
        due = {contract.order.order_number: contract for contract in spool.due()}

        assert met == []
        assert len(due) == 4
        assert b'"category":"Policy"' in due[US].own["en"].data
        assert b'"category":"Agent"' in due[CN].own["en"].data
        assert due[US].own["en"].notes["improve"][1] == 3
        assert [notice.step for notice in due[US].notices] == ["review-monthly.2018-05.en"]
        assert due[US].notices[0].term_end == date(2018, 5, 31)
        assert plan.counted == 2


def test_a_defect_that_is_met_in_one_customer_does_not_stop_the_others(tmp_path: Path) -> None:
    good = parts_of(row(order_number=US), row(order_number=CN))
    broken = replace(good.of(US), frame=good.of(US).frame.drop("severity"))
    parts = replace(good, parts={**good.parts, US.lower(): broken})

    with planned(parts, notes(tmp_path)) as (plan, spool, met):
        (unmade,) = met
        assert isinstance(unmade, Unmade)
        assert (unmade.order_number, unmade.languages) == (US, ("en",))
        assert [problem.code for problem in unmade.problems] == ["defect"]
        assert len(list(spool.due())) == 3
        assert plan.customers[US.casefold()].counts == {}


def test_a_number_of_an_order_never_leads_out_of_the_folder_of_notes(tmp_path: Path) -> None:
    inside = tmp_path / "notes"
    inside.mkdir()
    (tmp_path / "secret.md").write_text("# What to improve\n\nSecret.\n", "utf-8")
    (inside / "default.md").write_text("# What to improve\n\nNothing.\n", "utf-8")
    shelf = load_shelf([inside])

    assert shelf.of("../secret", MAY, ["en"]).files == (inside / "default.md",)
    assert shelf.of(str(tmp_path / "secret"), MAY, ["en"]).files == (inside / "default.md",)


def test_a_folder_of_notes_stands_alone(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError):
        load_shelf([tmp_path, tmp_path / "notes.md"])
