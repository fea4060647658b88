from __future__ import annotations

from tamdocs.document.model import (
    BulletList,
    Column,
    Cover,
    Definition,
    Definitions,
    Emphasis,
    Field,
    LineBreak,
    Link,
    Note,
    OrderedList,
    Reference,
    Strong,
    Table,
    Text,
)
from tamdocs.writers.docx.write import write_docx
from tests.support.docx_text import docx_text
from tests.support.trees import item, paragraph, section, signature
from tests.writers.docx.reading import find, strings
from tests.writers.docx.samples import contract_skin, document, every_kind

ALL_STYLES = "//w:p/w:pPr/w:pStyle/@w:val"


def written(*blocks: object) -> bytes:
    return write_docx(document(*blocks), contract_skin(), {})  # type: ignore[arg-type]


def table(*, row_headers: bool = False, header: bool = True) -> Table:
    return Table(
        columns=(Column(1 / 3), Column(1 / 3), Column(1 / 3, "right")),
        header=((Text("Product"),), (Text("License"),), (Text("Quantity"),)) if header else (),
        rows=(((Text("Endpoint"),), (), (Text("2"),)), ((Text("Gateway"),), (Text("M1"),), (Text("3"),))),
        row_headers=row_headers,
        summary='Software "covered"',
    )


def test_title_stands_above_and_closing_line_below() -> None:
    data = written(paragraph("Preamble."))

    assert docx_text(data) == ["Terms and Conditions", "Preamble.", "End of Terms and Conditions"]
    assert strings(data, ALL_STYLES) == ["Title", "BodyText", "ClosingLine"]


def test_cover_is_a_section_of_its_own_with_the_letterhead() -> None:
    data = write_docx(document(paragraph("Preamble."), cover=Cover(("Select", "2017"))), contract_skin(), {})

    assert docx_text(data)[:4] == ["Terms and Conditions", "Select", "2017", "Preamble."]
    assert strings(data, ALL_STYLES) == ["CoverTitle", "CoverLine", "CoverLine", "BodyText", "ClosingLine"]
    assert len(find(data, "//w:p[3]/w:pPr/w:sectPr/w:titlePg")) == 1
    assert len(find(data, "//w:body/w:sectPr")) == 1
    assert find(data, "//w:body/w:sectPr/w:titlePg") == []


def test_cover_without_lines_ends_with_the_title() -> None:
    data = write_docx(document(cover=Cover(())), contract_skin(), {})

    assert len(find(data, "//w:p[1]/w:pPr/w:sectPr")) == 1


def test_sections_are_real_headings_with_bookmarks() -> None:
    data = written(section("1.", "Services", section("1.1", "Scope of support", level=2)))

    assert strings(data, ALL_STYLES)[1:3] == ["Heading1", "Heading2"]
    assert strings(data, "//w:bookmarkStart/@w:name") == ["services", "scope_of_support"]
    assert strings(data, "//w:bookmarkStart/@w:id") == strings(data, "//w:bookmarkEnd/@w:id")


def test_ids_that_word_cannot_name_become_bookmarks_of_their_own() -> None:
    ids = ("Fee", "fee", "a_b", "a-b", "条款", "x" * 41, "1st")
    data = written(*(paragraph("text", identity=identity) for identity in ids))

    names = strings(data, "//w:bookmarkStart/@w:name")
    assert len({name.casefold() for name in names}) == len(ids)
    assert all(len(name) <= 40 and name.isascii() and name.replace("_", "a").isalnum() for name in names)
    assert not any(name[0].isdigit() for name in names)


def test_reference_links_to_the_bookmark_of_its_target() -> None:
    data = written(
        section("1.", "Term", identity="term-end"), paragraph("See ", Reference("term-end", "Section 1"), ".")
    )

    assert strings(data, "//w:hyperlink/@w:anchor") == ["term_end"] == strings(data, "//w:bookmarkStart/@w:name")
    assert strings(data, "//w:hyperlink/w:r/w:rPr/w:rStyle/@w:val") == ["Reference"]
    assert docx_text(data)[-2] == "See Section 1."


def test_links_to_one_address_share_a_relationship() -> None:
    address = "https://example.com/?a=1&b=2"
    data = written(paragraph(Link(address, (Text("here"),)), " and ", Link(address, (Text("there"),))))

    (identity,) = set(strings(data, "//w:hyperlink/@r:id"))
    targets = strings(data, f"//rel:Relationship[@Id='{identity}']/@Target", "word/_rels/document.xml.rels")
    assert targets == [address]
    assert strings(data, "//w:hyperlink/w:r/w:rPr/w:rStyle/@w:val") == ["Hyperlink", "Hyperlink"]


