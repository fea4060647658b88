from __future__ import annotations

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from tamdocs.wordside.plan import Choice
from tests.support.drafts import SOURCE
from tests.support.word_edits import (
    TERMS,
    add_after,
    delete,
    edited,
    exported,
    imported,
    lines_changed,
    paragraph,
    xml_of,
)

ORDER = Choice("2017-11", "order-confirmation", "en", "emea")
DESCRIPTION = Choice("2017-11", "service-description", "en", "emea")
GENERAL_2018 = Choice("2018-06", "terms", "en", "emea")

SUBCONTRACTING = ("Clause subcontracting", "Subcontracting", "Vendor may subcontract", "Vendor remains responsible")
"""How the paragraphs of a clause begin."""


def told(data: bytes) -> list[str]:
    proposal = imported(data)
    assert proposal.changes == ()
    return [f"{problem.place}: {problem.message}" for problem in proposal.problems]


def test_changed_words_change_their_lines_and_no_others() -> None:
    def edit(document: Document) -> None:
        paragraph(document, "Customer shall pay the fee for the service period").runs[0].text = "Customer shall pay."

    proposal = imported(edited(TERMS, edit))

    assert proposal.problems == ()
    assert [change.path for change in proposal.changes] == ["2017-11/clauses/terms/term-and-termination/en.md"]
    assert lines_changed(proposal) == [
        "-2. Customer shall pay the fee for the service period.",
        "+2. Customer shall pay.",
    ]


def test_a_long_paragraph_is_wrapped_like_those_around_it() -> None:
    def edit(document: Document) -> None:
        paragraph(document, "Vendor may subcontract").add_run(" " + "Any part may be subcontracted. " * 6)

    lines = lines_changed(imported(edited(TERMS, edit)))

    assert lines[0] == "-1. Vendor may subcontract the Services."
    assert [line[:4] for line in lines[1:]] == ["+1. ", "+   "]
    assert all(100 < len(line) <= 128 for line in lines[1:])


def test_a_new_item_is_numbered_and_those_below_count_on() -> None:
    def edit(document: Document) -> None:
        add_after(paragraph(document, "becomes insolvent"), "is dissolved;")

    assert lines_changed(imported(edited(TERMS, edit))) == [
        "-   2. enters administration or liquidation, or is subject to a similar event; or",
        "-   3. ceases to carry on business, or threatens to do so.",
        "+   2. is dissolved;",
        "+   3. enters administration or liquidation, or is subject to a similar event; or",
        "+   4. ceases to carry on business, or threatens to do so.",
    ]


def test_a_list_can_grow_to_two_figures() -> None:
    def edit(document: Document) -> None:
        for words in ("Three.", "Two.", "One."):
            add_after(paragraph(document, "Conduct on site."), words)

    proposal = imported(edited(TERMS, edit))

    text = proposal.changes[0].after.decode()
    assert proposal.problems == ()
    assert "\n2. One.\n\n3. Two.\n\n4. Three.\n\n5. **Independent contractors.**" in text
    assert "\n10. **Severability.** If a provision of the Agreement is invalid or unenforceable" in text
    assert "\n    closest lawful provision replaces the one concerned.\n" in text


def test_a_sub_item_can_be_opened_below_an_item() -> None:
    def edit(document: Document) -> None:
        below = paragraph(document, "Vendor may subcontract")
        first = add_after(below, "to its affiliates; and", "List Number 2")
        xml_of(first).pPr.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr>')
        )

    assert lines_changed(imported(edited(TERMS, edit))) == ["+   1. to its affiliates; and"]


def test_a_paragraph_that_lost_its_bookmark_is_known_by_its_words() -> None:
    def edit(document: Document) -> None:
        for lost in ("Vendor warrants", "The remedies"):
            element = xml_of(paragraph(document, lost))
            for mark in [*element.iter(qn("w:bookmarkStart")), *element.iter(qn("w:bookmarkEnd"))]:
                mark.getparent().remove(mark)
        paragraph(document, "To the extent the law allows, Vendor gives").add_run(" Never.")

    lines = lines_changed(imported(edited(TERMS, edit)))

    assert lines == ["-   of fitness for purpose.", "+   of fitness for purpose. Never."]


