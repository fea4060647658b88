"""Renewal letters to several countries, in both languages, directly and through a reseller."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from tamdocs.document.model import Document
from tamdocs.library.agreement import agree
from tamdocs.library.compose import compose
from tamdocs.orders.data import DataReader
from tests.support.samples import sample_library, sample_order, sample_workspace

ADDRESSES: Mapping[str, Mapping[str, Any]] = {
    "US": {
        "lines": ["1200 Harbor Way", "Suite 410"],
        "city": "Oakland",
        "region": "CA",
        "postal_code": "94607",
        "country": "US",
    },
    "DE": {"lines": ["Industriestraße 17"], "city": "Stuttgart", "postal_code": "70565", "country": "DE"},
    "GB": {"lines": ["14 Finsbury Square"], "city": "London", "postal_code": "EC2A 1BR", "country": "GB"},
    "CN": {"lines": ["张江路 88 号 6 号楼 12 层"], "city": "上海", "postal_code": "201203", "country": "CN"},
    "JP": {
        "lines": ["1-9-1 Marunouchi"],
        "city": "Chiyoda-ku",
        "region": "Tokyo",
        "postal_code": "100-0005",
        "country": "JP",
    },
}
LONG = "Köhler Präzisionswerke und Internationale Beteiligungsgesellschaft für Antriebstechnik GmbH & Co. KG"


def letter(
    country: str = "DE",
    language: str = "en",
    *,
    order: str = "emea-de-reseller",
    kind: str = "renewal-notice",
    software: int = 1,
    **changed: Any,
) -> Document:
    """Return a renewal letter to *country*; *changed* are other fields of the notice, or of its recipient."""
    agreement = agree(sample_order(order), sample_library())
    listed = agreement.order.designated_software[:1] * software
    agreement = replace(agreement, order=replace(agreement.order, designated_software=listed))
    return compose(agreement, kind, language, _read(json.dumps(notice(country, **changed))))


def notice(country: str = "DE", **changed: Any) -> dict[str, Any]:
    recipient = {
        "kind": "business",
        "name": "Annika Vogt",
        "title": "Head of IT Security",
        "organisation": "Köhler Präzisionswerke GmbH & Co. KG",
        "address": ADDRESSES[country],
    }
    made = {
        "step": "first",
        "date": "2018-09-24",
        "receive_by": "2018-10-01",
        "term_end": "2018-12-31",
        "delivery": "post",
        "recipient": recipient | {name: value for name, value in changed.items() if name in recipient},
        "copy_to": {"name": "Legal Department"},
        "reference": "RN-2018-000123",
    }
    return {"notice": made | {name: value for name, value in changed.items() if name not in recipient}}


def _read(text: str) -> Any:
    read = _reader().read("notice.json", text.encode())
    assert read.problems == (), read.problems
    return read.data


@cache
def _reader() -> DataReader:
    shape = sample_library().editions["2017-11"].outlines["renewal-notice"].data
    assert shape
    return DataReader(shape, sample_workspace().load_order_schema())
