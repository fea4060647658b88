"""The schedule of renewal notices (`schedule.toml`): which ones, when each must be received, how long the way takes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Literal, TypeAlias

from tamdocs.errors import LibraryError, Problem
from tamdocs.library.files import InHandFile, ScheduleFile, StepFile, parse_toml
from tamdocs.library.hints import one_of
from tamdocs.library.toml_lines import Path, line_of
from tamdocs.library.toml_shape import dotted
from tamdocs.orders.registers import countries

if TYPE_CHECKING:
    from tamdocs.library.kinds import Kinds
    from tamdocs.library.model import Vendor

Delivery: TypeAlias = Literal["post", "courier"]
Recipient: TypeAlias = Literal["business", "legal"]

CHANNELS = ("direct", "reseller")
RECIPIENTS: tuple[Recipient, ...] = ("business", "legal")
DELIVERIES: tuple[Delivery, ...] = ("post", "courier")

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MOST_DAYS = 3660
_MOST_BUSINESS_DAYS = 60


@dataclass(frozen=True, eq=False, slots=True)
class Step:
    """One notice in a contract's life, and which contracts it is for; an empty condition leaves nothing out.

    Two are equal only if they are one, so that what follows from it can be kept.
    """

    name: str
    days_before_end: int
    """It must be received so many days before the last day of service; less than none: so many after it."""
    lead_days: int
    """It becomes due so many days before its last posting day."""
    letters: Mapping[str, str]
    """Kind of letter by recipient, `business` or `legal`."""
    channels: frozenset[str]
    services: frozenset[str]
    regions: frozenset[str]
    deliveries: frozenset[str]
    send_by: Delivery | None
    """None for the delivery that the order names."""
    until_days_after_end: int | None
    """For a notice that says that the term has ended: so many days after the end it is not sent any more."""

    @property
    def after_end(self) -> bool:
        return self.until_days_after_end is not None

    def concerns(self, channel: str, service: str, region: str, delivery: str) -> bool:
        axes = ((self.channels, channel), (self.services, service), (self.regions, region), (self.deliveries, delivery))
        return all(not names or name in names for names, name in axes)


@dataclass(frozen=True, eq=False, slots=True)
class Schedule:
    """The notices of an edition. Two are equal only if they are one, so that what follows from it can be kept."""

    source: str
    steps: tuple[Step, ...]
    """The one that is received first stands first."""
    post_days: int
    """Business days after which a posted notice counts as received (TC-12D)."""
    courier_days: int
    """Business days until a courier's parcel is signed for, to a country that is not named."""
    courier_days_to: Mapping[str, int]
    """Likewise, by ISO 3166-1 alpha-2 code."""
    in_hand: InHandFile
    """Business days that are kept in hand where a calendar is not known for certain."""

    def days_to(self, country: str, delivery: Delivery) -> int:
        """Return the business days that a notice takes to *country*."""
        return self.post_days if delivery == "post" else self.courier_days_to.get(country, self.courier_days)


def read_schedule(source: str, data: bytes | None, vendor: Vendor, kinds: Mapping[str, Kinds]) -> Schedule | None:
    """Return the schedule that *data* holds; an edition without the file sends no notices.

    Args:
        kinds: The names that expressions may use, by kind of document that the edition has, letters among them.

    Raises:
        LibraryError: It is not as `ScheduleFile` says, names what the edition does not have, or gives a contract one
            notice twice.
    """
    if data is None:
        return None
    file = parse_toml(source, data, ScheduleFile)
    text = data.decode("utf-8")
    regions = [region.code for region in vendor.regions]
    known = {"channels": CHANNELS, "services": vendor.services, "regions": regions, "deliveries": DELIVERIES}
    faults = [*_figures(file), *_countries(file), *_steps(file, known), *_letters(file, kinds), *_doubles(file.steps)]
    if faults:
        raise LibraryError(
            Problem(source, code, message, line_of(text, path), None, dotted(path), hint)
            for code, path, message, hint in faults
        )
    steps = sorted(map(_step, file.steps), key=lambda step: -step.days_before_end)
    courier = file.courier
    return Schedule(
        source, tuple(steps), file.post.business_days, courier.business_days, courier.countries, file.in_hand
    )


_Fault: TypeAlias = tuple[str, Path, str, str | None]


def _step(file: StepFile) -> Step:
    return Step(
        file.step,
        file.days_before_end,
        file.lead_days,
        file.letters,
        frozenset(file.channels),
        frozenset(file.services),
        frozenset(file.regions),
        frozenset(file.deliveries),
        file.send_by,
        file.until_days_after_end,
    )


