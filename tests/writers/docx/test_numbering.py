from __future__ import annotations

from collections.abc import Iterator, Sequence

from hypothesis import given
from hypothesis import strategies as st

from tamdocs.document.model import Block, Blocks, Item, Numbering, OrderedList, Paragraph, Section, Text
from tamdocs.writers.docx.write import write_docx
from tests.support.docx_text import docx_text
from tests.support.trees import item, paragraph, section
from tests.writers.docx.reading import find, strings
from tests.writers.docx.samples import TERMS_NUMBERING, contract_skin, document, terms


def numbers_of(*blocks: Block, numbering: Numbering) -> list[str]:
    data = write_docx(document(*blocks, numbering=numbering), contract_skin(), {})
    return [text.split(" ", 1)[0] for text in docx_text(data)[1:-1]]


def ordered(level: int, *markers: str) -> OrderedList:
    return OrderedList(level, tuple(item(marker, "text") for marker in markers))


def printed(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield every number of the tree with the words behind it, in reading order."""
    for block in blocks:
        match block:
            case Section():
                yield f"{block.number} {_words(block.title)}".strip()
                yield from printed(block.blocks)
            case OrderedList():
                for each in block.items:
                    first = each.blocks[0]
                    assert isinstance(first, Paragraph)
                    yield f"{each.marker} {_words(first.inlines)}"
                    yield from printed(each.blocks[1:])
            case Paragraph():
                yield _words(block.inlines)
            case _:
                raise AssertionError(block)


def _words(inlines: Sequence[object]) -> str:
    return "".join(each.text for each in inlines if hasattr(each, "text"))


def test_terms_print_the_numbers_of_the_tree() -> None:
    composed = terms()

    data = write_docx(composed, contract_skin(), {})

    assert docx_text(data)[1:-1] == list(printed(composed.blocks))


def test_headings_and_first_lists_are_numbered_by_their_styles() -> None:
    data = write_docx(terms(), contract_skin(), {})

    styles = "//w:style[w:pPr/w:numPr/w:numId/@w:val='1']/@w:styleId"
    assert strings(data, styles, "word/styles.xml") == ["Heading1", "ListNumber"]
    assert strings(data, "//w:abstractNum[1]/w:lvl/w:pStyle/@w:val", "word/numbering.xml") == ["Heading1", "ListNumber"]
    assert find(data, "//w:p[w:pPr/w:pStyle/@w:val='Heading1']/w:pPr/w:numPr") == []


def test_each_list_starts_anew() -> None:
    numbering = Numbering(("1.",), ("(a)", "(i)"))

    assert numbers_of(ordered(0, "(a)", "(b)"), ordered(0, "(a)", "(b)"), numbering=numbering) == [
        *("(a)", "(b)", "(a)", "(b)"),
    ]


def test_list_that_goes_on_starts_where_the_tree_says() -> None:
    numbering = Numbering((), ("(a)",))

    markers = ["(a)", "(b)", "(c)", "(d)"]
    assert numbers_of(ordered(0, *markers[:2]), paragraph("—"), ordered(0, *markers[2:]), numbering=numbering) == [
        *markers[:2],
        "—",
        *markers[2:],
    ]


def test_list_with_a_gap_prints_the_gap() -> None:
    assert numbers_of(ordered(0, "(a)", "(c)", "(d)"), numbering=Numbering((), ("(a)",))) == ["(a)", "(c)", "(d)"]


def test_outer_list_goes_on_after_an_inner_one_of_its_kind() -> None:
    inner = OrderedList(0, (Item("(a)", (paragraph("text"), ordered(0, "(a)", "(b)"))), item("(b)", "text")))

    assert numbers_of(inner, numbering=Numbering((), ("(a)",))) == ["(a)", "(a)", "(b)", "(b)"]


def test_number_that_no_pattern_gives_is_printed_as_it_is() -> None:
    blocks = (section("7A.", "text"), ordered(0, "(a)", "(a bis)", "(b)"))

    assert numbers_of(*blocks, numbering=Numbering(("1.",), ("(a)",))) == ["7A.", "(a)", "(a", "(b)"]


def test_heading_numbers_that_jump_are_printed_as_they_are() -> None:
    blocks = [section(number, "text") for number in ("1.", "3.", "2.", "3.")]

    assert numbers_of(*blocks, numbering=Numbering(("1.",), ())) == ["1.", "3.", "2.", "3."]


def test_section_without_a_number_counts_nothing() -> None:
    blocks = (section("1.", "a"), section("", "unnumbered"), section("2.", "b"))
    data = write_docx(document(*blocks), contract_skin(), {})

    assert docx_text(data)[1:-1] == ["1. a", "unnumbered", "2. b"]


def test_first_items_without_a_numbered_heading_are_printed_as_they_are() -> None:
    assert numbers_of(ordered(0, "1.1", "1.2"), numbering=TERMS_NUMBERING) == ["1.1", "1.2"]


def test_items_go_on_through_a_section_and_start_anew_in_the_next() -> None:
    first = section("1.", "text", ordered(0, "1.1"), paragraph("—"), ordered(0, "1.2"), identity="a")
    second = section("2.", "text", ordered(0, "2.1"), identity="b")

    assert numbers_of(first, second, numbering=TERMS_NUMBERING) == ["1.", "1.1", "—", "1.2", "2.", "2.1"]


def test_figures_under_roman_headings_stay_figures() -> None:
    block = section("II.", "text", ordered(0, "2.1", "2.2"), identity="b")

    assert numbers_of(section("I.", "text"), block, numbering=Numbering(("I.",), ("1.1",))) == [
        "I.",
        "II.",
        "2.1",
        "2.2",
    ]


def test_unusual_patterns_print_the_numbers_of_the_tree() -> None:
    numbering = Numbering(("第 1 条", "1.1", "A."), ("1)", "Step i:", "(A)"))
    blocks = (
        section(
            "第 1 条", "甲", section("1.1", "乙", section("A.", "丙", level=3), section("B.", "丁", level=3), level=2)
        ),
        OrderedList(0, (Item("1)", (paragraph("text"), ordered(1, "Step i:", "Step ii:"))), item("2)", "text"))),
    )
    data = write_docx(document(*blocks, numbering=numbering), contract_skin(), {})

    assert docx_text(data)[1:-1] == list(printed(blocks))


def test_letters_after_z_are_doubled() -> None:
    letters = [f"({chr(97 + index % 26) * (1 + index // 26)})" for index in range(54)]

    assert numbers_of(ordered(0, *letters), numbering=Numbering((), ("(a)",))) == letters


def test_pattern_without_a_counter_is_printed_as_it_is() -> None:
    assert numbers_of(ordered(0, "*", "**"), numbering=Numbering((), ("*",))) == ["*", "**"]


ROMAN = ("i", "ii", "iii", "iv", "v", "vi")


def lists(level: int) -> st.SearchStrategy[tuple[object, ...]]:
    """Return trees of lists: for each item the lists in it."""
    inner = st.just(()) if level == 2 else st.lists(st.deferred(lambda: lists(level + 1)), max_size=2).map(tuple)
    return st.lists(inner, min_size=1, max_size=4).map(tuple)


def build(tree: tuple[object, ...], level: int, start: int = 0) -> OrderedList:
    items = []
    for index, inner in enumerate(tree, start):
        assert isinstance(inner, tuple)
        marker = (str(index + 1), "abcdef"[index % 6], ROMAN[index % 6])[level]
        blocks: Blocks = (paragraph("text"), *(build(each, level + 1) for each in inner))
        items.append(Item(marker if level == 0 else f"({marker})", blocks))
    return OrderedList(level, tuple(items))


@given(st.lists(lists(0), max_size=3))
def test_word_prints_the_numbers_of_any_tree(trees: list[tuple[object, ...]]) -> None:
    blocks = [build(tree, 0) for tree in trees]
    numbering = Numbering(("1.",), ("1", "(a)", "(i)"))
    data = write_docx(document(*blocks, numbering=numbering), contract_skin(), {})

    assert docx_text(data)[1:-1] == list(printed(blocks))


def test_bookmark_of_an_item_stands_at_its_first_paragraph() -> None:
    data = write_docx(
        document(OrderedList(0, (Item("(a)", (Paragraph((Text("text"),), "inner"),), "outer"),))), contract_skin(), {}
    )

    assert strings(data, "//w:p[2]/w:bookmarkStart/@w:name") == ["inner", "outer"]