def test_strong_and_emphasis_are_character_styles() -> None:
    data = written(paragraph(Strong((Text("must"),)), Emphasis((Text("Agreement"),))))

    assert strings(data, "//w:body/w:p[2]/w:r/w:rPr/w:rStyle/@w:val") == ["Strong", "Emphasis"]


def test_strong_inside_emphasis_and_links_stays_bold() -> None:
    bold = Strong((Text("word"),))
    data = written(
        paragraph(Emphasis((bold,)), Link("https://example.com/", (bold,)), Strong((Emphasis(()), *bold.inlines)))
    )

    assert strings(data, "//w:body/w:p[2]//w:r[w:rPr/w:b]/w:rPr/w:rStyle/@w:val") == ["Emphasis", "Hyperlink"]


def test_strong_does_not_turn_off_the_bold_of_a_heading() -> None:
    heading = section("1.", "x")
    data = written(type(heading)("a", "1.", 1, (Strong((Text("Fee"),)),), ()))

    (properties,) = find(data, "//w:p[w:pPr/w:pStyle/@w:val='Heading1']/w:r/w:rPr")
    assert [str(child.tag).rsplit("}", 1)[1] for child in properties] == ["b", "bCs", "lang"]


def test_line_break_stays_in_the_paragraph() -> None:
    data = written(paragraph("Hauptstraße 1", LineBreak(), "10115 Berlin"))

    assert docx_text(data)[1] == "Hauptstraße 1\n10115 Berlin"


def test_later_blocks_of_an_item_stand_under_its_text() -> None:
    data = written(OrderedList(0, (item("(a)", "first", "second", BulletList((item("", "third"),))),)))

    assert strings(data, ALL_STYLES)[1:4] == ["ListNumber", "ListContinue", "ListBullet2"]
    assert docx_text(data)[1:4] == ["(a) first", "second", "third"]


def test_item_that_starts_with_a_list_keeps_its_number() -> None:
    data = written(OrderedList(0, (item("(a)", OrderedList(1, (item("(i)", "text"),))),)))

    assert docx_text(data)[1:3] == ["(a)", "(i) text"]


def test_item_that_starts_with_a_table_stands_before_it() -> None:
    data = written(OrderedList(0, (item("(a)", table()),)))

    assert docx_text(data)[1:3] == ["(a)", "Product"]
    assert strings(data, "//w:tbl/w:tblPr/w:tblInd/@w:w") == ["560"]


def test_deep_lists_use_the_deepest_style() -> None:
    deep = item("", "level 7")
    for level in range(6, 0, -1):
        deep = item("", f"level {level}", BulletList((deep,)))
    data = written(BulletList((deep,)))

    assert strings(data, ALL_STYLES)[1:8] == [
        *("ListBullet", "ListBullet2", "ListBullet3", "ListBullet4"),
        *("ListBullet5", "ListBullet5", "ListBullet5"),
    ]


def test_table_repeats_its_header_and_never_breaks_a_row() -> None:
    data = written(table())

    assert len(find(data, "//w:tr[1]/w:trPr/w:tblHeader")) == 1
    assert len(find(data, "//w:tr/w:trPr/w:tblHeader")) == 1
    assert len(find(data, "//w:tr/w:trPr/w:cantSplit")) == 3


def test_table_columns_add_up_to_the_width_of_the_text() -> None:
    data = written(table())

    widths = [int(width) for width in strings(data, "//w:gridCol/@w:w")]
    assert sum(widths) == contract_skin().page.text_width == int(strings(data, "//w:tblW/@w:w")[0])
    assert strings(data, "//w:tr[2]/w:tc/w:tcPr/w:tcW/@w:w") == [str(width) for width in widths]
    assert strings(data, "//w:tblLayout/@w:type") == ["fixed"]


def test_table_says_what_it_holds() -> None:
    data = written(table())

    assert (
        strings(data, "//w:tblPr/w:tblCaption/@w:val | //w:tblPr/w:tblDescription/@w:val") == ['Software "covered"'] * 2
    )


def test_every_cell_has_a_paragraph() -> None:
    data = written(table())

    assert len(find(data, "//w:tc")) == len(find(data, "//w:tc[w:p]")) == 9


