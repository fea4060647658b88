from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from tamdocs.renewals.email_draft import write_draft
from tamdocs.renewals.issued import Addressee

METADATA = (
    '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">服务届满 &amp; 续订</rdf:li></rdf:Alt></dc:title>'
    '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">Until 2021-01-31</rdf:li></rdf:Alt></dc:description>'
).encode()
PDF = bytes(range(256)) * 40


def written(name: str, email: str) -> bytes:
    return write_draft(Addressee("Org", name, email, (), "", "", "", "DE"), "TAM-1", PDF, METADATA, "TAM-1-first.pdf")


def read(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def test_a_draft_says_to_whom_and_what_and_has_the_letter() -> None:
    message = read(written("Åsa “Q” Müller, Ltd", "asa@example.com"))
    (attached,) = message.iter_attachments()
    body = message.get_body()

    assert str(message["Subject"]) == "服务届满 & 续订 (TAM-1)"
    assert message["To"].addresses[0].display_name == "Åsa “Q” Müller, Ltd"
    assert message["To"].addresses[0].addr_spec == "asa@example.com"
    assert body is not None
    assert body.get_content() == "Until 2021-01-31\r\n"
    assert attached.get_content() == PDF
    assert attached.get_filename() == "TAM-1-first.pdf"


def test_equal_drafts_have_equal_bytes() -> None:
    assert written("Åsa", "a@example.com") == written("Åsa", "a@example.com")


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("A\r\nBcc: all@example.com", "a@example.com"),
        ("A", "a@example.com\r\nBcc: all@example.com"),
        ("A", "a@example.com, all@example.com"),
        ("A", "a@example.com> Bcc: <all@example.com"),
        ("A <all@example.com>", "a@example.com"),
        ("=?utf-8?q?A=0D=0ABcc:_all@example.com?=", "a@example.com"),
        ("A", "=?utf-8?q?A=0D=0ABcc:_all?=@example.com"),
        ("A", "no address"),
        ("A", "用户@例子.example"),
    ],
)
def test_no_name_and_no_address_adds_a_recipient_or_a_header(name: str, email: str) -> None:
    message = read(written(name, email))
    addresses = message["To"].addresses if message["To"] else ()

    assert set(message.keys()) <= {"X-Unsent", "Subject", "To", "MIME-Version", "Content-Type"}
    assert {address.addr_spec for address in addresses} <= {"a@example.com", "用户@例子.example"}
