from __future__ import annotations

import pytest

from tests.support.renewal_runs import Undisturbed, make_book

ORDERS = 100


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    folder = tmp_path_factory.mktemp("undisturbed")
    return Undisturbed.run(make_book(folder, ORDERS), folder)
