"""Files that nobody could have made in Word: each is read or refused, and none breaks the program or slips by."""

from __future__ import annotations

import copy
import random
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from docx.oxml.ns import qn
from lxml import etree

from tamdocs.errors import ReadError, TamdocsError
from tests.support.word_edits import TERMS, exported_once, imported

MAIN = "word/document.xml"
MANIFEST = "customXml/item1.xml"


def with_part(name: str, change: Callable[[bytes], bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(exported_once(TERMS))) as source, zipfile.ZipFile(made, "w") as archive:
        for each in source.namelist():
            archive.writestr(each, change(source.read(each)) if each == name else source.read(each))
    return made.getvalue()


def shaken(data: bytes, dice: random.Random) -> bytes:
    """Return a document with elements dropped, doubled and moved at random."""
    root = etree.fromstring(data)
    for _ in range(dice.randrange(1, 12)):
        elements = [each for each in root.iter() if each.getparent() is not None and each.tag != qn("w:body")]
        chosen, other = dice.choice(elements), dice.choice(elements)
        parent = chosen.getparent()
        assert parent is not None
        match dice.choice(("drop", "double", "move", "rename")):
            case "drop":
                parent.remove(chosen)
            case "double":
                parent.append(copy.deepcopy(chosen))
            case "move" if other not in chosen.iter():
                other.addnext(chosen)
            case _:
                if name := chosen.get(qn("w:name")):
                    chosen.set(qn("w:name"), f"{name[:-1]}{dice.randrange(99)}")
    return etree.tostring(root)


@pytest.mark.parametrize("seed", range(60))
def test_a_shaken_file_is_read_or_refused(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - a test that repeats
    data = with_part(MAIN, lambda xml: shaken(xml, dice))

    try:
        proposal = imported(data)
    except TamdocsError:
        return
    for change in proposal.changes:
        assert change.path.startswith("2017-11/clauses/terms/")
        assert change.after != change.before


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b'edition="2017-11"', b'edition="../../etc"', "the file was made from edition ../../etc, which is not here"),
        (b'document="terms"', b'document="../terms"', "there is no document ../terms"),
        (b'language="en"', b'language="{{ 7*7 }}"', "there is no language {{ 7*7 }}"),
        (b'region="emea"', b'region=""', "there is no region "),
        (b'id="payment"', b'id="warranty"', "the outline of terms was changed since the file was made"),
    ],
)
def test_what_the_file_says_of_itself_is_not_believed(old: bytes, new: bytes, message: str) -> None:
    with pytest.raises(TamdocsError) as refused:
        imported(with_part(MANIFEST, lambda xml: xml.replace(old, new)))

    assert refused.value.problems[0].message == message


def test_a_path_in_the_file_leads_nowhere() -> None:
    data = with_part(MANIFEST, lambda xml: xml.replace(b"2017-11/clauses", b"../../../etc/clauses"))

    assert imported(data).changes == ()


def test_a_placeholder_of_the_file_cannot_name_another_value() -> None:
    data = with_part(MANIFEST, lambda xml: xml.replace(b"law.name", b"customer.legal_name"))
    shown = with_part(MAIN, lambda xml: xml.replace("«law.name»".encode(), "«customer.legal_name»".encode()))

    assert imported(data).changes == ()
    assert [problem.message for problem in imported(shown).problems] == [
        "the placeholder «law.name» is gone or broken",
    ]


def test_a_file_without_its_hidden_part_is_refused() -> None:
    with pytest.raises(ReadError) as refused:
        imported(with_part(MANIFEST, lambda _: b"<other/>"))

    assert refused.value.problems[0].code == "not-for-editing"
