"""Reads notes: what a person writes for a document, in Markdown, below one heading for each part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import TypeAlias

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tamdocs.errors import Problem
from tamdocs.library.hints import did_you_mean
from tamdocs.library.model import NotePart
from tamdocs.library.note_table import read_note_table
from tamdocs.orders.encoding import NotText, decode_utf8
from tamdocs.orders.words import as_json, listed

MOST_BYTES = 1_000_000
NoteValue: TypeAlias = str | list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class NoteSection:
    """What stands below one heading."""

    part: NotePart
    languages: frozenset[str]
    """In which the heading is that of the part."""
    source: str
    line: int
    """Of the heading."""
    first_line: int
    """Of what stands below it."""
    text: str
    tokens: Sequence[Token]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written, or only what the template says of it."""
        return not self.text or self.text in self.part.about.values()


@dataclass(frozen=True, slots=True)
class Notes:
    sections: tuple[NoteSection, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class PartValues:
    """The parts of a document in one language."""

    values: dict[str, NoteValue] = field(default_factory=dict)
    """By id."""
    sections: dict[str, NoteSection] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def parse_notes(source: str, data: bytes, parts: Sequence[NotePart]) -> Notes:
    """Return the sections of the Markdown file *data*, with all that is wrong with it."""
    if len(data) > MOST_BYTES:
        message = f"the notes are larger than {MOST_BYTES // 1_000_000} MB"
        return Notes(problems=(Problem(source, "too-large", message, 1),))
    text = decode_utf8(data)
    if isinstance(text, NotText):
        return Notes(problems=(Problem(source, text.code, text.message, text.line, text.column, hint=text.hint),))
    return _Reader(source, text.replace("\r\n", "\n").replace("\r", "\n"), parts).read()


class _Reader:
    def __init__(self, source: str, text: str, parts: Sequence[NotePart]) -> None:
        self._source, self._lines, self._parts = source, text.split("\n"), parts
        self._tokens = _markdown().parse(text)
        self._problems: list[Problem] = []

    def read(self) -> Notes:
        self._problems += markup_problems(self._source, self._tokens)
        heads = list(self._heads())
        before = self._tokens[: heads[0]] if heads else self._tokens
        if before and before[0].map:
            hint = f"the first heading may be: # {self._known()[0]}" if self._known() else None
            self._complain(before[0].map[0] + 1, "notes", "this stands below no heading", hint)
        sections = [self._section(start, end) for start, end in pairwise([*heads, len(self._tokens)])]
        return Notes(tuple(section for section in sections if section), tuple(self._problems))

    def _heads(self) -> Iterator[int]:
        """Yield where the parts begin: headings of the first one's rank or above, and deeper ones that name a part."""
        known = {heading.casefold() for heading in self._known()}
        rank = ""
        for index, token in enumerate(self._tokens):
            if token.type == "heading_open" and token.level == 0:
                rank = rank or token.tag
                if token.tag <= rank or _words(self._tokens[index + 1]).casefold() in known:
                    yield index

    def _complain(self, line: int, code: str, message: str, hint: str | None = None) -> None:
        self._problems.append(Problem(self._source, code, message, line, hint=hint))

    def _known(self) -> list[str]:
        return list(dict.fromkeys(heading for part in self._parts for heading in part.heading.values()))

    def _section(self, start: int, end: int) -> NoteSection | None:
        """Return the section whose heading is the token *start*; the next one is the token *end*."""
        opening, heading = self._tokens[start], _words(self._tokens[start + 1])
        assert opening.map
        found = [
            (part, language)
            for part in self._parts
            for language, words in part.heading.items()
            if words.casefold() == heading.casefold()
        ]
        line = opening.map[0] + 1
        if not found:
            hint = did_you_mean(heading, self._known()) or f"the parts are {listed(self._known(), 'and')}"
            self._complain(line, "unknown-heading", f"no part has the heading {as_json(heading)}", hint)
            return None
        tokens = self._tokens[start + 3 : end]
        last = self._tokens[end].map if end < len(self._tokens) else None
        below = self._lines[opening.map[1] : last[0] if last else None]
        part = found[0][0]
        languages = frozenset(language for each, language in found if each is part)
        text = "\n".join(below).strip("\n").rstrip()
        blank = next((index for index, each in enumerate(below) if each.strip()), 0)
        section = NoteSection(part, languages, self._source, line, opening.map[1] + blank + 1, text, tokens)
        about = part.about.values()
        left = {number for number, words in enumerate(below, opening.map[1] + 1) if words.strip() in about}
        left |= {token.map[0] + 1 for token in tokens if token.map and _words(token) in about}
        for number in sorted(left if not section.is_empty else ()):
            self._complain(number, "notes", "this line is of the template", "take it out")
        return section


def _words(token: Token) -> str:
    return " ".join(token.content.split())


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable("table")


_REFUSED: Mapping[str, str] = {
    "html_block": "raw HTML is no text; write it without < and >",
    "html_inline": "raw HTML is no text; write it without < and >",
    "image": "notes hold no images",
}


def markup_problems(source: str, tokens: Iterable[Token]) -> Iterator[Problem]:
    """Yield what no notes hold: raw HTML and images."""
    for token in tokens:
        line, told = token.map[0] + 1 if token.map else 1, 0
        for each in (token, *(token.children or ())):
            if each.type in {"softbreak", "hardbreak"}:
                line += 1
            elif each.type in _REFUSED and told != line:
                told = line
                written = as_json(each.content.split("\n")[0][:40])
                yield Problem(source, "notes", f"{_REFUSED[each.type]}: {written}", line)
        if token.type == "heading_open" and token.level:
            yield Problem(source, "notes", "a heading stands inside a list or a quotation", line)


def values_in(sections: Iterable[NoteSection], parts: Iterable[NotePart], language: str, source: str) -> PartValues:
    """Return what *sections* say in *language*, with what is missing or twice there.

    Args:
        source: What a problem with a part that is nowhere names.
    """
    found = PartValues()
    empty: dict[str, NoteSection] = {}
    for section in (each for each in sections if language in each.languages):
        if other := found.sections.get(section.part.id):
            message = f"the part {as_json(section.part.heading[language])} is there twice, first in line {other.line}"
            found.problems.append(Problem(section.source, "notes", message, section.line))
        elif section.is_empty:
            empty.setdefault(section.part.id, section)
        else:
            found.sections[section.part.id] = section
            if section.part.columns:
                rows, problems = read_note_table(section.part, language, section.source, section.line, section.tokens)
                found.values[section.part.id] = rows
                found.problems.extend(problems)
            else:
                found.values[section.part.id] = section.text
    for part in parts:
        if part.required and part.id not in found.sections:
            found.problems.append(_missing(part, language, source, empty.get(part.id)))
    return found


def _missing(part: NotePart, language: str, source: str, empty: NoteSection | None) -> Problem:
    """Return that a required *part* is missing; with its line where the heading stands in the notes, and *empty*."""
    heading = part.heading[language]
    if empty is None:
        message = f"a part that every such document has is missing in {language}: {heading}"
        return Problem(source, "notes-missing", message, hint=f"write it below the heading: # {heading}")
    message = f"nothing is written below the heading {as_json(heading)}, and every such document has this part"
    if not empty.text:
        return Problem(empty.source, "notes-missing", message, empty.line, hint="write it there")
    return Problem(empty.source, "notes-missing", message, empty.first_line, hint="replace the words of the template")


def notes_template(parts: Iterable[NotePart], language: str) -> str:
    """Return notes in *language* in which nothing is written yet."""
    return "\n".join(_template(part, language) for part in parts)


def _template(part: NotePart, language: str) -> str:
    if not part.columns:
        return f"# {part.heading[language]}\n\n{part.about[language]}\n"
    names = [words[language] for words in part.columns.values()]
    rule = " | ".join("---" for _ in names)
    row = " | ".join([part.about[language], *("" for _ in names[1:])])
    return f"# {part.heading[language]}\n\n| {' | '.join(names)} |\n| {rule} |\n| {row} |\n"
