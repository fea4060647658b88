from __future__ import annotations

import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings

from tamdocs.compare.redline import redline
from tamdocs.document.ids import ids_of
from tamdocs.document.model import Contents, Cover, Document, Paragraph, Section, Signature
from tamdocs.readers.docx.read import read_docx
from tamdocs.writers.docx.comments import Comment
from tamdocs.writers.docx.returned import Returned
from tamdocs.writers.docx.revisions import Revision
from tamdocs.writers.docx.skin import WordSkin, compile_skin
from tamdocs.writers.docx.write import write_docx
from tamdocs.writers.docx.write_redline import write_redline_docx
from tests.support import ooxml, revised_pair, revisions
from tests.support.docx_text import docx_text
from tests.support.office_changes import texts_after
from tests.support.random_documents import MARKS, document, pairs
from tests.support.revised_pair import numbered, section, words
from tests.writers.docx.reading import find, strings
from tests.writers.docx.samples import SKIN

REVISION = Revision("A & B <Legal>", date(2018, 6, 1))
TRACKED = "self::w:ins or self::w:del or self::w:moveFrom or self::w:moveTo or self::w:pPrChange"


@cache
def skin() -> WordSkin:
    return compile_skin(SKIN.name, SKIN.read_bytes())


def pages(made: Document) -> dict[str, int]:
    return dict.fromkeys(ids_of(made.blocks), 1)


def plain(made: Document) -> bytes:
    return write_docx(made, skin(), pages(made))


def written(before: Document, after: Document) -> bytes:
    return write_redline_docx(redline(before, after), skin(), REVISION, (pages(before), pages(after)))


@cache
def sample() -> bytes:
    return written(revised_pair.before(), revised_pair.after())


def holds(made: bytes, before: Document, after: Document) -> None:
    assert docx_text(revisions.accepted(made)) == docx_text(plain(after))
    assert docx_text(revisions.rejected(made)) == docx_text(plain(before))


