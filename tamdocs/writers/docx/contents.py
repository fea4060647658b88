"""The table of contents: a field of Word that is filled already, so that Word does not ask to update it."""

from __future__ import annotations

from tamdocs.document.bookmarks import bookmark_name
from tamdocs.document.model import Contents, ContentsEntry
from tamdocs.errors import Problem, RenderError
from tamdocs.writers.docx.draft import Draft
from tamdocs.writers.docx.styles import CONTENTS, CONTENTS_LEVELS

OPENING = (
    '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    "</w:sdtPr><w:sdtContent>"
)
CLOSING = "</w:sdtContent></w:sdt>"
_BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
_SEPARATE = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
TAB = "<w:r><w:tab/></w:r>"


def write_contents(draft: Draft, contents: Contents) -> None:
    """Add the heading and a line for each entry.

    Raises:
        RenderError: The page of an entry is not known.
    """
    if missing := [entry.target for entry in contents.entries if entry.target not in draft.pages]:
        message = f"the table of contents lacks the page of {', '.join(missing)}"
        raise RenderError(Problem(source="Word", code="pages", message=message))
    draft.out.append(OPENING)
    draft.paragraph(draft.styles.ids["TOC Heading"], contents.title, draft.runs.bold)
    last = len(contents.entries) - 1
    for index, entry in enumerate(contents.entries):
        field = begin_field(contents) if index == 0 else ""
        style = draft.styles.ids[CONTENTS[min(entry.level, CONTENTS_LEVELS) - 1]]
        draft.raw_paragraph(style, field + _entry(draft, entry) + (END if index == last else ""))
    draft.out.append(CLOSING)


def begin_field(contents: Contents) -> str:
    deepest = max(entry.level for entry in contents.entries)
    return field_start(f' TOC \\o "1-{deepest}" \\h \\z \\u ')


def _entry(draft: Draft, entry: ContentsEntry) -> str:
    look = draft.runs.plain
    number = draft.runs.text(entry.number, look) + TAB if entry.number else ""
    title = draft.runs.write(entry.title, look, draft.link_id)
    anchor = bookmark_name(entry.target)
    page = field_start(f" PAGEREF {anchor} \\h ") + draft.runs.text(str(draft.pages[entry.target]), look) + END
    return f'<w:hyperlink w:anchor="{anchor}" w:history="1">{number}{title}{TAB}{page}</w:hyperlink>'


def field_start(instruction: str) -> str:
    return f'{_BEGIN}<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>{_SEPARATE}'
