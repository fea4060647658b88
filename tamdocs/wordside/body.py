"""A plan as WordprocessingML: a paragraph for each one of the clause files, what may not be changed locked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tamdocs.document.model import Emphasis, Field, Inline, LineBreak, Link, Strong, Table, Text
from tamdocs.library.template import TemplateInlines
from tamdocs.wordside.labels import ADVICE, clause_label, headline, unit_label
from tamdocs.wordside.pieces import BREAK, Look, Pieces, Words, friendly, pieces_of
from tamdocs.wordside.plan import Atom, Plan, PlanClause, PlanUnit
from tamdocs.writers.docx.draft import KEEP_NEXT, Draft
from tamdocs.writers.docx.markup import escape, text_element
from tamdocs.writers.docx.runs import Look as RunLook
from tamdocs.writers.docx.styles import HEADING_LEVELS, HEADINGS, LIST_BULLET, LIST_CONTINUE, LIST_LEVELS, LIST_NUMBER
from tamdocs.writers.docx.tables import write_table

_FRAME = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/><w:spacing w:before="60" w:after="60"/>'
_FRAME_RUN = '<w:rPr><w:color w:val="595959"/><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr>'
_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="DCE6F1"/>'
_CELL = re.compile(r"</w:pPr>(<w:.+?)</w:p>")
"""The runs of a paragraph of a table that says something."""
_FIRST_CONTROL = 100_000
"""Ids of content controls count from here."""


def style_of(unit: PlanUnit) -> str:
    """Return the name of the paragraph style that *unit* has in Word."""
    kinds = unit.source.kinds
    depth = min(len(unit.source.lists), LIST_LEVELS)
    if unit.source.role == "term":
        return "Definition"
    if unit.source.role == "item":
        return (LIST_NUMBER if kinds[-1] == "ordered" else LIST_BULLET)[depth - 1]
    if "meaning" in kinds or depth:
        return LIST_CONTINUE[max(depth, 1) - 1]
    return "Note" if "note" in kinds else "Body Text"


@dataclass(slots=True)
class BodyWriter:
    draft: Draft
    plan: Plan
    _atoms: Iterator[Atom] = field(init=False)
    _controls: int = _FIRST_CONTROL

    def write(self, title: str, closing: str) -> None:
        """Add the whole document to the draft."""
        ids, runs = self.draft.styles.ids, self.draft.runs
        self._atoms = iter(self.plan.atoms)
        self.draft.paragraph(ids["Title"], (Text(title),), runs.bold, ids=("tam-title",))
        for index, words in enumerate((headline(self.plan), *ADVICE)):
            self._locked(words, f"tam-advice-{index}")
        for clause in self.plan.clauses:
            self._clause(clause)
        self.draft.paragraph(ids["Closing Line"], (Text(closing),), runs.plain, ids=("tam-closing",))

    def _clause(self, clause: PlanClause) -> None:
        draft = self.draft
        self._locked(clause_label(clause), clause.name, KEEP_NEXT)
        if clause.entry.heading:
            style = draft.styles.ids[HEADINGS[min(clause.level, HEADING_LEVELS) - 1]]
            numbering = draft.numbers.heading(clause.level, clause.number)
            draft.paragraph(style, (Text(clause.text.title),), draft.runs.bold, numbering, (clause.title_name,))
        for unit in clause.units:
            self._unit(unit)

    def _unit(self, unit: PlanUnit) -> None:
        if unit.table is not None:
            self._table(unit)
        elif unit.locked:
            self._locked(unit_label(unit), unit.name)
        else:
            draft = self.draft
            look = draft.runs.term if unit.source.role == "term" else draft.runs.plain
            runs = draft.bookmarked("".join(self._runs(unit.pieces, look)), (unit.name,))
            draft.raw_paragraph(draft.styles.ids[style_of(unit)], runs, self._numbering(unit))

    def _numbering(self, unit: PlanUnit) -> str:
        if not unit.marker:
            return KEEP_NEXT if unit.source.role == "term" else ""
        depth = min(len(unit.source.lists), LIST_LEVELS) - 1
        level = unit.source.kinds.count("ordered") - 1
        return self.draft.numbers.item(level, unit.marker, depth, first=unit.source.figure == 1)

    def _runs(self, pieces: Pieces, look: RunLook) -> Iterator[str]:
        for piece in pieces:
            if isinstance(piece, Words):
                for index, words in enumerate(piece.text.split(BREAK)):
                    if index:
                        yield "<w:r><w:br/></w:r>"
                    if words:
                        yield self.draft.runs.write((_dressed(words, piece.look),), look, self.draft.link_id)
            else:
                yield self._atom(next(self._atoms), piece.look)

    def _atom(self, atom: Atom, look: Look) -> str:
        bold = "<w:b/><w:bCs/>" if look.strong else ""
        italic = "<w:i/><w:iCs/>" if look.emphasis else ""
        run = f"<w:r><w:rPr>{bold}{italic}{_SHADE}</w:rPr>{text_element(atom.shown)}</w:r>"
        control = self._control(atom.name, atom.shown, "contentLocked", run)
        return self.draft.bookmarked(control, (atom.name,))

    def _control(self, name: str, alias: str, lock: str, content: str) -> str:
        self._controls += 1
        return (
            f'<w:sdt><w:sdtPr><w:alias w:val="{escape(alias[:64])}"/><w:tag w:val="{name}"/>'
            f'<w:id w:val="{self._controls}"/><w:lock w:val="{lock}"/></w:sdtPr>'
            f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
        )

    def _locked(self, words: str, name: str, keep: str = "") -> None:
        style = self.draft.styles.ids["Body Text"]
        run = self._control(name, words, "sdtContentLocked", f"<w:r>{_FRAME_RUN}{text_element(words)}</w:r>")
        self.draft.raw_paragraph(style, self.draft.bookmarked(run, (name,)), keep + _FRAME)

    def _table(self, unit: PlanUnit) -> None:
        assert unit.table is not None
        self._locked(unit_label(unit), unit.name)
        rows = tuple(tuple(_cell(cell) for cell in row) for row in unit.table.rows)
        header = tuple(_cell(cell) for cell in unit.table.header)
        table = Table(unit.table.columns, header, rows, row_headers=False, summary=unit.table.summary)
        body = len(self.draft.out)
        write_table(self.draft, table, 0)
        self.draft.out[body:] = [_CELL.sub(self._lock_cell, "".join(self.draft.out[body:]))]

    def _lock_cell(self, match: re.Match[str]) -> str:
        return f"</w:pPr>{self._control('tam-cell', 'table', 'sdtContentLocked', match[1])}</w:p>"


def _dressed(words: str, look: Look) -> Inline:
    inline: Inline = Text(words)
    inline = Emphasis((inline,)) if look.emphasis else inline
    inline = Strong((inline,)) if look.strong else inline
    return Link(look.address, (inline,)) if look.address else inline


def _cell(inlines: TemplateInlines) -> tuple[Inline, ...]:
    found: list[Inline] = []
    for piece in pieces_of(inlines):
        if isinstance(piece, Words):
            for index, words in enumerate(piece.text.split(BREAK)):
                found += [LineBreak()] * bool(index) + [_dressed(words, piece.look)] * bool(words)
        else:
            shown = friendly(piece.expression) if not hasattr(piece, "target") else f"#{piece.target}"
            found.append(Field(shown, ""))
    return tuple(found)
