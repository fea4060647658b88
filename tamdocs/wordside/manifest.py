"""What a document for editing says of itself, in a part that Word keeps and nobody sees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from hashlib import sha256

from lxml import etree

from tamdocs.wordside.labels import clause_label, unit_label
from tamdocs.wordside.pieces import Placeholder, Words
from tamdocs.wordside.plan import Choice, Plan, PlanClause

NAMESPACE = "urn:tamdocs:word-editing:1"


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a clause was when the file was made, as SHA-256."""

    file: str
    words: str
    """See `words_hash`."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """As read: what a file claims, which is held against the library before it is believed."""

    choice: Choice
    hashes: Mapping[str, Claimed]
    """By clause."""


def manifest_xml(plan: Plan) -> bytes:
    """Return the part of the document of *plan*: the choice, each clause file with its hash, each paragraph."""
    root = etree.Element(f"{{{NAMESPACE}}}edit", nsmap={None: NAMESPACE})
    for name in fields(Choice):
        root.set(name.name, getattr(plan.choice, name.name))
    root.set("edition-sha256", plan.edition.sha256)
    shown = {atom.name: atom.shown for atom in plan.atoms}
    for clause in plan.clauses:
        words = words_hash(_lines(clause, shown))
        element = _add(
            root, "clause", id=clause.id, file=clause.text.source, sha256=clause.sha256, words=words, name=clause.name
        )
        for unit in clause.units:
            lines = f"{unit.source.first + 1}-{unit.source.last}"
            _add(element, "block", name=unit.name, kind=unit.source.role, lines=lines)
    for atom in plan.atoms:
        piece = atom.piece
        source = (
            f"{{{{ {piece.expression} }}}}" if isinstance(piece, Placeholder) else f"[{piece.words}](#{piece.target})"
        )
        _add(root, "locked", name=atom.name, source=source)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def words_hash(lines: Iterable[str]) -> str:
    """Return the SHA-256 over the *lines* of a clause as Word shows them, white space aside."""
    text = "\n".join(" ".join(line.split()) for line in lines)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _lines(clause: PlanClause, shown: Mapping[str, str]) -> Iterator[str]:
    yield clause_label(clause)
    if clause.entry.heading:
        yield clause.text.title
    count = 0
    for unit in clause.units:
        words = ""
        for piece in unit.pieces:
            if isinstance(piece, Words):
                words += piece.text
            else:
                words += shown[f"{clause.name}-a{count}"]
                count += 1
        yield unit_label(unit) if unit.locked else words


def _add(parent: etree._Element, element_name: str, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{element_name}")
    for name, value in attributes.items():
        element.set(name, value)
    return element


def read_manifest(root: etree._Element) -> Manifest | None:
    """Return what *root*, the root element of a part, says; None if it is the part of something else."""
    if root.tag != f"{{{NAMESPACE}}}edit":
        return None
    choice = Choice(**{field.name: root.get(field.name, "") for field in fields(Choice)})
    clauses = root.iterfind(f"{{{NAMESPACE}}}clause")
    return Manifest(
        choice, {each.get("id", ""): Claimed(each.get("sha256", ""), each.get("words", "")) for each in clauses}
    )
