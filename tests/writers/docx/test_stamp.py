"""A stamped Word file is the file that it was, with one part more, and passes each judge."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from tamdocs.writers.docx.skin import compile_skin
from tamdocs.writers.docx.stamp import stamp
from tamdocs.writers.docx.write import write_docx
from tests.support import libreoffice, ooxml
from tests.support.docx_text import docx_text
from tests.support.trees import paragraph
from tests.writers.docx.samples import SKIN, contract_skin, document, every_kind, terms

VALUE = '{"text":"<a href=\\"x\\">]]> & \U0001f600 \ufeff 甲"}'


def written() -> list[bytes]:
    return [write_docx(made, contract_skin(), {}) for made in (every_kind(), terms(), document(paragraph("x")))]


def stamped(data: bytes) -> bytes:
    return stamp(data, "word/document.xml", "urn:example", VALUE)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_judges_find_no_fault(tmp_path: Path) -> None:
    files = [tmp_path / f"{index}.docx" for index in range(len(written()))]
    for path, data in zip(files, written(), strict=True):
        path.write_bytes(stamped(data))

    assert ooxml.faults(files) == []


def test_the_value_stands_in_a_part_that_the_document_points_at() -> None:
    for data in written():
        opened = docx.Document(BytesIO(stamped(data)))
        (item,) = (rel.target_part for rel in opened.part.rels.values() if rel.reltype == RELATIONSHIP_TYPE.CUSTOM_XML)
        root = etree.fromstring(item.blob)

        assert (root.tag, root.text) == ("{urn:example}provenance", VALUE)
        assert [str(rel.target_part.partname) for rel in item.rels.values()] == ["/customXml/itemProps1.xml"]


def test_the_other_parts_stay_as_they_were() -> None:
    for data in written():
        before, after = parts(data), parts(stamped(data))
        changed = {name for name in before if before[name] != after[name]}

        assert changed == {"[Content_Types].xml", "word/_rels/document.xml.rels"}
        assert after.keys() - before.keys() == {
            "customXml/item1.xml",
            "customXml/itemProps1.xml",
            "customXml/_rels/item1.xml.rels",
        }
        assert docx_text(stamped(data)) == docx_text(data)


def test_a_part_that_the_skin_has_is_left_alone(tmp_path: Path) -> None:
    opened = docx.Document(str(SKIN))
    own = Part(PackURI("/customXml/item1.xml"), "application/xml", b"<own/>", opened.part.package)
    opened.part.relate_to(own, RELATIONSHIP_TYPE.CUSTOM_XML)
    saved = BytesIO()
    opened.save(saved)
    skin = compile_skin("contract.docx", saved.getvalue())
    path = tmp_path / "own.docx"
    path.write_bytes(stamped(write_docx(document(paragraph("x")), skin, {})))
    found = parts(path.read_bytes())

    assert found["customXml/item1.xml"] == b"<own/>"
    assert VALUE in (etree.fromstring(found["customXml/item2.xml"]).text or "")
    assert ooxml.faults([path]) == []


def test_the_same_value_gives_the_same_bytes() -> None:
    assert [stamped(data) for data in written()] == [stamped(data) for data in written()]


def test_libreoffice_opens_a_stamped_file(tmp_path: Path) -> None:
    path = tmp_path / "file.docx"
    path.write_bytes(stamped(written()[2]))

    assert "x" in libreoffice.texts_of([path])[0]
