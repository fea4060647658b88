"""What each figure is: one sentence a rule, the same as in docs/figures.md."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

RULES: Mapping[str, str] = MappingProxyType(
    {
        "opened": "Cases whose `opened` lies in the period.",
        "closed": "Cases whose `closed` lies in the period.",
        "backlog": "Cases opened before the end of the period and not closed by then.",
        "backlog-age": "Of the backlog, whole days from `opened` to the end of the period.",
        "backlog-band": "Of the backlog, cases by whole days from `opened` to the end of the period.",
        "waiting": "Of the backlog, cases without a first response by the end of the period.",
        "escalated": "Of the cases opened in the period, those that were ever escalated.",
        "reopened": "Of the cases closed in the period, those that were ever opened again.",
        "response-elapsed": "Of the cases first answered in the period, hours from `opened` up to `first_response`.",
        "response-business": "Of the cases first answered in the period, business hours from `opened` up to then.",
        "resolution-elapsed": "Of the cases closed in the period, hours from `opened` to `closed`.",
        "resolution-business": "Of the cases closed in the period, business hours from `opened` to `closed`.",
        "severity-1": "Severity 1 cases that were open at any moment of the period.",
        "pain-point": "Cases opened in the period with one category and product.",
        "outside": "Cases opened in the period for a product family that is no designated software of the order.",
    }
)
