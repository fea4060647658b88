"""A letter as the draft of an e-mail, with the PDF attached (RFC 5322, RFC 2045)."""

from __future__ import annotations

import hashlib
import re
from base64 import encodebytes
from email.errors import MessageError
from email.headerregistry import Address
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import SMTP, compat32
from html import unescape

from tamdocs.renewals.issued import Addressee

_STAND_IN = "the letter"
"""For the PDF, which the standard library would take line by line."""
_TITLE = re.compile(rb"<dc:title><rdf:Alt><rdf:li[^>]*>([^<]*)")
_SUBJECT = re.compile(rb"<dc:description><rdf:Alt><rdf:li[^>]*>([^<]*)")


def write_draft(who: Addressee, reference: str, pdf: bytes, metadata: bytes, file: str) -> bytes:
    """Return a draft to *who*; equal arguments give equal bytes.

    It has no date and no sender: the program that sends it adds both.

    Args:
        who: Whom it is to; an address that no mail program knows stands in the text instead of the header.
        reference: Stands in the subject, such as the order number.
        pdf: The letter.
        metadata: Of the letter, as XMP: its title and subject become those of the e-mail.
        file: What the attachment is called.
    """
    policy = SMTP.clone(utf8=not who.email.isascii())
    title = _said(_TITLE, metadata)
    headers = {"X-Unsent": "1", "Subject": _one_line(f"{title} ({reference})")}
    try:
        headers["To"] = str(Address(display_name=_one_line(who.name), addr_spec=_one_line(who.email)))
        greeting = ""
    except (ValueError, IndexError, MessageError):
        greeting = f"{who.name}: {who.email}\r\n\r\n"
    boundary = f"tamdocs-{hashlib.sha256(pdf + reference.encode()).hexdigest()[:40]}"
    parts = MIMEMultipart(boundary=boundary)
    parts.attach(MIMEText(f"{greeting}{_said(_SUBJECT, metadata) or title}\r\n", "plain", "utf-8"))
    letter = MIMEBase("application", "pdf")
    letter.add_header("Content-Transfer-Encoding", "base64")
    letter.add_header("Content-Disposition", "attachment", filename=file)
    letter.set_payload(_STAND_IN)
    parts.attach(letter)
    before, _, after = parts.as_bytes(policy=compat32.clone(linesep="\r\n")).rpartition(_STAND_IN.encode())
    folded = [policy.fold_binary(name, policy.header_factory(name, value)) for name, value in headers.items()]
    return b"".join((*folded, before, encodebytes(pdf).replace(b"\n", b"\r\n").rstrip(), after))


def _said(pattern: re.Pattern[bytes], metadata: bytes) -> str:
    found = pattern.search(metadata)
    return unescape(found[1].decode("utf-8", "replace")) if found else ""


def _one_line(text: str) -> str:
    """Return *text* as a header can have it; what looks like an encoded word (RFC 2047) would be decoded on reading."""
    return " ".join(text.split()).replace("=?", "= ?")
