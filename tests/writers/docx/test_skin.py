from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Mm, RGBColor

from tamdocs.document.model import OrderedList
from tamdocs.errors import SkinError
from tamdocs.writers.docx.skin import compile_skin
from tamdocs.writers.docx.write import write_docx
from tests.support.docx_text import docx_text
from tests.support.trees import MARKS, item, paragraph, section
from tests.writers.docx.reading import changed, find, part, strings
from tests.writers.docx.samples import SKIN, document

HINT_BODY = "write {{p body }} in a paragraph of its own"


def edited(edit: Callable[[WordDocument], object]) -> bytes:
    """Return the skin of this repository as *edit* leaves it, saved by python-docx."""
    opened = docx.Document(str(SKIN))
    edit(opened)
    saved = BytesIO()
    opened.save(saved)
    return saved.getvalue()


def rewritten(name: str, old: str, new: str) -> bytes:
    """Return the skin of this repository with *old* replaced in one part."""
    skin = SKIN.read_bytes()
    assert old in part(skin, name).decode()
    return changed(skin, {name: lambda content: content.decode().replace(old, new).encode()})


def rendered(skin: bytes) -> bytes:
    return write_docx(document(section("1.", "Payment", "Text.")), compile_skin("contract.docx", skin), {})


def refusal_of(skin: bytes) -> str:
    with pytest.raises(SkinError) as refusal:
        rendered(skin)
    return str(refusal.value)


def test_marks_stand_in_header_and_footer() -> None:
    opened = docx.Document(BytesIO(rendered(SKIN.read_bytes())))

    (page,) = opened.sections
    assert [each.text for each in page.first_page_header.paragraphs] == [
        "Symantec Limited",
        "Ballycoolin Business Park, Blanchardstown, Dublin 15, Ireland",
        "Premium Support · Technical Account Manager\tTerms and Conditions · November 2017",
    ]
    assert [each.text for each in page.header.paragraphs] == [
        "Premium Support · Technical Account Manager\tTerms and Conditions · November 2017"
    ]
    assert [each.text for each in page.footer.paragraphs] == [
        "Symantec proprietary: permitted use only\tPage  of ",
        MARKS["copyright"],
        MARKS["trademarks"],
    ]


def test_header_that_legal_changed_is_printed() -> None:
    def edit(opened: WordDocument) -> None:
        opened.sections[0].header.paragraphs[0].text = "Confidential: {{ marks.legal_name }}, {{ subject }}"

    (page,) = docx.Document(BytesIO(rendered(edited(edit)))).sections
    assert page.header.paragraphs[0].text == "Confidential: Symantec Limited, Terms and Conditions of Premium Support"


def test_tag_that_word_split_is_filled() -> None:
    def edit(opened: WordDocument) -> None:
        header = opened.sections[0].header.paragraphs[0]
        header.text = ""
        for piece in ("{", "{ marks", ".legal_", "name }", "}"):
            header.add_run(piece).bold = piece == ".legal_"

    (page,) = docx.Document(BytesIO(rendered(edited(edit)))).sections
    assert page.header.paragraphs[0].text == "Symantec Limited"


def test_condition_in_a_header_chooses() -> None:
    def edit(opened: WordDocument) -> None:
        opened.sections[0].header.paragraphs[0].text = "{% if language == 'en' %}English{% else %}other{% endif %}"

    (page,) = docx.Document(BytesIO(rendered(edited(edit)))).sections
    assert page.header.paragraphs[0].text == "English"


def test_style_that_legal_changed_is_in_the_document() -> None:
    def edit(opened: WordDocument) -> None:
        style = opened.styles["Heading 1"]
        assert style.type == WD_STYLE_TYPE.PARAGRAPH
        style.font.color.rgb = RGBColor(0xAA, 0, 0)

    data = rendered(edited(edit))

    color = "//w:style[w:name/@w:val='heading 1']/w:rPr/w:color/@w:val"
    assert strings(data, color, "word/styles.xml") == ["AA0000"]


def test_paragraphs_around_the_body_stay() -> None:
    def edit(opened: WordDocument) -> None:
        opened.paragraphs[0].insert_paragraph_before("Draft of {{ title }}")
        opened.add_paragraph("Printed for the file.")

    texts = docx_text(rendered(edited(edit)))

    assert texts[0] == "Draft of Terms and Conditions"
    assert texts[-1] == "Printed for the file."
    assert "1. Payment" in texts


