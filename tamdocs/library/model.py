"""The clause library as values: editions with their vendor, outlines and clauses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from tamdocs.document.model import Numbering
from tamdocs.library.clause_markdown import ClauseText
from tamdocs.library.dispatch import Dispatch
from tamdocs.library.expressions import Expression, Expressions
from tamdocs.library.schedule import Schedule
from tamdocs.library.windows import Windows
from tamdocs.orders.codes import KnownCodes
from tamdocs.orders.data_shape import DataShape
from tamdocs.orders.model import Address

Localized: TypeAlias = Mapping[str, str]
"""A text by language."""


@dataclass(frozen=True, slots=True)
class Language:
    code: str
    """BCP 47, such as `zh-Hans`."""
    locale: str
    """Conventions for days and figures, such as `en-GB`."""
    words: Mapping[str, str]
    expressions: Expressions


@dataclass(frozen=True, slots=True)
class Entity:
    """The company that sells in a region."""

    legal_name: str
    address_line: str
    address: Address


@dataclass(frozen=True, slots=True)
class Region:
    code: str
    name: Localized
    scope: Localized
    """Which countries it covers, in words."""
    law: Localized
    territories: frozenset[str]
    """ISO 3166-1 alpha-2."""
    entity: Entity


@dataclass(frozen=True, slots=True)
class Vendor:
    name: str
    services: Mapping[str, Localized]
    prevailing_language: str
    families: tuple[str, ...]
    contacts: Mapping[str, object]
    """As in `vendor.toml`; a table whose keys are languages is a text by language."""
    marks: Mapping[str, Localized]
    regions: tuple[Region, ...]


Part: TypeAlias = Literal["body", "address", "details"]
"""Of a document. A letter has its address and its details, such as date and reference, above its subject."""


@dataclass(frozen=True, slots=True)
class OutlineClause:
    """A clause in its place: with a heading of its own or as part of what is around it."""

    clause: str
    heading: bool
    numbered: bool
    condition: Expression | None
    sections: tuple[OutlineEntry, ...]
    part: Part = "body"


@dataclass(frozen=True, slots=True)
class OutlineContents:
    """The table of contents in its place."""

    title: Localized


OutlineEntry: TypeAlias = OutlineClause | OutlineContents


Axis: TypeAlias = Literal["region", "channel", "service"]
"""What the text of a clause may depend on."""


@dataclass(frozen=True, slots=True)
class Difference:
    """That the text of a clause is meant to differ, and by what."""

    clause: str
    """Or a part of the page, such as `@title-page`."""
    by: Mapping[Axis, frozenset[str]]
    """Which regions, channels or services have a text of their own, by axis; none named means that any may."""
    why: str
    """In the words of those who own the clause."""


@dataclass(frozen=True, slots=True)
class NotePart:
    """A part of a document that only a person can write: what stands below a heading of the notes."""

    id: str
    heading: Localized
    about: Localized
    """What to write there, for the one who writes it."""
    required: bool
    columns: Mapping[str, Localized] = field(default_factory=dict)
    """Of the one table that it is, by id; none where it is prose."""
    days: tuple[str, ...] = ()
    """The columns that hold days."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What a kind of document consists of, in order."""

    kind: str
    source: str
    title: Localized
    subject: Localized
    closing: Localized
    cover: Mapping[str, tuple[str, ...]] | None
    label: str
    skin: str
    date: Literal["edition", "order"]
    """Which day the finished file bears."""
    numbering: Numbering
    reference: Localized
    """With `{number}` where the number of the section goes."""
    entries: tuple[OutlineEntry, ...]
    differences: tuple[Difference, ...] = ()
    """Those that are meant; any other one is a mistake."""
    data: DataShape | None = None
    """What it needs beyond the order."""
    letter_to: Expression | None = None
    """The country of the recipient, where the document is a letter."""
    dispatch: Dispatch | None = None
    """How it finds those it concerns, where `tamdocs letter` sends it."""
    notes: tuple[NotePart, ...] = ()
    """What a person writes; the data has it as `notes`."""
    marks: Mapping[str, Localized] = field(default_factory=dict)
    """Those of its pages that are other than the vendor's."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that the documents must say (`facts.toml`), and the strings that any right text of it holds."""

    id: str
    title: str
    document: str
    values: tuple[str, ...]
    texts: Mapping[str, tuple[str, ...]]
    """By language."""
    regions: Mapping[str, tuple[str, ...]]
    """By region (`emea`), or by region and language (`emea.zh-Hans`)."""
    only: tuple[str, ...] = ()
    """The regions in which it stands; empty for every region."""

    def concerns(self, region: str) -> bool:
        return not self.only or region in self.only

    def wanted(self, language: str, region: str) -> tuple[str, ...]:
        """Return the strings that must stand in the text for *region* in *language*."""
        of_region = (*self.regions.get(region, ()), *self.regions.get(f"{region}.{language}", ()))
        return (*self.values, *self.texts.get(language, ()), *of_region)


