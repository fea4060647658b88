"""What a table of contracts calls the fields of an order, and what it writes for their values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tamdocs.orders.registers import countries
from tamdocs.renewals.book.country_names import country_of
from tamdocs.renewals.book.heading_names import names_of
from tamdocs.tables.cell import Row
from tamdocs.tables.order_fields import OrderField
from tamdocs.tables.propose_map import Habits, Proposal
from tamdocs.tables.propose_map import propose_map as propose

_WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "/channel/kind": {
        "direct": ("direct", "direct sales", "直销", "直接"),
        "reseller": ("reseller", "partner", "channel", "indirect", "distributor", "经销商", "代理商", "渠道"),
    },
    "/renewal/delivery": {
        "post": ("post", "mail", "letter", "postal", "邮寄", "平邮", "邮政"),
        "courier": ("courier", "express", "dhl", "fedex", "ups", "快递", "速递"),
    },
    "/renewal/language": {
        "en": ("en", "english", "英文", "英语"),
        "zh-Hans": ("zh-hans", "zh", "zh-cn", "chinese", "simplified chinese", "中文", "简体中文"),
    },
}


def propose_map(
    headings: Sequence[str], rows: Sequence[Row], fields: Mapping[str, OrderField], preamble: str = ""
) -> Proposal:
    """Return the map that *headings* and the first *rows* of a table of contracts suggest."""
    return propose(headings, rows, fields, Habits(names_of, _values_of), preamble)


def _values_of(field: OrderField, texts: Sequence[str]) -> Mapping[str, str | int] | None:
    if field.pointer in _WORDS:
        return {name: key for key, names in _WORDS[field.pointer].items() for name in names}
    if field.pointer.endswith(("/country", "/territory")) and any(text not in countries() for text in texts):
        return {text.casefold(): code for text in texts if (code := country_of(text))}
    return None
