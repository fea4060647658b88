"""Comments of Word (ISO/IEC 29500-1, 17.13.4): a part of their own, and where each stands in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from lxml import etree

from tamdocs.writers.docx.lookup import Lookup
from tamdocs.writers.docx.markup import escape, text_element
from tamdocs.writers.docx.package import TYPES_PART, parse_xml, to_xml
from tamdocs.writers.docx.xml_names import (
    COMMENTS_KIND,
    COMMENTS_TYPE,
    CONTENT_TYPES,
    MC,
    THREADS_KIND,
    THREADS_TYPE,
    W14,
    W15,
    XML_HEAD,
    W,
    tag,
)
from tamdocs.writers.docx.zipfile_bytes import (
    Member,
    ZipHead,
    deflate,
    finish_zip,
    inflate,
    join_members,
    split_members,
)

_PART = "word/comments.xml"


class _Part(NamedTuple):
    name: str
    id: str
    kind: str
    type: str


_PARTS = (
    _Part(_PART, "rIdComments", COMMENTS_KIND, COMMENTS_TYPE),
    _Part("word/commentsExtended.xml", "rIdCommentsExtended", THREADS_KIND, THREADS_TYPE),
)
_SPACES = f'xmlns:w="{W}" xmlns:w14="{W14}" xmlns:w15="{W15}" xmlns:mc="{MC}" mc:Ignorable="w14 w15"'
_FIRST_ID = 0x7A000000
"""Of paragraphs of comments; Word draws its own at random."""
_FAST = 1
_DATE = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3])(:[0-5][0-9]){2}(\.[0-9]+)?Z?")
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_MOST_INITIALS = 9


@dataclass(frozen=True, slots=True)
class Comment:
    author: str
    initials: str
    date: str
    """Such as `2018-03-01T09:30:00Z`; left out where Word could not read it."""
    text: str
    clause: str
    """Id of the section that it stands in; empty above the first one."""
    line: str
    """What the paragraph says that it is about; may be empty."""
    quoted: str
    """The words that it is about."""
    answers: int | None = None
    """Index of the comment that it answers, among those that are written with it."""
    resolved: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """A paragraph of a draft."""

    index: int
    """In the draft."""
    head: int
    """How many characters its start and its properties take."""
    clause: str
    before: str
    """Its letters without blanks, as it was."""
    after: str


def place_comments(out: list[str], paragraphs: Sequence[Written], comments: Sequence[Comment], first: int) -> None:
    """Put *comments*, numbered from *first*, around the paragraphs of *out* that they are about."""
    found: dict[int, tuple[Written, list[int]]] = {}
    places = _Places(paragraphs)
    for number, comment in enumerate(comments, first):
        if about := places.of(comment):
            found.setdefault(about.index, (about, []))[1].append(number)
    for about, numbers in found.values():
        xml = out[about.index]
        head, runs, end = xml[: about.head], xml[about.head : -len("</w:p>")], "</w:p>"
        starts = "".join(f'<w:commentRangeStart w:id="{number}"/>' for number in numbers)
        ends = "".join(
            f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'
            for number in numbers
        )
        out[about.index] = head + starts + runs + ends + end


class _Places:
    """Finds the paragraph that says what a comment is about."""

    def __init__(self, paragraphs: Sequence[Written]) -> None:
        self._all = _Near(paragraphs)
        clauses: dict[str, list[Written]] = {}
        for each in paragraphs:
            clauses.setdefault(each.clause, []).append(each)
        self._of_clause = {clause: _Near(own) for clause, own in clauses.items()}

    def of(self, comment: Comment) -> Written | None:
        """Return the paragraph, or the heading of its clause; None if nothing is written."""
        line, quoted = letters(comment.line), letters(comment.quoted)
        own = self._of_clause.get(comment.clause, self._all)
        return own.find(line, quoted) or self._all.find(line, quoted) or own.first or self._all.first


class _Near:
    """Paragraphs among which one is looked for."""

    def __init__(self, paragraphs: Sequence[Written]) -> None:
        self._paragraphs = paragraphs
        self.first = next(iter(paragraphs), None)
        self._after = Lookup(each.after for each in paragraphs)
        self._before = Lookup(each.before for each in paragraphs)

    def find(self, line: str, quoted: str) -> Written | None:
        ways = (
            (self._after.same, line),
            (self._after.same, quoted),
            (self._before.same, quoted),
            (self._after.holding, quoted),
            (self._before.holding, quoted),
        )
        found = (way(text) for way, text in ways)
        return next((self._paragraphs[index] for index in found if index is not None), None)


def letters(text: str) -> str:
    """Return *text* without blanks."""
    return "".join(text.split())


def first_number(head: ZipHead) -> int:
    """Return the number of the first comment: a skin may have some of its own."""
    part = next((each for each in split_members(finish_zip(head)) if each.name == _PART), None)
    root = parse_xml("", _PART, inflate(part)) if part else ()
    return 1 + max((int(each.get(tag("id"), "0")) for each in root), default=-1)


def with_comments(head: ZipHead, comments: Sequence[Comment], first: int) -> tuple[ZipHead, str]:
    """Return the parts of *head* with those of *comments*, and the relationships that lead to them, as XML."""
    members = {each.name: each for each in split_members(finish_zip(head))}
    told = f"<w:comments {_SPACES}>{''.join(_element(each, number) for number, each in enumerate(comments, first))}"
    relationships = _put(members, _PARTS[0], f"{told}</w:comments>")
    if any(each.resolved or each.answers is not None for each in comments):
        threads = "".join(_thread(each, number, first) for number, each in enumerate(comments, first))
        relationships += _put(members, _PARTS[1], f"<w15:commentsEx {_SPACES}>{threads}</w15:commentsEx>")
    return join_members(members.values()), relationships


def _put(members: dict[str, Member], part: _Part, xml: str) -> str:
    """Put the elements of *xml* into *part*, which the skin may have already; return what leads to a new part."""
    root = parse_xml("", part.name, xml.encode())
    if there := members.get(part.name):
        members[part.name] = deflate(part.name, to_xml(_joined(parse_xml("", part.name, inflate(there)), root)), _FAST)
        return ""
    members[TYPES_PART] = _typed(members[TYPES_PART], part)
    data = f"{XML_HEAD}{etree.tostring(root, encoding='unicode')}"
    members[part.name] = deflate(part.name, data.encode(), _FAST)
    return f'<Relationship Id="{part.id}" Type="{part.kind}" Target="/{part.name}"/>'


def _joined(there: etree._Element, more: etree._Element) -> etree._Element:
    """Return the elements of both in one root, which knows the names of both."""
    root = etree.Element(there.tag, dict(there.attrib), nsmap=dict(more.nsmap) | dict(there.nsmap))
    ignorable = f"{{{MC}}}Ignorable"
    root.set(ignorable, " ".join(dict.fromkeys([*there.get(ignorable, "").split(), *more.get(ignorable, "").split()])))
    root.extend([*there, *more])
    return root


def _typed(types: Member, part: _Part) -> Member:
    root = parse_xml("", TYPES_PART, inflate(types))
    override = etree.SubElement(root, f"{{{CONTENT_TYPES}}}Override")
    override.set("PartName", "/" + part.name)
    override.set("ContentType", part.type)
    return deflate(TYPES_PART, to_xml(root), _FAST)


def _element(comment: Comment, number: int) -> str:
    names = {"author": comment.author, "initials": comment.initials[:_MOST_INITIALS]}
    if is_date(comment.date):
        names["date"] = comment.date
    said = "".join(f' w:{name}="{escape(clean(text))}"' for name, text in names.items() if text or name == "author")
    *lines, last = (clean(line) for line in comment.text.split("\n"))
    paragraphs = [*(_paragraph(line) for line in lines), _paragraph(last, f' w14:paraId="{_paragraph_id(number)}"')]
    return f'<w:comment w:id="{number}"{said}>{"".join(paragraphs)}</w:comment>'


def _thread(comment: Comment, number: int, first: int) -> str:
    answers = "" if comment.answers is None else f' w15:paraIdParent="{_paragraph_id(first + comment.answers)}"'
    return f'<w15:commentEx w15:paraId="{_paragraph_id(number)}"{answers} w15:done="{int(comment.resolved)}"/>'


def _paragraph_id(number: int) -> str:
    """Return the id of the last paragraph of a comment: not zero, and below 80000000."""
    return f"{_FIRST_ID + number:08X}"


def _paragraph(words: str, attributes: str = "") -> str:
    return f"<w:p{attributes}><w:r>{text_element(words)}</w:r></w:p>" if words else f"<w:p{attributes}/>"


def clean(text: str) -> str:
    """Return *text* with a blank for each character that XML cannot carry."""
    return _NOT_XML.sub(" ", text)


def is_date(text: str) -> bool:
    """Return whether *text* is a day and a time that Word can read."""
    try:
        return bool(_DATE.fullmatch(text) and datetime.fromisoformat(text[:19]))
    except ValueError:
        return False
