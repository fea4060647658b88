"""The table of contents of a redline."""

from __future__ import annotations

from collections.abc import Mapping

from tamdocs.document.bookmarks import bookmark_name
from tamdocs.document.model import ContentsEntry
from tamdocs.document.redline import MarkedContents, MarkedContentsEntry, Standing
from tamdocs.errors import Problem, RenderError
from tamdocs.writers.docx.contents import CLOSING, END, OPENING, TAB, begin_field, field_start
from tamdocs.writers.docx.revisions_draft import RedlineDraft, Shape, Sides, inner, present
from tamdocs.writers.docx.styles import CONTENTS, CONTENTS_LEVELS


def write_contents(draft: RedlineDraft, contents: MarkedContents, standing: Standing) -> None:
    """Add the heading and a line for each entry. A table that comes or goes as a whole is no field of Word's own kind.

    Raises:
        RenderError: The page of an entry is not known.
    """
    shape = Shape(draft.styles.ids["TOC Heading"])
    in_frame = standing == "kept"
    draft.out += [OPENING] if in_frame else []
    title = draft.words(contents.title, draft.runs.bold, standing)
    draft.revised(standing, Sides(shape, shape), title)
    entries = [(entry, own) for entry in contents.entries if (own := inner(standing, entry.pair)) is not None]
    begin = draft.same_runs(begin_field(contents.pair.shown), standing) if contents.pair.shown.entries else ""
    end = draft.same_runs(END, standing) if begin and entries else ""
    own_end = bool(entries) and entries[-1][1] != standing
    for index, (entry, own) in enumerate(entries, 1):
        last = index == len(entries) and not own_end
        _write_entry(draft, entry, own, begin if index == 1 else "", end if last else "")
    if own_end:
        # In the last entry, which comes or goes, it would go on to the text after the table.
        last_shape = Shape(draft.styles.ids[CONTENTS[0]])
        draft.revised(standing, Sides(last_shape, last_shape), end)
    draft.out += [CLOSING] if in_frame else []


def _write_entry(draft: RedlineDraft, entry: MarkedContentsEntry, standing: Standing, begin: str, end: str) -> None:
    before, after = present(entry.pair, standing)
    shown = after or before
    assert shown is not None
    anchor = bookmark_name(shown.target)
    words = _number(draft, before, after, standing) + draft.words(entry.title, draft.runs.plain, standing)
    page = field_start(f" PAGEREF {anchor} \\h ") + draft.runs.text(_page(draft, before, after), draft.runs.plain) + END
    words += draft.same_runs(TAB + page, standing)
    link = f'<w:hyperlink w:anchor="{anchor}" w:history="1">{words}</w:hyperlink>'
    draft.revised(standing, Sides(_shape(draft, before), _shape(draft, after)), begin + link + end)


def _number(draft: RedlineDraft, before: ContentsEntry | None, after: ContentsEntry | None, standing: Standing) -> str:
    """Return the number and the tab after it; one tab where both sides have a number, or the title goes too far."""
    old, new = (
        draft.runs.text(each.number, draft.runs.plain) if each and each.number else "" for each in (before, after)
    )
    if old and new:
        return draft.changed_runs(old, new, standing) + draft.same_runs(TAB, standing)
    return draft.changed_runs(old and old + TAB, new and new + TAB, standing)


def _shape(draft: RedlineDraft, entry: ContentsEntry | None) -> Shape | None:
    return Shape(draft.styles.ids[CONTENTS[min(entry.level, CONTENTS_LEVELS) - 1]]) if entry else None


def _page(draft: RedlineDraft, before: ContentsEntry | None, after: ContentsEntry | None) -> str:
    pages: Mapping[str, int] = draft.pages if after else draft.pages_before
    entry = after or before
    assert entry is not None
    if entry.target not in pages:
        message = f"the table of contents lacks the page of {entry.target}"
        raise RenderError(Problem(source="Word", code="pages", message=message))
    return str(pages[entry.target])