def test_a_deleted_item_goes_with_its_blank_line() -> None:
    def edit(document: Document) -> None:
        delete(paragraph(document, "Customer may engage its own counsel"))

    proposal = imported(edited(TERMS, edit))

    assert lines_changed(proposal)[:2] == ["-3. Customer may engage its own counsel at its own cost.", "-"]
    assert "\n\n\n" not in proposal.changes[0].after.decode()


def test_an_item_that_others_refer_to_cannot_go() -> None:
    def edit(document: Document) -> None:
        delete(paragraph(document, "terminate the Services concerned and refund"))

    assert told(edited(TERMS, edit)) == [
        "term-and-termination: the reference to `#infringement-refund` points at nothing in the document "
        "for americas, direct, bcs-rps"
    ]


def test_an_item_goes_with_all_below_it_or_not_at_all() -> None:
    def edit(document: Document) -> None:
        delete(paragraph(document, "A party may terminate the Agreement with immediate effect"))

    assert told(edited(TERMS, edit)) == [
        "term-and-termination: “A party may terminate the Agreement with immediate effect i…” is gone, and what "
        "belongs to it is left: “becomes insolvent or bankrupt;”"
    ]


def test_a_moved_item_keeps_its_id() -> None:
    def edit(document: Document) -> None:
        moved = paragraph(document, "Vendor warrants")
        xml_of(paragraph(document, "To the extent the law allows, Vendor gives")).addnext(xml_of(moved))

    text = imported(edited(TERMS, edit)).changes[0].after.decode()

    assert text.split("---\n\n")[1].startswith("1. The remedies that the Agreement provides")
    assert "\n\n3. (performance-warranty)=\n   Vendor warrants that it performs the Services in a good," in text


def test_a_title_changes_in_the_front_matter() -> None:
    def edit(document: Document) -> None:
        paragraph(document, "Warranty").runs[0].text = "Warranty: the whole of it"

    assert lines_changed(imported(edited(TERMS, edit))) == ["-title: Warranty", '+title: "Warranty: the whole of it"']


def test_bold_italics_and_links_become_markdown() -> None:
    def edit(document: Document) -> None:
        below = paragraph(document, "Vendor may subcontract")
        below.add_run(" And ")
        below.add_run("boldly").bold = True
        below.add_run(" or ")
        below.add_run("softly").italic = True

    assert lines_changed(imported(edited(TERMS, edit)))[1] == (
        "+1. Vendor may subcontract the Services. And **boldly** or *softly*"
    )


def test_typed_markup_stays_text() -> None:
    def edit(document: Document) -> None:
        paragraph(document, "Vendor may subcontract").add_run(" *a* {{ customer.legal_name }} [](#payment) <b>")

    assert lines_changed(imported(edited(TERMS, edit)))[1] == (
        r"+1. Vendor may subcontract the Services. \*a\* \{\{ customer.legal_name \}\} \[\](#payment) \<b\>"
    )


def test_a_placeholder_stays_where_words_around_it_change() -> None:
    def edit(document: Document) -> None:
        paragraph(document, "The Agreement is governed").runs[0].text = "The Agreement follows the laws of "

    assert lines_changed(imported(edited(TERMS, edit))) == [
        "-1. The Agreement is governed by the laws of {{ law.name }}, without regard to conflict-of-law principles.",
        "+1. The Agreement follows the laws of {{ law.name }}, without regard to conflict-of-law principles.",
    ]


def test_a_lost_placeholder_is_refused() -> None:
    def edit(document: Document) -> None:
        below = paragraph(document, "The Agreement is governed")
        for control in xml_of(below).findall(qn("w:sdt")):
            xml_of(below).remove(control)

    assert told(edited(TERMS, edit)) == ["governing-law: the placeholder «law.name» is gone or broken"]


def test_a_typed_placeholder_is_refused() -> None:
    def edit(document: Document) -> None:
        paragraph(document, "Vendor may subcontract").add_run(" in «law.name»")

    assert told(edited(TERMS, edit)) == [
        "subcontracting: «law.name» is typed or copied, and would be printed as it stands"
    ]


