"""Notices as a ledger has them."""

from __future__ import annotations

from datetime import date

from tamdocs.renewals.issued import Addressee, IssuedFile, IssuedNotice, NoticeKey, notice_path

DAY = date(2021, 1, 4)


def notice(number: int, day: date = DAY) -> IssuedNotice:
    order = f"TAM-{number:04}"
    key = NoticeKey(order.casefold(), date(2021, 1, 31), "final", "business", 0)
    who = Addressee("Müller & Söhne", "Åsa", "a@b.example", ("=Straße 1",), "Köln", "", f"{number:05}", "DE")
    return IssuedNotice(
        key=key,
        order_number=order,
        reason="",
        order_sha256="0" * 64,
        edition="2017-11",
        edition_sha256="1" * 64,
        tree_sha256="2" * 64,
        letter="renewal-notice",
        letter_date=day,
        language="en",
        delivery="post",
        country="DE",
        post_by=day,
        receive_by=day,
        as_of=day,
        batch=0,
        addressee=who,
        files=(IssuedFile(notice_path(key, order, "pdf"), 1, "3" * 64),),
    )
