"""Comments of a Word file: what each says, which one it answers, whether it was resolved.

Which answers which stands in a part of its own ([MS-DOCX] 2.5.1), which names a comment by the id of
its last paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from tamdocs.readers.docx.blocks import BlockReader
from tamdocs.readers.docx.names import W14, W15, W
from tamdocs.readers.docx.reading import Reading
from tamdocs.readers.docx.values import Comment, ReadParagraph

_ON = frozenset({"1", "true", "on"})


class _Thread(NamedTuple):
    parent: str
    """Id of the last paragraph of the comment that is answered; empty if none is."""
    resolved: bool


def read_comments(
    reading: Reading, comments: etree._Element | None, threads: etree._Element | None
) -> Iterator[Comment]:
    """Yield the comments of a file, once its text has been read.

    Args:
        reading: Of the text: it knows which words each comment is about.
        comments: Root of their part, if there is one.
        threads: Root of the part that says which answers which, if there is one.
    """
    elements = [] if comments is None else list(comments.iterchildren(f"{W}comment"))
    known = _threads(threads)
    in_circles = _in_circles(known)
    identities = {last: each.get(f"{W}id", "") for each in elements if (last := _last_paragraph(each))}
    for each in elements:
        identity = each.get(f"{W}id", "")
        blocks = BlockReader(reading, "", is_body=False).read(each)
        thread = known.get(_last_paragraph(each), _Thread("", resolved=False))
        answers = "" if _last_paragraph(each) in in_circles else identities.get(thread.parent, "")
        author, date, initials = (each.get(f"{W}{name}", "") for name in ("author", "date", "initials"))
        yield Comment(
            id=identity,
            author=author,
            date=date,
            text="\n".join(block.text for block in blocks if isinstance(block, ReadParagraph)),
            quoted=" ".join("".join(reading.quoted.get(identity, ())).split()),
            initials=initials,
            answers="" if answers == identity else answers,
            resolved=thread.resolved,
        )


def _threads(root: etree._Element | None) -> Mapping[str, _Thread]:
    elements = () if root is None else root.iterchildren(f"{W15}commentEx")
    return {
        each.get(f"{W15}paraId", ""): _Thread(each.get(f"{W15}paraIdParent", ""), each.get(f"{W15}done", "") in _ON)
        for each in elements
    }


def _in_circles(threads: Mapping[str, _Thread]) -> frozenset[str]:
    """Return the ids of those that, by way of others, would answer themselves."""
    circles: set[str] = set()
    done: set[str] = set()
    for start in threads:
        path: dict[str, None] = {}
        at = start
        while at in threads and at not in done and at not in path:
            path[at] = None
            at = threads[at].parent
        if at in path:
            ids = list(path)
            circles.update(ids[ids.index(at) :])
        done.update(path)
    return frozenset(circles)


def _last_paragraph(comment: etree._Element) -> str:
    """Return the id of the last paragraph of *comment*; empty if it has none."""
    ids = [each.get(f"{W14}paraId", "") for each in comment.iterchildren(f"{W}p")]
    return ids[-1] if ids else ""