def test_a_reference_can_be_taken_out_and_cannot_be_changed() -> None:
    def take_out(document: Document) -> None:
        below = paragraph(document, "Before a disclosure under")
        xml_of(below).remove(xml_of(below).find(qn("w:sdt")))

    def change(document: Document) -> None:
        control = xml_of(paragraph(document, "Before a disclosure under")).find(qn("w:sdt"))
        next(control.iter(qn("w:t"))).text = "Section 99"

    assert "+6. Before a disclosure under , the recipient shall" in lines_changed(imported(edited(TERMS, take_out)))[2]
    assert told(edited(TERMS, change)) == ["confidentiality: the reference “Section 6.5” was changed"]


def test_grey_lines_and_tables_stay_as_they_are() -> None:
    def edit(document: Document) -> None:
        grey = paragraph(document, "Table: The Designated Contacts")
        next(xml_of(grey).iter(qn("w:t"))).text = "Table: of contacts"
        cell = document.tables[0].cell(1, 0).paragraphs[0]
        next(xml_of(cell).iter(qn("w:t"))).text = "a product"

    assert sorted(told(edited(ORDER, edit))) == [
        "designated-contacts: a grey line was changed: “Table: of contacts”",
        "designated-software: a table was changed",
    ]


def test_a_new_table_a_picture_and_struck_words_are_refused() -> None:
    def edit(document: Document) -> None:
        table = document.add_table(1, 1)
        table.cell(0, 0).text = "new"
        xml_of(paragraph(document, "Vendor may subcontract")).addnext(xml_of(table))
        paragraph(document, "Vendor warrants").runs[0].font.strike = True
        drawing = f"<w:r {nsdecls('w')}><w:drawing/></w:r>"
        xml_of(paragraph(document, "Independent contractors.")).append(parse_xml(drawing))

    assert sorted(told(edited(TERMS, edit))) == [
        "general: a picture or drawing cannot stand in a clause",
        "subcontracting: a new table: “new”",
        "warranty: words that are struck through by hand cannot stand in a clause",
    ]


def test_words_outside_every_clause_are_refused() -> None:
    def edit(document: Document) -> None:
        add_after(paragraph(document, "Terms and Conditions"), "Words at the top")
        add_after(paragraph(document, "End of Terms"), "Words at the end")

    assert told(edited(TERMS, edit)) == [
        "None: “Words at the top” stands outside of every clause, or was changed there",
        "None: “Words at the end” stands outside of every clause, or was changed there",
    ]


def test_one_refused_clause_does_not_hold_the_others_up() -> None:
    def edit(document: Document) -> None:
        paragraph(document, "Vendor may subcontract").add_run(" «law.name»")
        paragraph(document, "Customer shall pay the fee for the service period").runs[0].text = "Customer shall pay."

    proposal = imported(edited(TERMS, edit))

    assert [change.clause for change in proposal.changes] == ["term-and-termination"]
    assert [problem.place for problem in proposal.problems] == ["subcontracting"]


def test_a_clause_that_was_changed_meanwhile_is_refused() -> None:
    path = "2017-11/clauses/terms/term-and-termination/en.md"
    files = {**SOURCE, path: SOURCE[path].replace(b"service period).", b"term).")}

    def edit(document: Document) -> None:
        paragraph(document, "Customer shall pay the fee for the service period").runs[0].text = "Customer shall pay."
        paragraph(document, "Vendor may subcontract").add_run(" Always.")

    proposal = imported(edited(TERMS, edit), files)

    assert [change.clause for change in proposal.changes] == ["subcontracting"]
    assert [(problem.code, problem.place) for problem in proposal.problems] == [
        ("edited-since", "term-and-termination")
    ]


def test_a_file_that_was_changed_meanwhile_and_not_edited_is_no_problem() -> None:
    path = "2017-11/clauses/terms/term-and-termination/en.md"
    files = {**SOURCE, path: SOURCE[path].replace(b"service period).", b"term).")}

    assert imported(edited(TERMS, lambda _: None), files).problems == ()


def test_an_edition_gets_a_file_of_its_own_for_a_text_that_it_takes_over() -> None:
    def edit(document: Document) -> None:
        paragraph(document, "Vendor may subcontract").add_run(" Always.")

    change = imported(edited(GENERAL_2018, edit)).changes[0]

    assert change.path == "2018-06/clauses/terms/subcontracting/en.md"
    assert change.base == "2017-11/clauses/terms/subcontracting/en.md"


