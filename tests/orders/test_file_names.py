from __future__ import annotations

import pytest

from tamdocs.orders.file_names import find_unsafe


@pytest.mark.parametrize("name", ["TAM-2017-004218", "a", "7", "A.b_c-1", "CONSOLE", "COM", "x.CON", "LPT10", "a" * 64])
def test_a_name_that_every_system_takes_is_safe(name: str) -> None:
    assert find_unsafe(name) is None


@pytest.mark.parametrize("name", ["CON", "nul", "Aux", "prn", "COM1", "com0", "LPT9", "con.2017", "NUL.tar.gz"])
def test_the_name_of_a_device_of_windows_is_unsafe(name: str) -> None:
    assert find_unsafe(name) == f"Windows keeps the name {name.partition('.')[0]} for a device"


@pytest.mark.parametrize("sign", [*'<>:"/\\|?*', " ", "é", "¹", "\n", "\x00", "~", "%", "，"])
def test_a_sign_that_some_system_refuses_is_unsafe(sign: str) -> None:
    reason = find_unsafe(f"a{sign}b")

    assert reason is not None
    assert reason.endswith(" cannot stand in the name of a file everywhere")


@pytest.mark.parametrize("name", [".a", "-a", "_a", "a.", "a-", "a..b", "..", "."])
def test_signs_stand_alone_between_letters_and_digits(name: str) -> None:
    assert find_unsafe(name) == "it must begin and end with a letter or digit and have single signs between them"


def test_a_long_name_is_unsafe() -> None:
    assert find_unsafe("a" * 1_065) == "it has 1,065 characters, at most 64"
