"""Tables of a Word file as tables of the tree, and the place where the parties sign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tamdocs.document.model import Block, Column, Inlines, LineBreak, Signature, SignatureParty, Table
from tamdocs.document.text import inlines_text
from tamdocs.readers.docx.values import ReadCell, ReadParagraph, ReadRow, ReadTable, Run
from tamdocs.readers.docx.words import inlines_of

_MOST_COLUMNS = 63
"""Word has no more; what stands in cells beyond them is put into the last one."""
_PARTY = "signature party"


def table_of(table: ReadTable) -> Iterator[Table]:
    """Yield *table* with as many cells in each row as it has columns; nothing for a table without a cell."""
    rows = [_cells(row) for row in table.rows]
    count = max(map(len, rows), default=0)
    if not count:
        return
    whole = [(*row, *[()] * (count - len(row))) for row in rows]
    header = whole[0] if table.rows[0].heading and len(whole) > 1 else ()
    yield Table(
        columns=tuple(Column(share) for share in _shares(table.widths, count)),
        header=header,
        rows=tuple(whole[1:] if header else whole),
        row_headers=table.first_column,
        summary=table.summary,
    )


def is_signature(table: ReadTable) -> bool:
    """Return whether the parties sign in *table*."""
    return table.style == "signature table" or any(
        _PARTY in (block.shape.style, *block.shape.basis)
        for row in table.rows
        for cell in row.cells
        for block in cell.blocks
        if isinstance(block, ReadParagraph)
    )


def signature_of(table: ReadTable) -> Iterator[Block]:
    """Yield the place to sign: a party for each cell that says something."""
    parties = [party for row in table.rows for cell in row.cells for party in _party(cell)]
    if parties:
        yield Signature(tuple(parties))


def _party(cell: ReadCell) -> Iterator[SignatureParty]:
    lines = [
        words
        for block in cell.blocks
        if isinstance(block, ReadParagraph)
        if inlines_text(words := inlines_of(_without_rules(block.runs))).strip()
    ]
    if lines:
        yield SignatureParty(lines[0], tuple(lines[1:]))


def _without_rules(runs: Sequence[Run]) -> Iterator[Run]:
    """Yield *runs* without the tabs at their end, which draw the rule to write on."""
    kept = list(runs)
    while kept and not kept[-1].text.strip():
        kept.pop()
    for index, run in enumerate(kept):
        text = run.text.rstrip("\t ") if index == len(kept) - 1 else run.text
        yield Run(text, run.link, run.strong, run.emphasis, run.tracked)


def _cells(row: ReadRow) -> tuple[Inlines, ...]:
    """Return the cells of *row*, one for each column: a cell over several columns leaves the others empty."""
    found: list[Inlines] = []
    for cell in row.cells:
        words = () if cell.merged else _words(cell)
        if len(found) < _MOST_COLUMNS:
            found += [words, *[()] * min(cell.span - 1, _MOST_COLUMNS - len(found) - 1)]
        elif inlines_text(words).strip():
            found[-1] = (*found[-1], LineBreak(), *words)
    return tuple(found)


def _words(cell: ReadCell) -> Inlines:
    """Return what *cell* says, a line for each paragraph; a table in it is told row by row."""
    words: list[Inlines] = [line for line in _lines(cell) if inlines_text(line).strip()]
    joined: Inlines = words[0] if words else ()
    for line in words[1:]:
        joined = (*joined, LineBreak(), *line)
    return joined


def _lines(cell: ReadCell) -> Iterator[Inlines]:
    for block in cell.blocks:
        if isinstance(block, ReadParagraph):
            number = f"{block.number.text} " if block.number and block.number.text else ""
            yield inlines_of((Run(number), *block.runs) if number else block.runs)
        else:
            for row in block.rows:
                for inner in row.cells:
                    yield from _lines(inner)


def _shares(widths: Iterable[int], count: int) -> list[float]:
    """Return the shares of *count* columns: those of the grid, if it is whole."""
    grid = [width for width in widths if width > 0]
    if len(grid) != count:
        return [1 / count] * count
    return [width / sum(grid) for width in grid]
