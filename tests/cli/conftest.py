from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.portfolio_desk import Portfolio, make_portfolio


@pytest.fixture
def portfolio(tmp_path: Path) -> Portfolio:
    """Four customers, two of them with a case in May."""
    return make_portfolio(tmp_path)
