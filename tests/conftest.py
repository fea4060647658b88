from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
LONGEST_FIRST = ("conformance", "test_docs.py", "cli", "batch", "writers", "wordside", "compare", "library")

# A slow machine is no failure, and a run in CI that failed can be run again: equal code, equal examples.
hypothesis.settings.register_profile("tamdocs", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("tamdocs")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what the tests get into tests/golden/ instead of comparing; review the diff",
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest: where several processes share the files, none is left alone with one of them."""
    places = {HERE / name: place for place, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: min(places.get(each, len(places)) for each in (item.path, *item.path.parents)))


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Return a function that holds a text against the golden file of that name under `tests/golden/`."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        if not path.is_file():
            pytest.fail(f"{path} is not there; `pytest --update-golden` writes it", pytrace=False)
        with path.open(encoding="utf-8", newline="") as file:
            expected = file.read()

        assert text == expected, f"{name} differs; if it shall, run `pytest --update-golden` and review the diff"

    return compare
