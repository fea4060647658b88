"""The shapes of an edition's TOML files. A member that is not named here is refused."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from typing import Literal, TypeAlias, TypeVar

import msgspec

from tamdocs.errors import LibraryError, Problem
from tamdocs.library.toml_lines import line_of
from tamdocs.library.toml_shape import Fault, dotted, shape_faults
from tamdocs.orders.model import Address

Words: TypeAlias = str | dict[str, str]
"""A text by language, or one that is the same in all."""


class _File(msgspec.Struct, forbid_unknown_fields=True):
    """A table whose members are all named below."""


class LanguageFile(_File):
    locale: str
    words: dict[str, str]


class PackFile(_File):
    title: Words
    documents: tuple[str, ...]


class EditionFile(_File):
    title: Words
    status: Literal["draft", "released"]
    in_force_from: date
    languages: dict[str, LanguageFile]
    pack: PackFile
    in_force_until: date | None = None
    extends: str | None = None
    removed: tuple[str, ...] = ()


class LockFile(_File):
    edition: str
    sha256: str
    files: dict[str, str]


class PrevailingFile(_File):
    language: str


class CoveredProductsFile(_File):
    families: tuple[str, ...]


class EntityFile(_File):
    legal_name: str
    address_line: str
    address: Address


class RegionFile(_File):
    name: Words
    scope: Words
    law: Words
    territories: tuple[str, ...]
    entity: EntityFile


class VendorFile(_File):
    name: str
    services: dict[str, Words]
    prevailing: PrevailingFile
    covered_products: CoveredProductsFile
    contacts: dict[str, object]
    marks: dict[str, Words]
    regions: dict[str, RegionFile]


class DifferenceFile(_File):
    clause: str
    by: tuple[Literal["region", "channel", "service"], ...]
    only: tuple[str, ...] = ()
    why: str = ""


class DeadlineFile(_File):
    days: int
    fact: str


class DispatchFile(_File):
    id: str
    affects: str
    recipients: tuple[Literal["business", "legal"], ...]
    deadline: DeadlineFile | None = None


class NoteFile(_File):
    heading: Words
    about: Words
    required: bool = False
    columns: dict[str, Words] = {}
    days: tuple[str, ...] = ()


class OutlineFile(_File):
    title: Words
    subject: Words
    closing: Words
    label: str
    skin: str
    headings: tuple[str, ...]
    lists: tuple[str, ...]
    reference: Words
    outline: tuple[object, ...]
    cover: dict[str, tuple[str, ...]] | None = None
    date: Literal["edition", "order"] = "edition"
    data: str | None = None
    letter_to: str | None = None
    marks: dict[str, Words] = {}
    notes: dict[str, NoteFile] = {}
    differences: tuple[DifferenceFile, ...] = ()
    dispatch: DispatchFile | None = None


class WindowFile(_File):
    left_mm: float
    top_mm: float
    width_mm: float
    height_mm: float
    paper: Literal["a4", "us-letter"] = "a4"
    sender: bool = False
    countries: tuple[str, ...] = ()


class WindowsFile(_File):
    default: str
    windows: dict[str, WindowFile]


class TermFile(_File):
    words: Words
    defined_in: str | None = None


class GlossaryFile(_File):
    terms: dict[str, TermFile]


class RightsFile(_File):
    actors: tuple[str, ...] = ()
    modals: tuple[str, ...] = ()


class WordingFile(_File):
    names: dict[str, str | dict[str, tuple[str, ...]]] = {}
    words: dict[str, dict[str, tuple[str, ...]]] = {}
    counted: dict[str, dict[str, tuple[str, ...]]] = {}
    ignored: dict[str, tuple[str, ...]] = {}
    avoid: dict[str, dict[str, str]] = {}
    rights: RightsFile = msgspec.field(default_factory=RightsFile)


class FactFile(_File):
    title: str
    document: str
    values: tuple[str, ...] = ()
    texts: dict[str, tuple[str, ...]] = {}
    regions: dict[str, tuple[str, ...]] = {}
    only: tuple[str, ...] = ()


class FactsFile(_File):
    facts: dict[str, FactFile]


class StepFile(_File):
    step: str
    days_before_end: int
    lead_days: int
    letters: dict[str, str]
    channels: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    deliveries: tuple[str, ...] = ()
    send_by: Literal["post", "courier"] | None = None
    until_days_after_end: int | None = None


class PostFile(_File):
    business_days: int


class CourierFile(_File):
    business_days: int
    countries: dict[str, int] = {}


class InHandFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    calendar_unknown: int
    moved_days_unknown: int
    subdivision_unknown: int


class ScheduleFile(_File):
    steps: tuple[StepFile, ...]
    post: PostFile
    courier: CourierFile
    in_hand: InHandFile


_Shape = TypeVar("_Shape", bound=_File)

_POSITION = re.compile(r" \(at line (\d+), column (\d+)\)$")
_PATH = re.compile(r" - at `(.*)`$")


def parse_toml(source: str, data: bytes, shape: type[_Shape]) -> _Shape:
    """Return the TOML file *data* as a *shape*.

    Raises:
        LibraryError: It is not TOML, or a member is missing, unknown or of another kind.
    """
    try:
        text = data.decode("utf-8")
        content = tomllib.loads(text)
        if faults := shape_faults(content, shape):
            raise LibraryError(_misshapen(source, text, fault) for fault in faults)
        return msgspec.convert(content, shape)
    except UnicodeDecodeError as error:
        raise LibraryError(Problem(source, "not-utf-8", "the file is not UTF-8", hint="save it as UTF-8")) from error
    except tomllib.TOMLDecodeError as error:
        raise LibraryError(_unreadable(source, str(error))) from error
    except msgspec.ValidationError as error:
        message = str(error)
        path = match[1] if (match := _PATH.search(message)) else "$"
        raise LibraryError(Problem(source, "shape", _PATH.sub("", message), place=path)) from error


def _misshapen(source: str, text: str, fault: Fault) -> Problem:
    line = line_of(text, fault.path)
    return Problem(source, "shape", fault.message, line, None, dotted(fault.path) or None, fault.hint)


def _unreadable(source: str, message: str) -> Problem:
    match = _POSITION.search(message)
    line, column = (int(match[1]), int(match[2])) if match else (None, None)
    return Problem(source, "toml", _POSITION.sub("", message), line, column)
