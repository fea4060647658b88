"""The clause file after what came back: changed lines are written anew, all others stay as they are."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import yaml
from markdown_it.common.normalize_url import normalizeLink

from tamdocs.errors import LibraryError
from tamdocs.library.clause_markdown import parse_clause
from tamdocs.library.clause_source import SourceUnit, read_source
from tamdocs.library.expressions import Expressions
from tamdocs.wordside.lines import Edit, assemble
from tamdocs.wordside.markdown import markdown_lines
from tamdocs.wordside.match import Fault, Kept, Matched, New
from tamdocs.wordside.pieces import Piece, Pieces, Placeholder, Pointer, Words, pieces_of, plain_text, short
from tamdocs.wordside.places import Levels, Place, Spot, place_of, spot_after
from tamdocs.wordside.renumber import renumbered

_UNFIT = frozenset({"Cc", "Zl", "Zp", "Co", "Cs"})
_ADDRESS = re.compile(r"(https?://|mailto:)\S+")
_Signature = tuple[str, tuple[str, ...], Pieces, str, str]
"""Role, containers, words, id and label of a unit."""


@dataclass(frozen=True, slots=True)
class Patched:
    text: str
    faults: tuple[Fault, ...] = ()


def patch(matched: Matched, levels: Levels, width: int | None, expressions: Expressions) -> Patched:
    """Return the text of the clause file after the change, or why there can be none.

    What is returned reads as the paragraphs that came back: it was read again and held against them.

    Args:
        levels: Those in their lists that the paragraphs of a style have.
        width: How wide the lines are.
    """
    patcher = _Patcher(matched, levels, width)
    text = patcher.text()
    if patcher.faults:
        return Patched(text, tuple(patcher.faults))
    return Patched(text, tuple(_differences(text, matched, patcher.expected, expressions)))


@dataclass(slots=True)
class _Patcher:
    matched: Matched
    levels: Levels
    width: int | None
    faults: list[Fault] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    expected: list[_Signature] = field(default_factory=list)

    def text(self) -> str:
        self._title()
        clause = self.matched.clause
        lines = clause.source.lines
        above = Spot("opening", (), _after_front_matter(lines))
        for part in self.matched.parts:
            self._check(part.pieces)
            if isinstance(part, Kept) and not part.moved:
                self._kept(part)
                above = spot_after(part.unit.source)
            else:
                above = self._new(part, above)
        self._deleted()
        text = assemble(lines, self.edits)
        before = "".join(lines)
        return renumbered(text) if self._structure_changed() and renumbered(before) == before else text

    def _structure_changed(self) -> bool:
        parts = self.matched.parts
        stays = all(isinstance(part, Kept) and not part.moved for part in parts)
        return not stays or len(parts) != len(self.matched.clause.units)

    def _title(self) -> None:
        title = self.matched.title
        if title is None:
            return
        lines = self.matched.clause.source.lines
        for index, line in enumerate(lines[: _after_front_matter(lines)]):
            if re.match(r"title\s*:", line):
                self.edits.append(Edit(index, index + 1, (f"title: {_yaml(title)}",)))

    def _check(self, pieces: Pieces) -> None:
        for piece in pieces:
            words = piece.text if isinstance(piece, Words) else ""
            for char in words:
                if char != "\n" and unicodedata.category(char) in _UNFIT:
                    message = f"the sign U+{ord(char):04X} in “{short(words)}” cannot stand in a clause"
                    self.faults.append(Fault(message, "write it as visible text"))
            address = piece.look.address
            if address and not _ADDRESS.fullmatch(address):
                message = f"the link of “{short(plain_text([piece]))}” is no http, https or mailto address"
                self.faults.append(Fault(message, "take the link away, or give it such an address"))

    def _kept(self, part: Kept) -> None:
        unit = part.unit.source
        pieces = part.pieces if part.changed else part.unit.pieces
        self.expected.append((unit.role, unit.kinds, pieces, unit.anchor, unit.label))
        if part.changed:
            width = None if unit.role == "term" else self.width
            lines = markdown_lines(pieces, unit.prefix, len(unit.prefix), width)
            self.edits.append(Edit(unit.first, unit.last, tuple(lines)))

    def _new(self, part: Kept | New, above: Spot) -> Spot:
        """Write a paragraph that was added, or one that was moved, as one that was added here."""
        line = part.line
        assert line is not None
        place = place_of(line, above, self.levels)
        if isinstance(place, Fault):
            moved = isinstance(part, Kept)
            words = short(line.text)
            self.faults.append(Fault(f"{place.message}: “{words}”{' (moved)' if moved else ''}", place.hint))
            return above
        anchor = part.unit.source.anchor if isinstance(part, Kept) else ""
        kinds = tuple(each.kind for each in place.containers)
        self.expected.append((place.role, kinds, part.pieces, anchor, ""))
        lines = tuple(self._lines(part.pieces, place, anchor))
        after = place.opens or (place.gap and place.role != "term")
        self.edits.append(Edit(above.line, above.line, lines, before=place.gap, after=after))
        return Spot(place.role, place.containers, above.line, new=True)

    def _lines(self, pieces: Pieces, place: Place, anchor: str) -> list[str]:
        width = None if place.role == "term" else self.width
        if not anchor:
            return markdown_lines(pieces, place.prefix, place.column, width)
        indent = " " * place.column
        return [f"{place.prefix}({anchor})=", *markdown_lines(pieces, indent, place.column, self.width)]

    def _deleted(self) -> None:
        staying = {part.unit.name for part in self.matched.parts if isinstance(part, Kept) and not part.moved}
        units = self.matched.clause.units
        done = 0
        for index, unit in enumerate(units):
            source = unit.source
            if unit.name in staying or unit.locked or source.start < done:
                continue
            last, group = _group(source, [each.source for each in units[index + 1 :]])
            left = [each for each in units[index + 1 : index + 1 + group] if each.name in staying]
            if left:
                words = short(plain_text(left[0].pieces))
                message = f"“{short(plain_text(unit.pieces))}” is gone, and what belongs to it is left: “{words}”"
                self.faults.append(Fault(message, "take both out, or leave words there", source.first + 1))
            elif {"details", "signature"}.intersection(source.kinds):
                message = f"“{short(plain_text(unit.pieces))}” is gone, which is a label, a value or a line to sign"
                self.faults.append(Fault(message, "put it back, and say in a comment what is wanted", source.first + 1))
            else:
                self.edits.append(Edit(source.start, last))
                done = last


def _group(unit: SourceUnit, below: Sequence[SourceUnit]) -> tuple[int, int]:
    """Return the line after all that belongs to *unit*, and how many units that are: sub-items, a meaning."""
    if unit.role == "item":
        return unit.end, sum(1 for each in below if each.first < unit.end)
    if unit.role != "term":
        return unit.last, 0
    count = 0
    last = unit.last
    for each in below:
        if each.role == "term" or each.kinds[: len(unit.kinds) + 1] != (*unit.kinds, "meaning"):
            break
        count, last = count + 1, max(last, each.last)
    return last, count


def _after_front_matter(lines: Sequence[str]) -> int:
    fences = [index for index, line in enumerate(lines) if line.rstrip() == "---"]
    return fences[1] + 1 if len(fences) > 1 else 0


def _yaml(title: str) -> str:
    try:
        plain = yaml.safe_load(f"title: {title}") == {"title": title}
    except yaml.YAMLError:
        plain = False
    return title if plain else json.dumps(title, ensure_ascii=False)


def _differences(
    text: str, matched: Matched, expected: Sequence[_Signature], expressions: Expressions
) -> Iterator[Fault]:
    """Yield why *text* does not read as what came back."""
    clause = matched.clause
    try:
        read = parse_clause(clause.text.source, clause.id, text, expressions)
        units = read_source(clause.text.source, clause.id, text, expressions).units
    except LibraryError as error:
        for problem in error.problems:
            yield Fault(problem.message, problem.hint or "write it in another way", problem.line)
        return
    title = clause.text.title if matched.title is None else matched.title
    if read.title != title:
        yield Fault(f"the title “{title}” cannot be written there", "write another one, without signs at its ends")
    found = [(unit.role, unit.kinds, pieces_of(unit.inlines), unit.anchor, unit.label) for unit in units]
    for wanted, made in zip(expected, found, strict=False):
        if _plain(wanted) != _plain(made):
            yield Fault(
                f"“{short(plain_text(wanted[2]))}” cannot be written so that it reads like this", _hint(wanted[2])
            )
            return
    if len(expected) != len(found):
        yield Fault("the clause would have other paragraphs than the file that came back", "make the change in steps")


def _plain(signature: _Signature) -> _Signature:
    role, kinds, pieces, anchor, label = signature
    return role, kinds, tuple(_same_address(piece) for piece in pieces), anchor, label


def _same_address(piece: Piece) -> Piece:
    if not piece.look.address:
        return piece
    look = type(piece.look)(piece.look.strong, piece.look.emphasis, normalizeLink(piece.look.address))
    match piece:
        case Words():
            return Words(piece.text, look)
        case Placeholder():
            return Placeholder(piece.expression, look)
        case Pointer():
            return Pointer(piece.target, piece.words, look)


def _hint(pieces: Pieces) -> str:
    if any(piece.look.strong or piece.look.emphasis for piece in pieces):
        return "let bold or italics begin and end with a word, not with a sign"
    return "write it in another way, or say in a comment what is wanted"
