from __future__ import annotations

from tamdocs.readers.docx.read import read_docx
from tamdocs.readers.docx.settle import Verdict, settle
from tamdocs.readers.docx.values import ReadBlocks, ReadDocument, ReadTable
from tests.support.word_file import paragraph, word_file

BY = 'w:id="1" w:author="Ann" w:date="2018-03-01T09:30:00Z"'


def read(body: str, **parts: str) -> ReadDocument:
    return read_docx(word_file(body, parts=parts), "returned.docx")


def lines(document: ReadDocument, verdict: Verdict = "accepted") -> list[str]:
    return list(texts(settle(document, verdict)))


def texts(blocks: ReadBlocks) -> list[str]:
    found = []
    for block in blocks:
        if isinstance(block, ReadTable):
            found += [" | ".join(" / ".join(texts(cell.blocks)) for cell in row.cells) for row in block.rows]
        else:
            found.append(f"{block.number.text} {block.text}" if block.number else block.text)
    return found


def test_text_is_what_is_printed() -> None:
    document = read(
        "<w:p><w:r><w:t>30</w:t><w:noBreakHyphen/><w:t>day</w:t><w:softHyphen/><w:tab/><w:t> x </w:t><w:br/>"
        '<w:t xml:space="preserve"> y</w:t><w:br w:type="page"/></w:r></w:p>'
    )

    assert lines(document) == ["30\u2011day\tx\n y"]


def test_a_field_is_its_result() -> None:
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    code = "<w:r><w:instrText>{}</w:instrText></w:r>".format
    text = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'.format
    nested = f"{char('begin')}{code('SEQ')}{char('separate')}{text('9')}{char('end')}"
    field = f"{char('begin')}{code(' REF a ')}{nested}{char('separate')}{text('Section 2')}{char('end')}"
    simple = f'<w:fldSimple w:instr=" DOCVARIABLE x ">{text("7")}</w:fldSimple>'

    assert lines(read(f"<w:p>{field}{text(' of ')}{simple}</w:p>")) == ["Section 2 of 7"]


def test_the_number_of_a_page_is_no_text_but_what_poses_as_one_is() -> None:
    field = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>{}</w:t></w:r></w:fldSimple>'.format
    document = read(f"<w:p>{field('12')}</w:p><w:p>{field('Vendor pays 12')}</w:p>")

    assert lines(document) == ["", "Vendor pays 12"]


def test_each_run_knows_who_changed_it() -> None:
    document = read(
        f"<w:p><w:r><w:t>a</w:t></w:r><w:ins {BY}><w:r><w:t>b</w:t></w:r><w:del {BY}><w:r><w:delText>c</w:delText>"
        "</w:r></w:del></w:ins></w:p>"
    )
    block = document.blocks[0]
    assert not isinstance(block, ReadTable)

    assert [(run.text, [(each.kind, each.author) for each in run.tracked]) for run in block.runs] == [
        ("a", []),
        ("b", [("inserted", "Ann")]),
        ("c", [("inserted", "Ann"), ("deleted", "Ann")]),
    ]
    assert block.runs[1].tracked[0].date == "2018-03-01T09:30:00Z"
    assert lines(document) == ["ab"]
    assert lines(document, "rejected") == ["a"]


def test_a_paragraph_whose_mark_goes_joins_the_next_one() -> None:
    mark = f"<w:rPr><w:del {BY}/></w:rPr>"
    document = read(paragraph("One. ", mark) + paragraph("Two."))

    assert lines(document) == ["One. Two."]
    assert lines(document, "rejected") == ["One. ", "Two."]


def test_a_row_that_goes_takes_its_cells_along() -> None:
    row = "<w:tr><w:trPr>{}</w:trPr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>".format
    table = row("", paragraph("a"), paragraph("b")) + row(f"<w:ins {BY}/>", paragraph("c"), paragraph("d"))
    document = read(f"<w:tbl>{table}</w:tbl>{paragraph('')}")

    assert lines(document) == ["a | b", "c | d", ""]
    assert lines(document, "rejected") == ["a | b", ""]


def test_comments_know_their_words_and_their_place() -> None:
    comment = f"<w:comments NAMESPACES><w:comment {BY}>{paragraph('Too long.')}</w:comment></w:comments>"
    document = read(
        paragraph("First.")
        + '<w:p><w:r><w:t>Pay in </w:t></w:r><w:commentRangeStart w:id="1"/><w:r><w:t>30 days</w:t></w:r>'
        '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r></w:p>',
        comments=comment,
    )

    assert [(each.author, each.text, each.quoted) for each in document.comments] == [("Ann", "Too long.", "30 days")]
    assert document.commented == {"1": 1}


def test_of_a_text_box_that_stands_there_twice_the_one_that_word_shows_is_read() -> None:
    box = "<w:txbxContent>{}</w:txbxContent>".format
    alternatives = (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="{}"><w:drawing>'
        + box(paragraph("new"))
        + "</w:drawing></mc:Choice><mc:Fallback><w:pict>"
        + box(paragraph("old"))
        + "</w:pict></mc:Fallback></mc:AlternateContent><w:t>text</w:t></w:r></w:p>"
    )

    assert lines(read(alternatives.format("wps"))) == ["text", "new"]
    assert lines(read(alternatives.format("v"))) == ["text", "old"]


def test_hidden_text_is_not_printed_and_is_told_of() -> None:
    document = read("<w:p><w:r><w:t>shown</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>not shown</w:t></w:r></w:p>")

    assert lines(document) == ["shown"]
    assert [remark.message for remark in document.remarks] == ["hidden text, which is not printed: “not shown”"]


def test_numbers_are_those_that_word_prints() -> None:
    level = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'.format
    numbering = (
        f'<w:numbering NAMESPACES><w:abstractNum w:abstractNumId="0">{level(0, "decimal", "%1.")}'
        f"{level(1, 'lowerLetter', '(%2)')}{level(2, 'decimal', '%1.%3')}</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num></w:numbering>'
    )
    styles = (
        '<w:styles NAMESPACES><w:style w:type="paragraph" w:styleId="A"><w:name w:val="Heading 1"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style><w:style w:type="paragraph" '
        'w:styleId="B"><w:name w:val="Mine"/><w:basedOn w:val="A"/></w:style></w:styles>'
    )
    place = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr>'.format
    document = read(
        "".join(
            paragraph(text, properties)
            for text, properties in (
                ("a", '<w:pStyle w:val="A"/>'),
                ("b", place(1, 1)),
                ("c", place(1, 1)),
                ("d", '<w:pStyle w:val="B"/>'),
                ("e", place(1, 1)),
                ("f", place(2, 1)),
                ("g", place(0, 2)),
                ("h", '<w:pStyle w:val="A"/>' + place(0, 0)),
            )
        ),
        numbering=numbering,
        styles=styles,
    )

    assert lines(document) == ["1. a", "(a) b", "(b) c", "2. d", "(a) e", "2.1 f", "7. g", "h"]
