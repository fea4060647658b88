"""`tamdocs renewals history`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tamdocs.cli.renewals_options import ledger_option, open_ledger

if TYPE_CHECKING:
    from tamdocs.batch.renewals.ledger import Event
    from tamdocs.renewals.issued import IssuedNotice, NoticeKey


@click.command()
@click.argument("contract")
@ledger_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for each event.")
def history(*, contract: str, ledger: str | None, as_json: bool) -> None:
    """Tell what has happened to the notices and reports of one contract.

    CONTRACT is the number of its order.

    \b
    Example:
      tamdocs renewals history TAM-2017-004218
    """
    from tamdocs.workspace import find_workspace

    opened = open_ledger(ledger, find_workspace(Path.cwd()))
    events, notices = opened.history(contract.casefold())
    if not events:
        click.echo(f"the ledger knows nothing of a contract {ascii(contract)[1:-1]}", err=True)
        sys.exit(1)
    by_key = {notice.key: notice for notice in notices}
    for event in events:
        for line in _json_lines(event, by_key) if as_json else _lines(event, by_key):
            click.echo(line)


def _lines(event: Event, notices: dict[NoticeKey, IssuedNotice]) -> Iterator[str]:
    detail = f": {event.detail}" if event.detail else ""
    yield f"{event.as_of}  {event.kind}  {event.key.words}{detail}"
    notice = notices.get(event.key)
    if notice and event.kind in {"issued", "reissued"}:
        who = notice.addressee
        if notice.key.review:
            yield f"  for {who.name}, {who.organisation}, {notice.country}"
        else:
            yield f"  by {notice.delivery} to {who.name}, {who.organisation}, {notice.country}"
            yield f"  dated {notice.letter_date}, to be posted by {notice.post_by} and received by {notice.receive_by}"
        yield f"  {notice.letter} in {notice.language}, edition {notice.edition}"
        yield from (f"  {file.path}  sha256 {file.sha256}" for file in notice.files)


def _json_lines(event: Event, notices: dict[NoticeKey, IssuedNotice]) -> Iterator[str]:
    from tamdocs.cli.report import json_line

    key = event.key
    said: dict[str, object] = {
        "as_of": str(event.as_of),
        "event": event.kind,
        "notice": key.step,
        "recipient": key.recipient,
        "term_end": str(key.term_end),
        "issue": key.issue,
        "detail": event.detail,
    }
    notice = notices.get(key)
    if notice and event.kind in {"issued", "reissued"}:
        said |= {
            "order_number": notice.order_number,
            "language": notice.language,
            "delivery": notice.delivery,
            "country": notice.country,
            "letter_date": str(notice.letter_date),
            "post_by": str(notice.post_by),
            "receive_by": str(notice.receive_by),
            "edition": notice.edition,
            "order_sha256": notice.order_sha256,
            "files": [{"path": file.path, "sha256": file.sha256} for file in notice.files],
        }
    yield json_line(said)
