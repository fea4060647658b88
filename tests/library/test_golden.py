from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle
from typing import Any

import pytest

from tamdocs.library.agreement import Agreement
from tamdocs.library.compose import compose
from tamdocs.library.specimen import specimen_order
from tamdocs.library.specimen_data import data_situations, specimen_data
from tests.support.outline_text import outline_text
from tests.support.samples import ROOT, sample_library

EDITION = sample_library().editions["2017-11"]


def read_through() -> Iterator[Agreement]:
    """Yield an agreement for each region, each with another service, and one through a reseller."""
    services = cycle(EDITION.vendor.services)
    for region in EDITION.vendor.regions:
        yield Agreement(specimen_order(EDITION, region, next(services), "direct"), EDITION, region)
    first = EDITION.vendor.regions[0]
    yield Agreement(specimen_order(EDITION, first, next(services), "reseller"), EDITION, first)


def situations(kind: str, *, whole: bool) -> dict[str, Any]:
    """Return the data to compose a document with; *whole* wants every case of it."""
    shape = EDITION.outlines[kind].data
    if shape is None:
        return {"": None}
    if not whole:
        return {"": specimen_data(shape)}
    return {f".{index}": data for index, data in enumerate(data_situations(shape))}


def texts(kind: str, language: str) -> dict[str, str]:
    """Return each different text of a document by the name of its golden file."""
    found: dict[str, str] = {}
    for index, agreement in enumerate(read_through()):
        case = f"{agreement.region.code}.{agreement.order.channel.kind}.{agreement.order.service}"
        for name, data in situations(kind, whole=index == 0).items():
            text = outline_text(compose(agreement, kind, language, data))
            found.setdefault(text, f"{EDITION.id}/{language}/{kind}.{case}{name}.txt")
    return {name: text for text, name in found.items()}


@pytest.mark.parametrize("language", EDITION.languages)
@pytest.mark.parametrize("kind", EDITION.outlines)
def test_the_words_of_a_document_change_only_on_purpose(
    kind: str, language: str, golden: Callable[[str, str], None]
) -> None:
    for name, text in texts(kind, language).items():
        golden(name, text)


def test_no_golden_file_is_left_of_a_document_that_is_gone() -> None:
    golden = ROOT / "tests" / "golden"
    written = {path.relative_to(golden).as_posix() for path in (golden / EDITION.id).rglob("*.txt")}

    assert written == {name for kind in EDITION.outlines for code in EDITION.languages for name in texts(kind, code)}
