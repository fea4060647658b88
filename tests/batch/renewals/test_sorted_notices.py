from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamdocs.batch.renewals.sorted_notices import NoticesOnDisk
from tamdocs.renewals.due import DueNotice
from tamdocs.renewals.plan_book import in_memory
from tests.support.small_disk import small_disk

__all__ = ["small_disk"]

NOTICE = DueNotice(
    "TAM-1", date(2018, 11, 14), "final", "business", "en", "post", "US", date(2018, 10, 5), date(2018, 10, 15),
    False, "due since 2018-09-25", "renewal-notice",
)  # fmt: skip

NOTICES = st.lists(
    st.builds(
        lambda number, days, overdue, country, recipient: NOTICE._replace(
            order_number=number,
            post_by=date(2018, 10, 1) + timedelta(days),
            overdue=overdue,
            country=country,
            recipient=recipient,
        ),
        st.text("AaZ9é中𧺯-", min_size=1, max_size=3),
        st.integers(-2, 2),
        st.booleans(),
        st.sampled_from(["CN", "US"]),
        st.sampled_from(["business", "legal"]),
    ),
    max_size=30,
)


@given(NOTICES)
def test_order_on_disk_is_that_in_memory_each_time(notices: list[DueNotice]) -> None:
    kept = NoticesOnDisk(notices)

    assert list(kept) == list(in_memory(notices))
    assert list(kept) == list(kept)


def test_notices_of_one_urgency_stay_in_the_order_of_the_book() -> None:
    notices = [NOTICE._replace(step=step) for step in ("second", "final", "first")]

    assert [notice.step for notice in NoticesOnDisk(notices)] == ["second", "final", "first"]


@pytest.mark.parametrize("small_disk", ["1m"], indirect=True)
def test_a_plan_for_which_the_disk_has_no_room_is_refused(small_disk: Path) -> None:
    code = (
        "from tests.batch.renewals.test_sorted_notices import NOTICE, NoticesOnDisk\n"
        "from tamdocs.errors import WorkspaceError\n"
        "try:\n"
        "    list(NoticesOnDisk(NOTICE._replace(order_number=f'TAM-{at}') for at in range(30_000)))\n"
        "except WorkspaceError as error:\n"
        "    print(error.problems[0].source, error.problems[0].code)\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"TMPDIR": str(small_disk), "SQLITE_TMPDIR": str(small_disk)},
    )

    assert done.stdout.split() == [str(small_disk), "unwritable"]