def test_margins_that_legal_changed_widen_the_tables() -> None:
    def edit(opened: WordDocument) -> None:
        opened.sections[0].left_margin = opened.sections[0].right_margin = Mm(20)

    skin = compile_skin("contract.docx", edited(edit))

    assert skin.page.text_width == 11906 - 2 * 1134


def test_list_indent_that_legal_changed_moves_numbers() -> None:
    def edit(opened: WordDocument) -> None:
        style = opened.styles["List Number"]
        assert style.type == WD_STYLE_TYPE.PARAGRAPH
        style.paragraph_format.left_indent = Mm(20)

    skin = compile_skin("contract.docx", edited(edit))
    data = write_docx(document(OrderedList(0, (item("(a)", "text"),))), skin, {})

    lefts = strings(data, "//w:abstractNum[3]/w:lvl[1]/w:pPr/w:ind/@w:left", "word/numbering.xml")
    assert lefts == ["1134"]


def test_picture_that_legal_put_in_the_header_stays() -> None:
    png = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc000000301010018"
        "dd8db00000000049454e44ae426082"
    )

    def edit(opened: WordDocument) -> None:
        opened.sections[0].header.paragraphs[0].add_run().add_picture(BytesIO(png))

    data = rendered(edited(edit))

    assert part(data, "word/media/image1.png") == png
    docx.Document(BytesIO(data))


def test_styles_are_found_by_name_whatever_their_ids() -> None:
    skin = rewritten("word/styles.xml", '"Heading1"', '"1"')

    data = rendered(skin)

    assert strings(data, "//w:p[2]/w:pPr/w:pStyle/@w:val") == ["1"]
    assert docx_text(data)[1] == "1. Payment"


def test_lists_of_the_skin_stay_beside_those_of_the_document() -> None:
    relationship = f'<Relationship Id="rId99" Type="{NUMBERING_KIND}" Target="numbering.xml"/></Relationships>'
    override = f'<Override PartName="/word/numbering.xml" ContentType="{NUMBERING_TYPE}"/></Types>'
    skin = changed(
        SKIN.read_bytes(),
        {
            "word/_rels/document.xml.rels": lambda xml: xml.replace(b"</Relationships>", relationship.encode()),
            "[Content_Types].xml": lambda xml: xml.replace(b"</Types>", override.encode()),
            "word/document.xml": lambda xml: xml.replace(b"<w:sectPr>", ANNEX + b"<w:sectPr>"),
        },
        {"word/numbering.xml": ANNEX_LIST},
    )

    data = rendered(skin)

    assert docx_text(data)[1:] == ["1. Payment", "Text.", "End of Terms and Conditions", "Annex A Fees"]


NUMBERING_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"
NUMBERING_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
ANNEX = (
    b'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Fees</w:t></w:r></w:p>'
)
ANNEX_LIST = (
    b'<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    b'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w:abstractNum w:abstractNumId="0" '
    b'w15:restartNumberingAfterBreak="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/>'
    b'<w:lvlText w:val="Annex %1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    b"</w:numbering>"
)


def test_traces_of_the_editor_do_not_reach_a_document() -> None:
    skin = rewritten(
        "word/settings.xml",
        '<w:zoom w:percent="100"/>',
        '<w:zoom w:percent="100"/><w:updateFields w:val="true"/><w:rsids><w:rsidRoot w:val="00AA"/></w:rsids>',
    )

    data = rendered(skin)

    assert find(data, "//w:updateFields | //w:rsids", "word/settings.xml") == []
    assert b"Microsoft" not in part(data, "docProps/app.xml")
    assert b"Contract skin" not in part(data, "docProps/core.xml")


def test_file_that_is_no_package_is_refused() -> None:
    assert refusal_of(b"not a zip") == (
        "contract.docx: the skin is no Word file: File is not a zip file [word-skin]\n"
        "  hint: save it in Word as a Word Document (*.docx)"
    )


def test_file_that_is_cut_off_is_refused() -> None:
    assert refusal_of(SKIN.read_bytes()[:-100]).startswith("contract.docx: the skin is no Word file: ")


def test_package_without_a_document_is_refused() -> None:
    assert refusal_of(changed(SKIN.read_bytes(), {"word/document.xml": lambda _: None})) == (
        "contract.docx: the skin lacks this part [word-skin]\n  at: word/document.xml"
    )