def filled(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


@given(pairs())
@settings(max_examples=50)
def test_any_two_documents_come_out_again(pair: tuple[Document, Document]) -> None:
    holds(written(*pair), *pair)


def test_every_kind_of_change_can_be_accepted_and_rejected() -> None:
    holds(sample(), revised_pair.before(), revised_pair.after())
    assert docx_text(plain(revised_pair.before())) != docx_text(plain(revised_pair.after()))


def test_judges_find_nothing(tmp_path: Path) -> None:
    files = {
        "sample.docx": sample(),
        "back.docx": written(revised_pair.after(), revised_pair.before()),
        "same.docx": written(revised_pair.after(), revised_pair.after()),
        "cover.docx": written(replace(revised_pair.before(), cover=Cover(("2017",))), revised_pair.after()),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)

    assert ooxml.faults([tmp_path / name for name in files]) == []


def test_libreoffice_accepts_and_rejects_to_the_same_texts(tmp_path: Path) -> None:
    """LibreOffice joins paragraphs in its own way.

    It cannot join one with a table, so an empty paragraph stays before a table that goes; and where a clause comes in
    before a table that comes, or is edited as it moves, rejecting leaves its number behind. Nothing here does that.
    """
    before, after = (_plainer(made) for made in (revised_pair.before(), revised_pair.after(edited_on_the_way=False)))
    files = [tmp_path / name for name in ("redline.docx", "before.docx", "after.docx")]
    for file, data in zip(files, (written(before, after), plain(before), plain(after)), strict=True):
        file.write_bytes(data)
    shown = texts_after(files)

    assert filled(shown["accepted"][0]) == filled(shown["plain"][2])
    assert filled(shown["rejected"][0]) == filled(shown["plain"][1])
    assert filled(shown["plain"][0]) not in (filled(shown["plain"][1]), filled(shown["plain"][2]))


def test_every_change_says_who_and_when_and_has_a_number_of_its_own() -> None:
    changes = find(sample(), f"//*[{TRACKED}]")

    assert {each.get(_w("author")) for each in changes} == {"A & B <Legal>"}
    assert {each.get(_w("date")) for each in changes} == {"2018-06-01T00:00:00Z"}
    ids = strings(sample(), "//@w:id[not(parent::w:bookmarkEnd) and not(contains(name(..), 'RangeEnd'))]")
    assert [number for number, count in Counter(ids).items() if count > 1] == []


def test_both_ends_of_a_move_bear_its_name() -> None:
    assert strings(sample(), "//w:moveFromRangeStart/@w:name") == ["move-1", "move-2"]
    assert strings(sample(), "//w:moveToRangeStart/@w:name") == ["move-1", "move-2"]
    for way in ("From", "To"):
        starts = strings(sample(), f"//w:move{way}RangeStart/@w:id")
        assert strings(sample(), f"//w:move{way}RangeEnd/@w:id") == starts


def test_rows_come_and_go_as_rows() -> None:
    assert strings(sample(), "//w:tr[w:trPr/w:del]/w:tc[1]//w:delText/text()") == [
        "B",
        "Product",
        "A",
        "B",
        "C",
        *PARTIES,
    ]
    assert strings(sample(), "//w:tr[w:trPr/w:ins]/w:tc[1]//w:t/text()") == ["D", "Day", "Place", *NEW_PARTIES]


PARTIES = ["Vendor", "Signature"]
NEW_PARTIES = ["Vendor", "Signature", "Date"]


def test_words_that_are_gone_are_no_text() -> None:
    assert strings(sample(), "//w:del//w:t") == []
    assert "30 November 2018" in strings(sample(), "//w:del//w:delText/text()")


def test_a_link_that_came_is_a_link_around_what_came() -> None:
    assert strings(sample(), "//w:hyperlink[@r:id]/w:ins/w:r/w:t/text()") == ["a link"]


def test_a_paragraph_that_only_gets_another_place_in_the_numbering_is_not_marked() -> None:
    before = document([section("a", "A", numbered("One.", "Two.", "Three."))])
    after = document([section("new", "New"), section("a", "A", numbered("One.", "Three."))])
    made = written(before, after)

    holds(made, before, after)
    assert strings(made, "//w:pPrChange") == []


def test_a_heading_of_another_level_keeps_how_it_was() -> None:
    inner = section("b", "B", Paragraph(words("Text.")))
    before = document([replace(section("a", "A"), blocks=(replace(inner, level=2),))])
    after = document([section("a", "A"), replace(inner, level=1)])
    made = written(before, after)

    holds(made, before, after)


def test_no_place_that_a_link_leads_to_stands_twice() -> None:
    names = strings(sample(), "//w:bookmarkStart/@w:name")

    assert sorted(names) == sorted(set(names))
    assert set(strings(sample(), "//w:hyperlink/@w:anchor")) <= set(names)


def test_page_headers_can_be_accepted_and_rejected_too() -> None:
    before = revised_pair.before()
    after = replace(before, marks=MARKS | {"legal_name": "Other Limited", "edition": "June 2018"})
    made = written(before, after)

    assert revisions.story_texts(revisions.accepted(made)) == revisions.story_texts(plain(after))
    assert revisions.story_texts(revisions.rejected(made)) == revisions.story_texts(plain(before))
    assert revisions.story_texts(plain(before)) != revisions.story_texts(plain(after))


def test_equal_arguments_give_equal_bytes() -> None:
    fresh = compile_skin(SKIN.name, SKIN.read_bytes())
    before, after = revised_pair.before(), revised_pair.after()

    assert write_redline_docx(redline(before, after), fresh, REVISION, (pages(before), pages(after))) == sample()


@pytest.mark.parametrize("cover", [None, Cover(("One",)), Cover(("One", "Two"))])
def test_a_title_page_may_come_go_and_change(cover: Cover | None) -> None:
    before, after = replace(revised_pair.before(), cover=Cover(("Old",))), replace(revised_pair.after(), cover=cover)

    holds(written(before, after), before, after)
    holds(written(after, before), after, before)


def _plainer(made: Document) -> Document:
    """Return *made* without its contents, whose pages are no text, and without tables that come in."""
    blocks = (block for block in made.blocks if not isinstance(block, Contents | Signature))
    return replace(
        made, blocks=tuple(block for block in blocks if not (isinstance(block, Section) and block.id == "new"))
    )


def _w(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"


def test_comments_come_after_those_that_a_skin_has() -> None:
    template = docx.Document(BytesIO(SKIN.read_bytes()))
    own = template.add_comment(
        template.paragraphs[0].runs or [template.paragraphs[0].add_run()], text="ours", author="Us"
    )
    saved = BytesIO()
    template.save(saved)
    first = Comment("Ann", "A", "", "Why?", "", "", "")
    both = (first, replace(first, text="So.", answers=0, resolved=True))
    before, after = revised_pair.before(), revised_pair.after()
    made = write_redline_docx(
        redline(before, after),
        compile_skin(SKIN.name, saved.getvalue()),
        REVISION,
        (pages(before), pages(after)),
        Returned(comments=both),
    )
    kept = read_docx(made, "x").comments

    assert [(each.text, each.answers, each.resolved) for each in kept] == [
        ("ours", "", False),
        ("Why?", "", False),
        ("So.", kept[1].id, True),
    ]
    assert kept[0].id == str(own.comment_id)
    assert zipfile.ZipFile(BytesIO(made)).namelist().count("word/comments.xml") == 1