def test_comments_are_told_with_their_clause() -> None:
    def edit(document: Document) -> None:
        runs = paragraph(document, "Vendor may subcontract").runs
        document.add_comment(runs, text="Too broad?", author="A. Lawyer")

    said = imported(edited(TERMS, edit)).comments

    assert [(each.clause, each.author, each.text) for each in said] == [("subcontracting", "A. Lawyer", "Too broad?")]


def test_tracked_changes_count_or_do_not() -> None:
    def edit(document: Document) -> None:
        below = paragraph(document, "Vendor may subcontract")
        (run,) = xml_of(below).findall(qn("w:r"))
        mark = 'w:id="900" w:author="A" w:date="2018-01-01T00:00:00Z"'
        gone = parse_xml(f"<w:del {nsdecls('w')} {mark}/>")
        run.addprevious(gone)
        gone.append(run)
        for text in list(run.iter(qn("w:t"))):
            text.tag = qn("w:delText")
        words = "<w:r><w:t>Vendor may not subcontract.</w:t></w:r>"
        gone.addnext(parse_xml(f"<w:ins {nsdecls('w')} {mark.replace('900', '901')}>{words}</w:ins>"))

    data = edited(TERMS, edit)

    assert lines_changed(imported(data))[1] == "+1. Vendor may not subcontract."
    assert imported(data, verdict="rejected").changes == ()


def test_a_definition_a_bullet_and_a_label_can_be_changed() -> None:
    def describe(document: Document) -> None:
        paragraph(document, "“Territory”").runs[0].text = "“Place”"
        add_after(paragraph(document, "Business Critical Services"), "A fourth one;")

    def order(document: Document) -> None:
        paragraph(document, "Address of Customer").runs[0].text = "Where Customer is"

    assert {"-“Territory”", "+“Place”", "+- A fourth one;"} <= set(
        lines_changed(imported(edited(DESCRIPTION, describe)))
    )
    assert lines_changed(imported(edited(ORDER, order))) == ["-Address of Customer", "+Where Customer is"]


def test_new_lines_among_labels_are_refused() -> None:
    def order(document: Document) -> None:
        add_after(paragraph(document, "«customer.legal_name»"), "A line")

    assert "labels and values" in told(edited(ORDER, order))[0]


def test_a_new_term_needs_its_meaning() -> None:
    def alone(document: Document) -> None:
        add_after(paragraph(document, "means the person or legal entity"), "“Device”", "Definition")

    def whole(document: Document) -> None:
        term = add_after(paragraph(document, "means the person or legal entity"), "“Device”", "Definition")
        add_after(term, "means a computer.", "List Continue")

    assert lines_changed(imported(edited(DESCRIPTION, whole))) == ["+", "+“Device”", "+: means a computer."]
    assert "“Device”” cannot be written so that it reads like this" in told(edited(DESCRIPTION, alone))[0]


def test_words_do_not_move_from_clause_to_clause_and_clauses_not_at_all() -> None:
    def words(document: Document) -> None:
        moved = xml_of(paragraph(document, "Customer may engage its own counsel"))
        xml_of(paragraph(document, "Vendor may subcontract")).addnext(moved)

    def clause(document: Document) -> None:
        for start in SUBCONTRACTING:
            xml_of(paragraph(document, "End of Terms")).addprevious(xml_of(paragraph(document, start)))

    assert told(edited(TERMS, words)) == [
        "indemnity: words of this clause were moved into another one",
        "subcontracting: words of another clause were moved into this one",
    ]
    assert told(edited(TERMS, clause)) == ["subcontracting: the clause was moved"]


def test_a_clause_that_is_gone_is_refused() -> None:
    def edit(document: Document) -> None:
        for start in (
            "Clause subcontracting",
            "Subcontracting",
            "Vendor may subcontract",
            "Vendor remains responsible",
        ):
            delete(paragraph(document, start))

    assert told(edited(TERMS, edit)) == [
        "subcontracting: the grey line that names the clause is gone",
        "subcontracting: the title of the clause is gone",
    ]


def test_the_same_edition_gives_the_same_bytes() -> None:
    assert exported(TERMS) == exported(TERMS)
