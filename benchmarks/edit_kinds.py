"""The kinds of edit that a customer makes to a contract in Word, and what each of them should be found as.

They are made with python-docx and know nothing of our reader. The clause of a place is that of the bookmark in the
heading above it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

BY = {qn("w:author"): "Customer", qn("w:date"): "2018-03-01T09:30:00Z"}
_SENTENCES = {
    "en": "Customer may assign this right to an affiliate after written notice.",
    "zh-Hans": "客户可以在书面通知后将本权利转让给其关联公司。",
}
_WORDS = {"en": ("promptly", "reasonable", "written", "mutual"), "zh-Hans": ("及时", "合理", "书面", "共同")}
_OTHER = {"en": "sixty", "zh-Hans": "六十"}


@dataclass(frozen=True, slots=True)
class Made:
    """An edit that was made."""

    kind: str
    clauses: tuple[str, ...]
    """Where it may be told of: of a move, both places."""
    before: str
    """All of the paragraph or row before; empty for a new one."""
    after: str
    tracked: bool = False
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    clause: str
    element: Any
    """A paragraph or a table of the body."""


class Site:
    """A file to be edited, and the chance that decides."""

    def __init__(self, document: Document, language: str, rng: random.Random) -> None:
        self.document, self.language, self.rng = document, language, rng
        self.places = list(_places(document))

    def paragraphs(self, *styles: str, avoid: tuple[str, ...] = ()) -> list[Place]:
        """Return the paragraphs with text whose style begins with one of *styles* and with none of *avoid*."""
        return [
            place
            for place in self.places
            if place.element.tag == qn("w:p")
            and (name := self.style(place)).startswith(styles or ("",))
            and not name.startswith(avoid or ("\0",))
            and text_of(place.element).strip()
        ]

    def tables(self) -> list[Place]:
        return [place for place in self.places if place.element.tag == qn("w:tbl") and len(_rows(place)) > 2]

    def style(self, place: Place) -> str:
        style = Paragraph(place.element, self.document).style
        return style.name or "" if style is not None else ""

    def draw(self, places: list[Any]) -> Any:
        return self.rng.choice(places) if places else None


def _places(document: Document) -> Iterator[Place]:
    clause = ""
    for element in document.element.body:
        if element.tag == qn("w:p"):
            style = Paragraph(element, document).style
            if style is not None and (style.name or "").startswith("Heading"):
                names = [each.get(qn("w:name"), "") for each in element.iter(qn("w:bookmarkStart"))]
                clause = names[0].replace("_", "-") if names else ""
        if element.tag in {qn("w:p"), qn("w:tbl")}:
            yield Place(clause, element)


def text_of(element: Any) -> str:
    """Return the words of *element* that stand after all tracked changes."""
    return "".join(each.text or "" for each in element.iter(qn("w:t")))


def _rows(place: Place) -> list[Any]:
    return list(place.element.iter(qn("w:tr")))


_TEXT = ("Body Text", "List", "Note")
_NUMBER = re.compile(r"(?<![\w.])\d{1,4}(?![\w.]*\w)")
_ENGLISH = re.compile(r"\b[a-z]{4,}\b")
_CHINESE = re.compile(r"[\u4e00-\u9fff]{2}")
_SENTENCE = re.compile(r"(?<=[.。]) ?[^.。]{10,}?[.。](?=\s|$|[\u4e00-\u9fff])")


def _word(language: str) -> re.Pattern[str]:
    return _ENGLISH if language == "en" else _CHINESE


def _edit_text(
    site: Site, kind: str, places: list[Place], pattern: re.Pattern[str], make: Callable[[str], str]
) -> Made | None:
    """Put other words where *pattern* fits in one text of one of *places*."""
    found = [
        (place, text, match)
        for place in places
        for text in place.element.iter(qn("w:t"))
        for match in pattern.finditer(text.text or "")
    ]
    if not found:
        return None
    place, text, match = site.draw(found)
    before = text_of(place.element)
    words = make(match[0])
    text.text = text.text[: match.start()] + words + text.text[match.end() :]
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return Made(kind, (place.clause,), before, text_of(place.element))


def change_number(site: Site) -> Made | None:
    return _edit_text(site, "change a number", site.paragraphs(), _NUMBER, lambda old: str(int(old) + 7))


def change_word(site: Site) -> Made | None:
    places = site.paragraphs(*_TEXT)
    return _edit_text(site, "change a word", places, _word(site.language), lambda _: _OTHER[site.language])


def delete_word(site: Site) -> Made | None:
    return _edit_text(site, "delete a word", site.paragraphs(*_TEXT), _word(site.language), lambda _: "")


def insert_word(site: Site) -> Made | None:
    new = site.rng.choice(_WORDS[site.language])
    gap = " " if site.language == "en" else ""
    places = site.paragraphs(*_TEXT)
    return _edit_text(site, "insert a word", places, _word(site.language), lambda old: f"{old}{gap}{new}")


def delete_sentence(site: Site) -> Made | None:
    return _edit_text(site, "delete a sentence", site.paragraphs(*_TEXT), _SENTENCE, lambda _: "")


def insert_sentence(site: Site) -> Made | None:
    place = site.draw(site.paragraphs(*_TEXT))
    before = text_of(place.element)
    gap = " " if site.language == "en" else ""
    Paragraph(place.element, site.document).add_run(gap + _SENTENCES[site.language])
    return Made("insert a sentence", (place.clause,), before, text_of(place.element))


def edit_heading(site: Site) -> Made | None:
    places = site.paragraphs("Heading")
    pattern = re.compile(r"\w+$")
    return _edit_text(site, "edit a heading", places, pattern, lambda old: old + _OTHER[site.language])


def edit_definition(site: Site) -> Made | None:
    places = site.paragraphs("Definition")
    return _edit_text(site, "edit a definition", places, _word(site.language), lambda _: _OTHER[site.language])


def retype_paragraph(site: Site) -> Made | None:
    """Type a paragraph anew with one word more, as a paste without its look does: all in one run."""
    place = site.draw([each for each in site.paragraphs("Body Text", "List") if _is_plain(each)])
    if place is None:
        return None
    before = text_of(place.element)
    after = before + _WORDS[site.language][0]
    for each in list(place.element):
        if each.tag != qn("w:pPr"):
            place.element.remove(each)
    Paragraph(place.element, site.document).add_run(after)
    return Made("type a paragraph anew", (place.clause,), before, after)


def _is_plain(place: Place) -> bool:
    return not any(True for _ in place.element.iter(qn("w:hyperlink"), qn("w:br"), qn("w:tab")))


def _leaves(site: Site) -> list[Place]:
    """Return the paragraphs that lead into no list or table."""
    found = site.paragraphs("Body Text", "List", "Definition")
    following = {id(place.element): after for place, after in zip(site.places, site.places[1:], strict=False)}
    return [
        place
        for place in found
        if (after := following.get(id(place.element))) is None
        or (after.element.tag == qn("w:p") and _depth(site, after) <= _depth(site, place))
    ]


def _depth(site: Site, place: Place) -> int:
    name = site.style(place)
    match = re.match(r"List (?:Number|Bullet|Continue)(?: (\d))?", name)
    if match is None:
        return 0
    return int(match[1] or 1) + name.startswith("List Continue")


def delete_paragraph(site: Site) -> Made | None:
    place = site.draw(_leaves(site))
    before = text_of(place.element)
    place.element.getparent().remove(place.element)
    return Made("delete a paragraph", (place.clause,), before, "")


def delete_lead(site: Site) -> Made | None:
    """Delete a paragraph that leads into a list, and leave the list."""
    leaves = {id(place.element) for place in _leaves(site)}
    places = [place for place in site.paragraphs("List Number") if id(place.element) not in leaves]
    place = site.draw(places)
    if place is None:
        return None
    before = text_of(place.element)
    place.element.getparent().remove(place.element)
    return Made("delete what leads into a list", (place.clause,), before, "")


def _new_like(place: Place, text: str) -> Any:
    new = deepcopy(place.element)
    for each in list(new):
        if each.tag != qn("w:pPr"):
            new.remove(each)
    run, words = OxmlElement("w:r"), OxmlElement("w:t")
    words.text = text
    run.append(words)
    new.append(run)
    return new


def insert_paragraph(site: Site) -> Made | None:
    place = site.draw([each for each in _leaves(site) if not site.style(each).startswith("Definition")])
    text = _SENTENCES[site.language]
    place.element.addnext(_new_like(place, text))
    return Made("insert a paragraph", (place.clause,), "", text)


def move_paragraph(site: Site) -> Made | None:
    longest = 25 if site.language == "en" else 12
    places = [each for each in _leaves(site) if len(text_of(each.element)) > longest and _is_plain(each)]
    places = [each for each in places if not site.style(each).startswith("Definition")]
    pairs = [
        (one, other)
        for one in places
        for other in places
        if one is not other and site.style(one) == site.style(other) and one.clause != other.clause
    ]
    if not pairs:
        return None
    place, target = site.draw(pairs)
    text = text_of(place.element)
    target.element.addnext(place.element)
    return Made("move a paragraph", (place.clause, target.clause), text, text)


def change_cell(site: Site) -> Made | None:
    table = site.draw(site.tables())
    if table is None:
        return None
    cells = [each for each in table.element.iter(qn("w:tc")) if len(list(each.iter(qn("w:t")))) > 0]
    cell = site.draw(cells)
    before = text_of(cell)
    text = site.draw(list(cell.iter(qn("w:t"))))
    text.text = f"{text.text} {_OTHER[site.language]}"
    return Made("change a table cell", (table.clause,), before, text_of(cell))


def delete_row(site: Site) -> Made | None:
    table = site.draw(site.tables())
    if table is None:
        return None
    row = site.draw(_rows(table)[1:])
    before = text_of(row)
    row.getparent().remove(row)
    return Made("delete a table row", (table.clause,), before, "")


def add_row(site: Site) -> Made | None:
    table = site.draw(site.tables())
    if table is None:
        return None
    row = site.draw(_rows(table)[1:])
    new = deepcopy(row)
    for mark in list(new.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        mark.getparent().remove(mark)
    for index, text in enumerate(new.iter(qn("w:t"))):
        text.text = f"{_WORDS[site.language][index % 4]} {index}"
    row.addnext(new)
    return Made("add a table row", (table.clause,), "", text_of(new))


def _around(name: str, *runs: Any) -> Any:
    change = OxmlElement(name)
    change.set(qn("w:id"), "9001")
    for key, value in BY.items():
        change.set(key, value)
    change.extend(runs)
    return change


def _deleted(run: Any) -> Any:
    for text in list(run.iter(qn("w:t"))):
        text.tag = qn("w:delText")
    return run


def track_word(site: Site) -> Made | None:
    """Replace a word with tracking on."""
    pattern = _word(site.language)
    found = [
        (place, run, match)
        for place in site.paragraphs(*_TEXT)
        for run in place.element.iterchildren(qn("w:r"))
        if len(run.findall(qn("w:t"))) == 1
        for match in pattern.finditer(run.find(qn("w:t")).text or "")
    ]
    if not found:
        return None
    place, run, match = site.draw(found)
    before = text_of(place.element)
    whole = run.find(qn("w:t")).text
    parts = [deepcopy(run) for _ in range(4)]
    texts = (whole[: match.start()], match[0], _OTHER[site.language], whole[match.end() :])
    for part, text in zip(parts, texts, strict=True):
        part.find(qn("w:t")).text = text
        part.find(qn("w:t")).set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    new = [parts[0], _around("w:del", _deleted(parts[1])), _around("w:ins", parts[2]), parts[3]]
    for each in reversed(new):
        run.addnext(each)
    run.getparent().remove(run)
    return Made("replace a word, tracked", (place.clause,), before, text_of(place.element), tracked=True)


def _mark(element: Any, name: str) -> None:
    properties = element.get_or_add_pPr()
    look = properties.find(qn("w:rPr"))
    if look is None:
        look = OxmlElement("w:rPr")
        properties.append(look)
    look.insert(0, _around(name))


def track_deletion(site: Site) -> Made | None:
    places = [each for each in _leaves(site) if _is_plain(each) and not site.style(each).startswith("Definition")]
    place = site.draw(places)
    if place is None:
        return None
    before = text_of(place.element)
    for run in list(place.element.iterchildren(qn("w:r"))):
        change = _around("w:del")
        run.addprevious(change)
        change.append(_deleted(run))
    _mark(place.element, "w:del")
    return Made("delete a paragraph, tracked", (place.clause,), before, "", tracked=True)


def track_insertion(site: Site) -> Made | None:
    place = site.draw([each for each in _leaves(site) if not site.style(each).startswith("Definition")])
    text = _SENTENCES[site.language]
    new = _new_like(place, text)
    run = new.find(qn("w:r"))
    change = _around("w:ins")
    run.addprevious(change)
    change.append(run)
    _mark(new, "w:ins")
    place.element.addnext(new)
    return Made("insert a paragraph, tracked", (place.clause,), "", text, tracked=True)


def only_look(site: Site) -> Made | None:
    """Make words bold, split runs and change spacing: nothing reads differently."""
    place = site.draw(site.paragraphs(*_TEXT))
    for run in Paragraph(place.element, site.document).runs:
        run.bold = True
        run.font.size = 150000
    return Made("only the look", (place.clause,), "", "")


def only_comment(site: Site) -> Made | None:
    place = site.draw(site.paragraphs(*_TEXT))
    runs = Paragraph(place.element, site.document).runs
    if not runs:
        return None
    text = _SENTENCES[site.language]
    site.document.add_comment(runs, text=text, author="Customer", initials="C")
    return Made("only a comment", (place.clause,), "", "", comment=text)


KINDS: Mapping[str, Callable[[Site], Made | None]] = {
    function.__name__: function
    for function in (
        change_number, change_word, delete_word, insert_word, delete_sentence, insert_sentence, edit_heading,
        edit_definition, retype_paragraph, delete_paragraph, delete_lead, insert_paragraph, move_paragraph,
        change_cell, delete_row, add_row, track_word, track_deletion, track_insertion, only_look, only_comment,
    )
}  # fmt: skip
