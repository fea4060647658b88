"""Reads the clause library from the bytes of its files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from typing import TypeVar, cast, get_args

from tamdocs.document.model import Numbering
from tamdocs.errors import LibraryError, Problem
from tamdocs.library.clause_markdown import ClauseText
from tamdocs.library.dispatch import read_dispatch
from tamdocs.library.document_check import document_problems, written_documents
from tamdocs.library.expected import expected_differences
from tamdocs.library.expressions import Expression
from tamdocs.library.extends import EditionFiles, Files, edition_files, edition_names
from tamdocs.library.files import (
    EditionFile,
    FactsFile,
    GlossaryFile,
    OutlineFile,
    PackFile,
    VendorFile,
    Words,
    parse_toml,
)
from tamdocs.library.hints import did_you_mean
from tamdocs.library.in_force import release_problems
from tamdocs.library.kept_texts import kept_expressions, kept_text
from tamdocs.library.kinds import Kinds, data_kinds, known_kinds
from tamdocs.library.known_facts import unknown_facts
from tamdocs.library.lines import check_line, check_marks
from tamdocs.library.lock import lock_problems
from tamdocs.library.model import (
    Clause,
    Edition,
    Entity,
    Fact,
    Language,
    Library,
    Localized,
    NotePart,
    Outline,
    OutlineClause,
    OutlineContents,
    OutlineEntry,
    PackOutline,
    Part,
    Region,
    Term,
    Vendor,
)
from tamdocs.library.names import check_names
from tamdocs.library.note_parts import note_parts, note_problems, shape_with_notes
from tamdocs.library.numbering import check_pattern
from tamdocs.library.outline_check import outline_problems
from tamdocs.library.schedule import read_schedule
from tamdocs.library.shapes import read_shapes
from tamdocs.library.territories import territory_problems
from tamdocs.library.windows import windows_of
from tamdocs.library.wording import read_wordings
from tamdocs.orders.data_shape import DataShape

_T = TypeVar("_T")
_KEPT = 4
"""Libraries that are kept: one before a change and one after it, and room for both of another workspace."""
_CLAUSE_FILE = re.compile(r"clauses/([^/]+)/([^/]+)/([^/]+)\.md")


def read_library(files: Files, *, root: str = "") -> Library:
    """Return the library that *files* holds.

    Args:
        files: Bytes by path, such as `2017-11/edition.toml`; paths have `/` on every system.
        root: Put before a path in messages.

    Raises:
        LibraryError: Every problem of every edition.
    """
    return _read(tuple(files.items()), root)


@lru_cache(_KEPT)
def _read(items: tuple[tuple[str, bytes], ...], root: str) -> Library:
    """Read a library once: that takes most of a short command, which may ask for it at several places."""
    files = dict(items)
    editions = []
    problems: list[Problem] = []
    for name in edition_names(files):
        try:
            editions.append(_EditionReader(edition_files(name, files, root)).read())
        except LibraryError as error:
            problems += error.problems
    if not editions and not problems:
        problems.append(Problem(root or "editions", "no-edition", "there is no edition here (no edition.toml)"))
    if found := problems or release_problems(editions, root):
        raise LibraryError(dict.fromkeys(found))
    return Library({edition.id: edition for edition in sorted(editions, key=lambda each: each.in_force_from)})


class _EditionReader:
    def __init__(self, edition: EditionFiles) -> None:
        self.edition = edition
        self.files = edition.data
        self.source = edition.source
        self.problems: list[Problem] = []
        self.languages: dict[str, Language] = {}
        self.names: Kinds = known_kinds()
        self.shapes = read_shapes(edition, self.names)
        self.names_in: dict[str, Kinds] = {}
        self.unread: set[tuple[str, str]] = set()

    def read(self) -> Edition:
        file = parse_toml(self.source("edition.toml"), self.files["edition.toml"], EditionFile)
        self.problems += lock_problems(self.edition, file.status)
        self.languages = {
            code: Language(code, each.locale, each.words, kept_expressions(each.locale, tuple(each.words.items())))
            for code, each in file.languages.items()
        }
        vendor = self._vendor()
        outlines = dict(self._outlines(vendor))
        clauses = self._clauses(vendor)
        self._check_documents(vendor, outlines, clauses)
        title = self._localized("edition.toml", "title", file.title)
        pack = self._pack(file.pack, outlines)
        glossary = dict(self._glossary(outlines))
        facts = dict(self._facts(vendor, clauses))
        wordings = [(self.source(path), self.files.get(path)) for path in self.edition.named("wording")]
        schedule = read_schedule(self.source("schedule.toml"), self.files.get("schedule.toml"), vendor, self.names_in)
        windows = self._gather(
            lambda: windows_of(self.edition, [each for each in outlines if outlines[each].letter_to])
        )
        if self.problems:
            raise LibraryError(self.problems)
        return Edition(
            self.edition.name,
            title,
            file.status,
            file.in_force_from,
            file.in_force_until,
            self.languages,
            vendor,
            pack,
            outlines,
            clauses,
            glossary,
            facts,
            self.edition.sha256,
            read_wordings(wordings, self.languages),
            windows,
            file.extends,
            schedule,
        )

    def _check_documents(
        self, vendor: Vendor, outlines: Mapping[str, Outline], clauses: Mapping[tuple[str, str], Clause]
    ) -> None:
        self.problems += outline_problems(outlines, clauses, vendor, self.source)
        folder = f"{self.edition.root}{self.edition.name}/clauses"
        documents = written_documents(outlines.values(), clauses, self.unread, folder)
        self.problems += document_problems(documents, self.languages, vendor)

    def _complain(self, file: str, code: str, message: str, place: str | None = None, hint: str | None = None) -> None:
        self.problems.append(Problem(self.source(file), code, message, place=place, hint=hint))

    def _need(self, file: str) -> bytes:
        if file not in self.files:
            raise LibraryError(Problem(self.source(file), "missing-file", "the edition lacks this file"))
        return self.files[file]

    def _localized(self, file: str, place: str, words: Words, *, line: bool = False, kind: str = "") -> Localized:
        """Return *words* in every language of the edition; with *line*, each may hold `{{ … }}` of document *kind*."""
        texts = dict.fromkeys(self.languages, words) if isinstance(words, str) else words
        for code in sorted(self.languages.keys() - texts.keys()):
            self._complain(file, "missing-language", f"there is no text in {code}", place)
        for code in sorted(texts.keys() - self.languages.keys()):
            hint = did_you_mean(code, self.languages)
            self._complain(file, "unknown-language", f"the edition has no language {code}", place, hint)
        if line:
            names = self.names_in.get(kind, self.names)
            for code, language in self.languages.items():
                where = Problem(self.source(file), "", "", place=place)
                self._gather(lambda: check_line(texts.get(code, ""), language.expressions, where, names))  # noqa: B023
        return texts

    def _marks(self, path: str, marks: Mapping[str, Words], kind: str = "") -> dict[str, Localized]:
        return {
            mark: self._localized(path, f"marks.{mark}", words, line=True, kind=kind) for mark, words in marks.items()
        }

    def _gather(self, check: Callable[[], _T]) -> _T | None:
        try:
            return check()
        except LibraryError as error:
            self.problems += error.problems
            return None

    def _pack(self, file: PackFile, outlines: Mapping[str, Outline]) -> PackOutline:
        for kind in (each for each in file.documents if each not in outlines):
            hint = did_you_mean(kind, outlines)
            self._complain("edition.toml", "unknown-document", f"there is no document {kind}", "pack", hint)
        return PackOutline(self._localized("edition.toml", "pack.title", file.title, line=True), file.documents)

    # Vendor

    def _vendor(self) -> Vendor:
        name = "vendor.toml"
        file = parse_toml(self.source(name), self._need(name), VendorFile)
        self.names = known_kinds(
            services=file.services, regions=file.regions, languages=self.languages, contacts=file.contacts
        )
        if file.prevailing.language not in self.languages:
            self._complain(name, "unknown-language", f"{file.prevailing.language} is no language of the edition")
        regions = tuple(
            Region(
                code,
                self._localized(name, f"regions.{code}.name", each.name),
                self._localized(name, f"regions.{code}.scope", each.scope),
                self._localized(name, f"regions.{code}.law", each.law),
                frozenset(each.territories),
                Entity(each.entity.legal_name, each.entity.address_line, each.entity.address),
            )
            for code, each in file.regions.items()
        )
        marks = self._marks(name, file.marks)
        if "page" not in marks:
            self._complain(name, "marks", "`page` is missing", "marks", 'such as page = "Page {page} of {pages}"')
        place = Problem(self.source(name), "", "", place="marks.page")
        self._gather(lambda: check_marks(marks.get("page", {}), ("{page}", "{pages}"), place))
        territories = {code: each.territories for code, each in file.regions.items()}
        self.problems += territory_problems(self.source(name), territories)
        return Vendor(
            file.name,
            {code: self._localized(name, f"services.{code}", words) for code, words in file.services.items()},
            file.prevailing.language,
            file.covered_products.families,
            file.contacts,
            marks,
            regions,
        )

    # Data of documents

    def _shape(self, path: str, kind: str, name: str | None, notes: tuple[NotePart, ...]) -> DataShape | None:
        """Return the data that the document *kind* asks for by *name* and as *notes*."""
        self.names_in[kind] = self.names
        if name is not None and name not in self.shapes:
            message, hint = f"there is no schemas/{name}.schema.json", did_you_mean(name, self.shapes)
            self._complain(path, "unknown-data", message, "data", hint)
        shape = self.shapes.get(name or "")
        self.problems += note_problems(notes, self.source(path), shape)
        if notes:
            shape = shape_with_notes(shape, kind, self.source(path), notes)
        if shape:
            self.names_in[kind] = {**self.names, **data_kinds(shape, self.languages)}
        return shape

    # Outlines

    def _outlines(self, vendor: Vendor) -> Iterator[tuple[str, Outline]]:
        for path in sorted(self.files):
            if path.startswith("documents/") and path.endswith(".toml"):
                kind = path.removeprefix("documents/").removesuffix(".toml")
                file = parse_toml(self.source(path), self.files[path], OutlineFile)
                yield kind, self._outline(kind, path, file, vendor)

    def _outline(self, kind: str, path: str, file: OutlineFile, vendor: Vendor) -> Outline:
        notes = tuple(note_parts(file.notes, partial(self._localized, path)))
        data = self._shape(path, kind, file.data, notes)
        where = Problem(self.source(path), "", "")
        for pattern in (*file.headings, *file.lists):
            self._gather(lambda: check_pattern(pattern, where))  # noqa: B023
        reference = self._localized(path, "reference", file.reference)
        place = Problem(self.source(path), "", "", place="reference")
        self._gather(lambda: check_marks(reference, ("{number}",), place))
        if file.cover is not None:
            for line in range(max(map(len, file.cover.values()), default=0)):
                texts = {code: lines[line] for code, lines in file.cover.items() if line < len(lines)}
                self._localized(path, f"cover[{line}]", texts, line=True, kind=kind)
        entries = tuple(self._entries(path, kind, file.outline))
        expected = expected_differences(file.differences, entries, vendor, self.source(path))
        self.problems += expected.problems
        return Outline(
            kind,
            self.source(path),
            self._localized(path, "title", file.title),
            self._localized(path, "subject", file.subject, line=True, kind=kind),
            self._localized(path, "closing", file.closing, line=True, kind=kind),
            file.cover,
            file.label,
            file.skin,
            file.date,
            Numbering(file.headings, file.lists),
            reference,
            entries,
            expected.differences,
            data,
            self._expression(path, kind, "letter_to", file.letter_to) if file.letter_to else None,
            read_dispatch(self.source(path), file, lambda *written: self._expression(path, kind, *written)),
            notes,
            self._marks(path, file.marks, kind),
        )

    def _entries(self, path: str, kind: str, written: Iterable[object]) -> Iterator[OutlineEntry]:
        for entry in written:
            if isinstance(entry, str):
                yield OutlineClause(entry, heading=True, numbered=True, condition=None, sections=())
            elif isinstance(entry, dict) and entry.keys() == {"contents"}:
                yield OutlineContents(self._localized(path, "outline.contents", entry["contents"]))
            elif isinstance(entry, dict) and isinstance(entry.get("clause"), str):
                yield self._clause_entry(path, kind, entry)
            else:
                self._complain(path, "outline", f"{entry!r} is neither a clause nor contents", "outline")

    def _clause_entry(self, path: str, kind: str, entry: dict[str, object]) -> OutlineClause:
        clause, place = str(entry["clause"]), f"outline: {entry['clause']}"
        for key in sorted(entry.keys() - {"clause", "heading", "numbered", "part", "sections", "when"}):
            self._complain(path, "outline", f"`{key}` is not known here", place)
        heading, numbered, sections = entry.get("heading", True), entry.get("numbered", True), entry.get("sections", [])
        if not (isinstance(heading, bool) and isinstance(numbered, bool) and isinstance(sections, list)):
            self._complain(path, "outline", "`heading` and `numbered` are true or false, `sections` is a list", place)
            sections = []
        part = entry.get("part", "body")
        if part not in get_args(Part):
            self._complain(path, "outline", f"`part` is one of {', '.join(get_args(Part))}", place)
        condition = self._expression(path, kind, place, str(entry["when"])) if entry.get("when") else None
        heading = bool(heading) and part == "body"
        inner = tuple(self._entries(path, kind, sections))
        return OutlineClause(clause, heading, bool(numbered), condition, inner, cast("Part", part))

    def _expression(self, path: str, kind: str, place: str, source: str) -> Expression:
        """Return an expression of the document *kind*, compiled."""
        where = Problem(self.source(path), "", "", place=place)
        compiled = next(iter(self.languages.values())).expressions.compile(source, where=where)
        self._gather(lambda: check_names(compiled, where, self.names_in.get(kind, self.names)))
        return compiled

    # Clauses

    def _clauses(self, vendor: Vendor) -> Mapping[tuple[str, str], Clause]:
        axes = {*vendor.services, *(region.code for region in vendor.regions), "direct", "reseller"}
        texts: dict[tuple[str, str], dict[tuple[str, frozenset[str]], ClauseText]] = {}
        for path in sorted(path for path in self.files if path.startswith("clauses/")):
            match = _CLAUSE_FILE.fullmatch(path)
            language, *qualifiers = match[3].split(".") if match else ("",)
            if not match or language not in self.languages or not axes.issuperset(qualifiers):
                self._complain(
                    path,
                    "clause-file",
                    "this is not the name of a clause's text",
                    hint=f"clauses/DOCUMENT/CLAUSE/LANGUAGE[.NAME].md; a NAME is one of {', '.join(sorted(axes))}",
                )
                continue
            if not (text := self._clause_text(path, match[1], match[2], self.languages[language])):
                self.unread.add((match[1], match[2]))
            else:
                texts.setdefault((match[1], match[2]), {})[language, frozenset(qualifiers)] = text
        return {key: Clause(key[1], key[0], found) for key, found in texts.items()}

    def _clause_text(self, path: str, document: str, clause: str, language: Language) -> ClauseText | None:
        source = self.source(path)
        try:
            words = self.files[path].decode("utf-8-sig")
            text = kept_text(source, clause, words, language.locale, tuple(language.words.items()))
            check_names(text.blocks, Problem(source, "", "", place=clause), self.names_in.get(document, self.names))
        except UnicodeDecodeError:
            self._complain(path, "not-utf-8", "the file is not UTF-8", clause, "save it as UTF-8")
        except LibraryError as error:
            self.problems += error.problems
        else:
            return text
        return None

    # Terms and facts

    def _glossary(self, outlines: Mapping[str, Outline]) -> Iterator[tuple[str, Term]]:
        seen: dict[str, str] = {}
        for path in self.edition.named("glossary"):
            for term, each in parse_toml(self.source(path), self._need(path), GlossaryFile).terms.items():
                place = f"terms.{term}"
                if term in seen:
                    self._complain(path, "double-term", f"{term} stands in {seen[term]} already", place)
                if each.defined_in is not None and each.defined_in not in outlines:
                    hint = did_you_mean(each.defined_in, outlines)
                    self._complain(path, "unknown-document", f"there is no document {each.defined_in}", place, hint)
                seen[term] = path
                yield term, Term(term, self._localized(path, place, each.words), each.defined_in)

    def _facts(self, vendor: Vendor, clauses: Mapping[tuple[str, str], Clause]) -> Iterator[tuple[str, Fact]]:
        seen: dict[str, str] = {}
        for path in self.edition.named("facts"):
            for name, fact in parse_toml(self.source(path), self._need(path), FactsFile).facts.items():
                if name in seen:
                    self._complain(path, "double-fact", f"{name} stands in {seen[name]} already", f"facts.{name}")
                seen[name] = path
                for code in sorted(set(fact.only) - {region.code for region in vendor.regions}):
                    self._complain(path, "unknown-region", f"the edition has no region {code}", f"facts.{name}.only")
                yield name, Fact(name, fact.title, fact.document, fact.values, fact.texts, fact.regions, fact.only)
        self.problems += unknown_facts(clauses.values(), seen)