def test_right_columns_are_set_to_the_right() -> None:
    data = written(table())

    assert strings(data, "//w:tr/w:tc[3]/w:p/w:pPr/w:jc/@w:val") == ["right"] * 3
    assert find(data, "//w:tr/w:tc[position()<3]/w:p/w:pPr/w:jc") == []


def test_row_headers_are_labels_and_marked_as_first_column() -> None:
    data = written(table(row_headers=True, header=False))

    assert strings(data, "//w:tr/w:tc[1]/w:p/w:pPr/w:pStyle/@w:val") == ["TableLabel"] * 2
    assert strings(data, "//w:tblLook/@w:firstColumn | //w:tblLook/@w:firstRow") == ["0", "1"]


def test_a_paragraph_keeps_two_tables_apart() -> None:
    data = written(table(), table())

    assert len(find(data, "//w:tbl/following-sibling::*[1][self::w:p]")) == 2


def test_parties_sign_side_by_side_and_are_kept_together() -> None:
    data = written(signature("Vendor", "Customer", "Guarantor"))

    assert [len(row.findall("{*}tc")) for row in find(data, "//w:tr")] == [2, 2, 1]
    assert len(find(data, "//w:tr/w:trPr/w:cantSplit")) == 3
    assert docx_text(data)[1:6] == ["Vendor", "Signature", "Name", "Title", "Date"]
    assert strings(data, "//w:style[@w:styleId='SignatureLine']/w:pPr/w:keepNext/@*", "word/styles.xml") == []
    assert len(find(data, "//w:style[@w:styleId='SignatureLine']/w:pPr/w:keepNext", "word/styles.xml")) == 1


def test_definition_has_its_term_beside_the_meaning() -> None:
    data = written(
        Definitions((Definition((Text("“Fee”"),), (paragraph("means money."), paragraph("Or more.")), "fee"),))
    )

    assert docx_text(data)[1:3] == ["“Fee” means money.", "Or more."]
    assert strings(data, "//w:p[2]/w:r[1]/w:rPr/w:rStyle/@w:val") == ["DefinedTerm"]
    assert len(find(data, "//w:p[2]/w:r/w:tab")) == 1
    assert strings(data, "//w:bookmarkStart/@w:name") == ["fee"]


def test_long_term_stands_above_its_meaning() -> None:
    data = written(Definitions((Definition((Text("“Business Critical Services”"),), (paragraph("means all."),)),)))

    assert docx_text(data)[1] == "“Business Critical Services”\nmeans all."


def test_definition_may_start_with_a_list() -> None:
    data = written(Definitions((Definition((Text("“Fee”"),), (BulletList((item("", "money"),)),)),)))

    assert docx_text(data)[1:3] == ["“Fee”", "money"]
    assert strings(data, ALL_STYLES)[1:3] == ["Definition", "ListBullet2"]


def test_note_has_a_style_of_its_own_and_moves_in_with_a_list() -> None:
    note = Note((paragraph("Mind this."),))
    data = written(note, OrderedList(0, (item("(a)", "text", note),)))

    assert strings(data, ALL_STYLES)[1:4] == ["Note", "ListNumber", "Note"]
    assert strings(data, "//w:p[w:pPr/w:pStyle/@w:val='Note']/w:pPr/w:ind/@w:left") == ["844"]


def test_nothing_is_formatted_directly_where_a_style_serves() -> None:
    data = write_docx(every_kind(), contract_skin(), {})

    used = {str(each.tag).rsplit("}", 1)[1] for each in find(data, "//w:pPr/* | //w:rPr/*")}
    assert used == {"pStyle", "keepNext", "numPr", "jc", "rStyle", "rFonts", "lang"}


def test_properties_tell_title_author_language_and_day() -> None:
    data = write_docx(document(language="zh-Hans"), contract_skin(), {})

    core = "docProps/core.xml"
    assert strings(
        data, "//dc:title/text() | //dc:subject/text() | //dc:creator/text() | //dc:language/text()", core
    ) == [
        *("条款与条件", "Terms and Conditions of Premium Support", "Symantec", "zh-Hans"),
    ]
    assert strings(data, "//dcterms:created/text() | //dcterms:modified/text()", core) == ["2017-11-30T00:00:00Z"] * 2


def test_empty_texts_leave_no_runs() -> None:
    data = written(paragraph("", Field("", "/x"), "text"))

    assert len(find(data, "//w:p[2]/w:r")) == 1
