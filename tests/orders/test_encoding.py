from __future__ import annotations

import codecs

import pytest

from tamdocs.orders.encoding import NotText, decode_utf8

GERMAN = '{\n "city": "Köln", "street": "Industriestraße 17"}'
CHINESE = '{\n "city": "上海", "name": "陈思远"}'


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_utf_8_is_read_with_and_without_a_byte_order_mark(mark: bytes) -> None:
    assert decode_utf8(mark + CHINESE.encode("utf-8")) == CHINESE


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_a_wide_encoding_is_refused_by_name_with_and_without_a_mark(encoding: str) -> None:
    found = decode_utf8(CHINESE.encode(encoding))

    message = f"this file is {encoding[:6].upper()}, not UTF-8"
    assert found == NotText("not-utf-8", message, 1, 1, "save it as UTF-8", encoding[:6])


@pytest.mark.parametrize("encoding", ["gbk", "gb18030"])
def test_chinese_bytes_are_refused_by_name(encoding: str) -> None:
    found = decode_utf8(CHINESE.encode(encoding))

    message = "this file is probably GB18030 (GBK), not UTF-8: byte 0xC9 at 2:11"
    assert found == NotText("not-utf-8", message, 2, 11, "save it as UTF-8", "gb18030")


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_western_bytes_are_refused_by_name(encoding: str) -> None:
    found = decode_utf8(GERMAN.encode(encoding))

    message = "this file is probably Windows-1252 (Latin-1), not UTF-8: byte 0xF6 at 2:12"
    assert found == NotText("not-utf-8", message, 2, 12, "save it as UTF-8", "windows-1252")


def test_other_bytes_are_refused_with_their_place() -> None:
    found = decode_utf8(b'{"a": "\xff\x81\x8d"}')

    assert found == NotText("not-utf-8", "this file is not UTF-8: byte 0xFF at 1:8", 1, 8, "save it as UTF-8")


def test_a_file_that_breaks_off_within_a_character_is_cut_off() -> None:
    found = decode_utf8('{"a": "上'.encode()[:-1])

    message = "the file breaks off in the middle of a character"
    assert found == NotText("cut-off", message, 1, 8, "the end of the file is missing; get the file again")


def test_a_file_of_another_kind_is_refused_by_name() -> None:
    found = decode_utf8(b"PK\x03\x04\x14\x00")

    message = "this is a Word, Excel or ZIP file, not JSON"
    kind = "a Word, Excel or ZIP file"
    assert found == NotText("bad-json", message, 1, 1, "give the order as a JSON file", kind=kind)