def _figures(file: ScheduleFile) -> Iterator[_Fault]:
    courier, in_hand = file.courier, file.in_hand
    figures: list[tuple[Path, int, int]] = [
        (("post", "business_days"), file.post.business_days, 1),
        (("courier", "business_days"), courier.business_days, 1),
        *((("courier", "countries", code), days, 1) for code, days in courier.countries.items()),
        (("in_hand", "calendar_unknown"), in_hand.calendar_unknown, 0),
        (("in_hand", "moved_days_unknown"), in_hand.moved_days_unknown, 0),
        (("in_hand", "subdivision_unknown"), in_hand.subdivision_unknown, 0),
    ]
    for path, days, least in figures:
        if not least <= days <= _MOST_BUSINESS_DAYS:
            yield "schedule-days", path, f"{days} business days: it takes {least} to {_MOST_BUSINESS_DAYS}", None


def _countries(file: ScheduleFile) -> Iterator[_Fault]:
    for code in file.courier.countries:
        if code not in countries():
            path = ("courier", "countries", code)
            yield "unknown-country", path, f"{code} is not an ISO 3166-1 code", "two capital letters, such as DE"


def _steps(file: ScheduleFile, known: Mapping[str, Collection[str]]) -> Iterator[_Fault]:
    if not file.steps:
        yield "schedule-steps", (), "the schedule has no steps", "add [[steps]]"
    for index, step in enumerate(file.steps):
        path: Path = ("steps", index)
        yield from _days_of(step, path)
        yield from _letters_of(step, path)
        for axis, names in known.items():
            for place, name in enumerate(getattr(step, axis)):
                if name not in names:
                    message = f"there is no {_ONE_OF[axis]} {name}"
                    yield f"unknown-{_ONE_OF[axis]}", (*path, axis, place), message, one_of(name, names)


_ONE_OF = {"channels": "channel", "services": "service", "regions": "region", "deliveries": "delivery"}


def _days_of(step: StepFile, path: Path) -> Iterator[_Fault]:
    until = step.until_days_after_end
    if not _CODE.fullmatch(step.step):
        hint = "lower-case letters and digits, with single hyphens between them"
        yield "schedule-steps", (*path, "step"), f"`{step.step}` cannot name a step", hint
    if not -_MOST_DAYS <= step.days_before_end <= _MOST_DAYS:
        message = f"`days_before_end` is between -{_MOST_DAYS} and {_MOST_DAYS}"
        yield "schedule-days", (*path, "days_before_end"), message, None
    if not 0 <= step.lead_days <= _MOST_DAYS:
        yield "schedule-days", (*path, "lead_days"), f"`lead_days` is between 0 and {_MOST_DAYS}", None
    if step.days_before_end < 0 and until is None:
        hint = "say how many days after the end it is still sent"
        yield "schedule-days", path, "a step after the end needs `until_days_after_end`", hint
    if until is not None and (step.days_before_end >= 0 or not -step.days_before_end <= until <= _MOST_DAYS):
        message = "`until_days_after_end` is for a step after the end, and not less than that step's own days"
        hint = "such as days_before_end = -10 and until_days_after_end = 30"
        yield "schedule-days", (*path, "until_days_after_end"), message, hint


def _letters_of(step: StepFile, path: Path) -> Iterator[_Fault]:
    if not step.letters:
        yield "schedule-letters", (*path, "letters"), "a step without a letter", 'business = "renewal-notice"'
    for recipient, kind in step.letters.items():
        place = (*path, "letters", recipient)
        if recipient not in RECIPIENTS:
            message = f"`{recipient}` is no recipient of notices"
            yield "schedule-letters", place, message, one_of(recipient, RECIPIENTS)
        if not _CODE.fullmatch(kind):
            yield "schedule-letters", place, f"`{kind}` cannot name a kind of letter", "such as renewal-notice"


def _letters(file: ScheduleFile, kinds: Mapping[str, Kinds]) -> Iterator[_Fault]:
    for index, step in enumerate(file.steps):
        for recipient, kind in step.letters.items():
            place: Path = ("steps", index, "letters", recipient)
            if kind not in kinds:
                yield "unknown-document", place, f"the edition has no document {kind}", one_of(kind, kinds)
            elif (known := _steps_of(kinds[kind])) and step.step not in known:
                message = f"the letter {kind} knows no step `{step.step}`"
                yield "unknown-step", place, message, one_of(step.step, known)


def _steps_of(names: Kinds) -> Collection[str]:
    """Return which steps a letter may be told to be, by the schema of its data; none where it may be any."""
    notice = names.get("notice")
    step = notice.members.get("step") if notice else None
    return step.codes if step else ()


def _doubles(steps: Collection[StepFile]) -> Iterator[_Fault]:
    """Complain where two entries give one contract the same notice: which of them counts would be a guess."""
    for (_, one), (index, other) in combinations(enumerate(steps), 2):
        overlap = all(
            not getattr(one, axis) or not getattr(other, axis) or {*getattr(one, axis)} & {*getattr(other, axis)}
            for axis in _ONE_OF
        )
        if one.step == other.step and overlap:
            message = f"two entries of the step `{one.step}` can concern the same contract"
            hint = "let their channels, services, regions or deliveries exclude each other"
            yield "double-step", ("steps", index), message, hint
