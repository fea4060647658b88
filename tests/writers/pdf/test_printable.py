from __future__ import annotations

import io
import re
import unicodedata
from itertools import islice

import pytest
from pypdf import PdfReader

from tamdocs.document.model import Block, Emphasis, Paragraph, Strong, Text
from tamdocs.writers.pdf import PdfWriter, unprintable
from tamdocs.writers.pdf.printable import ORDINARY_RANGES
from tests.support.pdf_text import pdf_blocks
from tests.support.trees import document, paragraph
from tests.writers.pdf.samples import SKIN, section

NAMES = (
    "Ștefan Țepeș, Iași",
    "Nguyễn Thị Thúy Hằng",
    "Łukasz Źdźbło, Gdańsk",
    "Şükrü Iğdır İĞ",
    "Αλέξανδρος Ωμέγα",
    "Володимир Їжак, Объект № 5",
    "Dvořák & Søn, Åre, Þór, Ħal, Ŋ",
    "김민수, 서울특별시",
    "山田太郎、ヤマダ　辻邊",
    "陳大文，灣仔軒尼詩道，龘靐齉爩",
    "上海云岭信息技术有限公司——“服务”……《协议》",
    "𠮷野家，𨋢",
    "€ £ ¥ ₺ ₽ ₹ ₩ © ® ™ § ¶ • – — ‘’ “” „ … ‰ № °",
    "office affluent fjord Thing waffle",
)

FACES = 4


def faces(text: str) -> tuple[Block, ...]:
    """Return *text* in each face of the skin: body, strong, emphasis, heading."""
    return (
        paragraph(text),
        Paragraph((Strong((Text(text),)),)),
        Paragraph((Emphasis((Text(text),)),)),
        section("s", "", text),
    )


def printed(*texts: str, language: str = "en") -> list[list[str]]:
    """Return how each text comes out of the PDF in each face."""
    blocks = tuple(block for text in texts for block in faces(text))
    pdf = PdfWriter(SKIN).write(document(*blocks, language=language))
    found = iter(block.text for block in pdf_blocks(pdf.data) if block.tag in {"P", "H1"})
    return [list(islice(found, FACES)) for _ in texts]


def normal(text: str) -> str:
    return unicodedata.normalize("NFC", re.sub(r"\s", "", text))


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_names_of_many_languages_print_in_every_face(language: str) -> None:
    found = printed(*NAMES, language=language)

    assert [unprintable(name) for name in NAMES] == [None] * len(NAMES)
    assert [[normal(text) for text in faces] for faces in found] == [[normal(name)] * FACES for name in NAMES]


def test_ordinary_characters_come_back_from_every_face() -> None:
    """Every ordinary letter of Europe, and each 37th of the Chinese and Korean ones; also to a reader without tags."""
    letters = [chr(code) for first, last in ORDINARY_RANGES for code in range(first, last + 1)]
    chosen = [letter for at, letter in enumerate(letters) if letter.strip() and (letter < "\u3000" or at % 37 == 0)]
    texts = ["".join(chosen[at : at + 40]) for at in range(0, len(chosen), 40)]
    pdf = PdfWriter(SKIN).write(document(*(face for text in texts for face in faces(text)))).data
    tagged = [normal(block.text) for block in pdf_blocks(pdf) if block.tag in {"P", "H1"}]
    plain = normal("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))

    assert tagged[: FACES * len(texts)] == [normal(text) for text in texts for _ in range(FACES)]
    assert [text for text in texts if normal(text) not in plain] == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("an idea 💡", "U+1F4A1 ELECTRIC LIGHT BULB cannot be printed: none of the embedded fonts has it"),
        ("กรุงเทพ", "U+0E01 THAI CHARACTER KO KAI cannot be printed: none of the embedded fonts has it"),
        (
            "a\u00adb",
            "U+00AD SOFT HYPHEN cannot be printed: it is a control character, which nobody sees",
        ),
        ("a\nb", "U+000A cannot be printed: it is a control character, which nobody sees"),
        ("\ue000", "U+E000 cannot be printed: Unicode gives it no meaning"),
        (
            "Adébáyọ̀",
            "U+0300 COMBINING GRAVE ACCENT cannot be printed: no font has it together with the letter before it as one"
            " letter",
        ),
        (
            "שלום",
            "U+05E9 HEBREW LETTER SHIN cannot be printed: it is written from right to left, and would come out of the"
            " PDF in the wrong order",
        ),
        ("⾧", "U+2FA7 KANGXI RADICAL LONG cannot be printed: it would come out of the PDF as another character"),
    ],
)
def test_what_cannot_be_printed_is_named_with_its_reason(text: str, reason: str) -> None:
    assert unprintable(text) == reason


def test_canonically_equal_texts_have_one_answer() -> None:
    assert unprintable("Mu\u0308ller") is None
    assert unprintable("Müller") is None


@pytest.mark.parametrize("text", ["", " ", "a\u00a0b", "全\u3000角"])
def test_spaces_are_printable(text: str) -> None:
    assert unprintable(text) is None