def test_package_without_relationships_is_refused() -> None:
    assert refusal_of(changed(SKIN.read_bytes(), {"_rels/.rels": lambda _: None})) == (
        "contract.docx: the skin is no Word file: nothing in it is called the document [word-skin]\n"
        "  at: _rels/.rels\n"
        "  hint: save it in Word as a Word Document (*.docx)"
    )


def test_part_that_is_no_xml_is_refused() -> None:
    message = refusal_of(changed(SKIN.read_bytes(), {"word/styles.xml": lambda _: b"<w:styles"}))

    assert message.startswith("contract.docx: the part is no XML: ")
    assert message.endswith("[word-skin]\n  at: word/styles.xml")


def test_skin_without_a_place_for_the_body_is_refused() -> None:
    assert refusal_of(rewritten("word/document.xml", "{{p body }}", "text")) == (
        f"contract.docx: the skin has no place for the document's text [word-skin]\n"
        f"  at: word/document.xml\n  hint: {HINT_BODY}"
    )


def test_body_inside_a_text_is_refused() -> None:
    assert refusal_of(rewritten("word/document.xml", "{{p body }}", "{{ body }}")) == (
        f"contract.docx: the tag body stands inside a text [word-skin]\n  at: word/document.xml\n  hint: {HINT_BODY}"
    )


def test_page_number_inside_a_text_is_refused() -> None:
    assert refusal_of(rewritten("word/footer1.xml", "{{r page }}", "{{ page }}")) == (
        "contract.docx: the tag page stands inside a text [word-skin]\n"
        "  at: word/footer1.xml\n  hint: write {{r page }}"
    )


def test_every_missing_style_is_named() -> None:
    styles = part(SKIN.read_bytes(), "word/styles.xml").decode()
    for name in ('"Note"', '"Strong"', '"Contract Table"'):
        styles = styles.replace(f"<w:name w:val={name}/>", '<w:name w:val="Other"/>')

    assert refusal_of(changed(SKIN.read_bytes(), {"word/styles.xml": lambda _: styles.encode()})) == (
        "contract.docx: the skin lacks the styles “Note” (paragraph), “Strong” (character), “Contract Table” (table) "
        "[word-skin]\n"
        "  at: word/styles.xml\n"
        "  hint: add them in Word with these names, or copy them from the skin that tamdocs init lays out"
    )


@pytest.mark.parametrize(
    ("tag", "message", "hint"),
    [
        (
            "{{ customer }}",
            "a tag prints customer, which a document does not have",
            "a skin may print author, body, closing, kind, label, language, marks, page, subject, title",
        ),
        (
            "{{ marks.colour }}",
            "a tag prints marks.colour, which the document does not have",
            "the document has the marks address_line, copyright, document, edition, family, legal_name, marking, page, "
            "role, trademarks",
        ),
    ],
)
def test_unknown_name_in_a_tag_is_refused(tag: str, message: str, hint: str) -> None:
    skin = rewritten("word/header1.xml", "{{ marks.family }}", tag)

    assert refusal_of(skin) == f"contract.docx: {message} [word-skin]\n  at: word/header1.xml\n  hint: {hint}"


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ("{{ marks. }}", "a tag cannot be read: expected name or number"),
        ("{% if title %}", "a tag cannot be read: Unexpected end of template."),
        ("{{ title|safe }}", "a tag cannot be read: No filter named 'safe'."),
        ("{% autoescape false %}{{ title }}{% endautoescape %}", "a tag switches escaping off"),
        ("{% include 'other' %}", "a tag switches escaping off or includes another file"),
        ("{{ title.__class__.__mro__ }}", "a tag fails: access to attribute '__class__' of 'str' object is unsafe."),
        ("{{ 1 / 0 }}", "a tag fails: division by zero"),
    ],
)
def test_tag_that_cannot_be_filled_is_refused(tag: str, message: str) -> None:
    refusal = refusal_of(rewritten("word/header1.xml", "{{ marks.family }}", tag))

    assert refusal.startswith(f"contract.docx: {message}")
    assert refusal.endswith("  at: word/header1.xml")


def test_mark_that_the_vendor_adds_is_printed() -> None:
    skin = compile_skin("contract.docx", rewritten("word/header1.xml", "{{ marks.family }}", "{{ marks.colour }}"))

    data = write_docx(replace(document(paragraph("x")), marks=MARKS | {"colour": "red & blue"}), skin, {})

    (page,) = docx.Document(BytesIO(data)).sections
    assert page.header.paragraphs[0].text.startswith("red & blue · ")