@dataclass(frozen=True, slots=True)
class Term:
    """A defined term (`glossary.toml`)."""

    id: str
    words: Localized
    defined_in: str | None
    """The kind of document that defines it; None for the title of a document."""


Forms: TypeAlias = Mapping[str, tuple[str, ...]]
"""The forms that one thing takes, by language. A form that ends in `*` stands for every word that begins like it."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Which words go together in the languages of an edition (`wording.toml`), for lint and parity."""

    names: Mapping[str, Forms] = field(default_factory=dict)
    """Places, statutes, products, companies: written with capitals, and no defined terms."""
    words: Mapping[str, Forms] = field(default_factory=dict)
    """What one language says with one of these forms, another says with one of its own."""
    counted: Mapping[str, Forms] = field(default_factory=dict)
    """The same, and as often: what makes a right, a duty or a prohibition."""
    ignored: Forms = field(default_factory=dict)
    """Longer words that hold one of the forms and not its meaning."""
    avoid: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By language: words that no clause uses, with what to write instead."""
    actors: tuple[str, ...] = ()
    """Ids of the terms and words that stand for who has a right or a duty."""
    modals: tuple[str, ...] = ()
    """Ids of the words that make a right, a duty or a prohibition."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a document, with all its texts."""

    id: str
    document: str
    texts: Mapping[tuple[str, frozenset[str]], ClauseText]
    """By language and by the regions, services and channels that the text is for; none means every one."""


@dataclass(frozen=True, slots=True)
class PackOutline:
    """What a contract pack consists of."""

    title: Localized
    documents: tuple[str, ...]
    """Kinds of document, in order."""


@dataclass(frozen=True, slots=True)
class Edition:
    id: str
    title: Localized
    status: Literal["draft", "released"]
    in_force_from: date
    in_force_until: date | None
    """The last day on which it is in force."""
    languages: Mapping[str, Language]
    vendor: Vendor
    pack: PackOutline
    outlines: Mapping[str, Outline]
    clauses: Mapping[tuple[str, str], Clause]
    """By document and clause id."""
    glossary: Mapping[str, Term]
    facts: Mapping[str, Fact]
    sha256: str
    """Over the paths and bytes of the files in effect: its own, and those of the edition that it extends."""
    wording: Wording = field(default_factory=Wording)
    windows: Windows | None = None
    """Of the envelopes of letters; None where the edition has no `windows.toml`."""
    extends: str | None = None
    """The edition whose files it takes over where it has none of its own."""
    schedule: Schedule | None = None
    """None for an edition that sends no renewal notices."""

    @property
    def codes(self) -> KnownCodes:
        """What an order may name when this edition is used."""
        return KnownCodes(
            edition=self.id,
            services=self.vendor.services,
            languages=self.languages,
            families=self.vendor.families,
        )


@dataclass(frozen=True, slots=True)
class Library:
    editions: Mapping[str, Edition]
    """By id, in the order in which they came into force."""
