"""Comments of Word (ISO/IEC 29500-1, 17.13.4): a part of their own, and where each stands in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml import etree

from tamdocs.writers.docx.markup import escape, text_element
from tamdocs.writers.docx.package import TYPES_PART, parse_xml, to_xml
from tamdocs.writers.docx.xml_names import COMMENTS_KIND, COMMENTS_TYPE, CONTENT_TYPES, XML_HEAD, W, tag
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
    for number, comment in enumerate(comments, first):
        if about := _paragraph_of(comment, paragraphs):
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


def _paragraph_of(comment: Comment, paragraphs: Sequence[Written]) -> Written | None:
    """Return the paragraph that says what the comment is about, or the heading of its clause."""
    line, quoted = (letters(text) for text in (comment.line, comment.quoted))
    own = [each for each in paragraphs if each.clause == comment.clause]
    for near in (own, paragraphs):
        for says in (
            [each for each in near if line and each.after == line],
            [each for each in near if quoted and quoted in each.after],
            [each for each in near if quoted and quoted in each.before],
        ):
            if says:
                return says[0]
    return next(iter([*own, *paragraphs]), None)


def letters(text: str) -> str:
    """Return *text* without blanks."""
    return "".join(text.split())


def first_number(head: ZipHead) -> int:
    """Return the number of the first comment: a skin may have some of its own."""
    part = next((each for each in split_members(finish_zip(head)) if each.name == _PART), None)
    root = parse_xml("", _PART, inflate(part)) if part else ()
    return 1 + max((int(each.get(tag("id"), "0")) for each in root), default=-1)


def with_comments(head: ZipHead, comments: Sequence[Comment], first: int) -> tuple[ZipHead, str]:
    """Return the parts of *head* with that of *comments*, and the relationship that leads to it, as XML."""
    members = {each.name: each for each in split_members(finish_zip(head))}
    elements = "".join(_element(comment, number) for number, comment in enumerate(comments, first))
    root = parse_xml("", _PART, f'<w:comments xmlns:w="{W}">{elements}</w:comments>'.encode())
    if there := members.get(_PART):
        whole = parse_xml("", _PART, inflate(there))
        whole.extend(list(root))
        members[_PART] = deflate(_PART, to_xml(whole), _FAST)
        return join_members(members.values()), ""
    members[TYPES_PART] = _typed(members[TYPES_PART])
    data = f"{XML_HEAD}{etree.tostring(root, encoding='unicode')}"
    members[_PART] = deflate(_PART, data.encode(), _FAST)
    relationship = f'<Relationship Id="rIdComments" Type="{COMMENTS_KIND}" Target="/{_PART}"/>'
    return join_members(members.values()), relationship


def _typed(types: Member) -> Member:
    root = parse_xml("", TYPES_PART, inflate(types))
    override = etree.SubElement(root, f"{{{CONTENT_TYPES}}}Override")
    override.set("PartName", "/" + _PART)
    override.set("ContentType", COMMENTS_TYPE)
    return deflate(TYPES_PART, to_xml(root), _FAST)


def _element(comment: Comment, number: int) -> str:
    names = {"author": comment.author, "initials": comment.initials[:_MOST_INITIALS]}
    if _DATE.fullmatch(comment.date):
        names["date"] = comment.date
    said = "".join(f' w:{name}="{escape(_clean(text))}"' for name, text in names.items() if text or name == "author")
    return f'<w:comment w:id="{number}"{said}>{"".join(_paragraphs(comment.text))}</w:comment>'


def _paragraphs(text: str) -> Iterable[str]:
    for line in text.split("\n"):
        words = _clean(line)
        yield f"<w:p><w:r>{text_element(words)}</w:r></w:p>" if words else "<w:p/>"


def _clean(text: str) -> str:
    return _NOT_XML.sub(" ", text)
