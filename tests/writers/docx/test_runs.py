from __future__ import annotations

import pytest

from tamdocs.document.model import Field
from tamdocs.writers.docx.languages import Languages, word_languages
from tamdocs.writers.docx.write import write_docx
from tests.support.trees import paragraph
from tests.writers.docx.reading import find, strings
from tests.writers.docx.samples import contract_skin, document

Run = tuple[str, str]
"""Text of a run, and its language with a star where the East Asian font is asked for."""


def runs_of(text: str, language: str = "en") -> list[Run]:
    data = write_docx(document(paragraph(Field(text, "/x")), language=language), contract_skin(), {})
    runs = []
    for run in find(data, "//w:body/w:p[2]/w:r"):
        (properties,) = run.findall("{*}rPr")
        (tag,) = [str(value) for element in properties.findall("{*}lang") for value in element.attrib.values()]
        hint = "*" if properties.find("{*}rFonts") is not None else ""
        runs.append(("".join(str(each.text) for each in run.findall("{*}t")), tag + hint))
    return runs


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        pytest.param("The Fee", [("The Fee", "en-US")], id="latin"),
        pytest.param("Ελλάς, Россия", [("Ελλάς, Россия", "en-US")], id="greek-and-cyrillic"),
        pytest.param("Acme 北京 Ltd", [("Acme ", "en-US"), ("北京", "zh-CN*"), (" Ltd", "en-US")], id="chinese"),
        pytest.param("東京タワー", [("東京タワー", "ja-JP*")], id="japanese"),
        pytest.param("서울", [("서울", "ko-KR*")], id="korean"),
        pytest.param("𠮷野家", [("𠮷野家", "zh-CN*")], id="beyond-the-basic-plane"),
        pytest.param("葛\U000e0100城", [("葛\U000e0100城", "zh-CN*")], id="variation-selector"),
        pytest.param("شركة النور Ltd", [("شركة النور", "ar-SA"), (" Ltd", "en-US")], id="arabic"),
        pytest.param("חברה", [("חברה", "he-IL")], id="hebrew"),
        pytest.param("“don’t” — …", [("“don’t” — …", "en-US")], id="quotation-marks-in-english"),
    ],
)
def test_run_has_one_script(text: str, runs: list[Run]) -> None:
    assert runs_of(text) == runs


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        pytest.param("“协议”——指…", [("“协议”——指…", "zh-CN*")], id="shared-marks-are-chinese"),
        pytest.param("六 (6) 名", [("六", "zh-CN*"), (" (6) ", "en-US"), ("名", "zh-CN*")], id="figures-are-latin"),
        pytest.param("Müller’s", [("Müller’s", "en-US")], id="apostrophe-stays-latin"),
        pytest.param("‘甲’", [("‘甲’", "zh-CN*")], id="single-quotation-marks"),
    ],
)
def test_run_of_a_chinese_document_has_one_script(text: str, runs: list[Run]) -> None:
    assert runs_of(text, "zh-Hans") == runs


def test_right_to_left_runs_say_so() -> None:
    data = write_docx(document(paragraph("شركة Ltd")), contract_skin(), {})

    assert strings(data, "//w:r[w:rPr/w:rtl]/w:t/text()") == ["شركة"]


@pytest.mark.parametrize(
    ("language", "languages"),
    [
        ("en", Languages("en-US", "zh-CN", is_east_asian=False)),
        ("en-GB", Languages("en-GB", "zh-CN", is_east_asian=False)),
        ("de", Languages("de-DE", "zh-CN", is_east_asian=False)),
        ("sr-Latn", Languages("sr-RS", "zh-CN", is_east_asian=False)),
        ("zh-Hans", Languages("en-US", "zh-CN", is_east_asian=True)),
        ("zh-Hant", Languages("en-US", "zh-TW", is_east_asian=True)),
        ("zh-Hant-HK", Languages("en-US", "zh-HK", is_east_asian=True)),
        ("ja", Languages("en-US", "ja-JP", is_east_asian=True)),
        ("qaa", Languages("qaa", "zh-CN", is_east_asian=False)),
    ],
)
def test_language_of_a_document_is_one_that_word_knows(language: str, languages: Languages) -> None:
    assert word_languages(language) == languages


@pytest.mark.parametrize(("language", "latin", "east"), [("en", "en-US", "zh-CN"), ("zh-Hant", "en-US", "zh-TW")])
def test_language_is_the_default_of_styles_and_settings(language: str, latin: str, east: str) -> None:
    data = write_docx(document(language=language), contract_skin(), {})

    assert strings(data, "//w:docDefaults//w:lang/@*", "word/styles.xml") == [latin, east, "ar-SA"]
    assert strings(data, "//w:themeFontLang/@*", "word/settings.xml") == [latin, east, "ar-SA"]
