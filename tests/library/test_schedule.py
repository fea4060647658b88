from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pytest

from tamdocs.errors import LibraryError
from tamdocs.library.read import read_library
from tamdocs.library.schedule import Schedule
from tests.support.drafts import SOURCE
from tests.support.samples import sample_library

FILES: Mapping[str, bytes] = MappingProxyType(
    {path: data for path, data in SOURCE.items() if path.startswith("2017-11/")}
)
TEXT = FILES["2017-11/schedule.toml"].decode()


LETTER = "2017-11/schemas/renewal-notice.schema.json"


def read(text: str, **changed: bytes) -> Schedule:
    files = {**FILES, "2017-11/schedule.toml": text.encode(), **changed}
    schedule = read_library(files).editions["2017-11"].schedule
    assert schedule is not None
    return schedule


def refused(old: str, new: str) -> str:
    assert old in TEXT
    with pytest.raises(LibraryError) as caught:
        read(TEXT.replace(old, new, 1))
    return str(caught.value)


def test_steps_stand_in_the_order_in_which_they_are_received() -> None:
    assert [(step.name, step.days_before_end) for step in read(TEXT).steps] == [
        ("first", 90),
        ("second", 60),
        ("final", 30),
        ("lapsed", -20),
    ]


def test_edition_takes_over_the_schedule_of_the_one_that_it_extends() -> None:
    schedule = sample_library().editions["2018-06"].schedule

    assert schedule is not None
    assert schedule.source == "templates/editions/2017-11/schedule.toml"


def test_edition_may_do_without_a_schedule() -> None:
    files = {path: data for path, data in FILES.items() if path != "2017-11/schedule.toml"}

    assert read_library(files).editions["2017-11"].schedule is None


def test_schedule_counts_in_the_hash_of_the_edition() -> None:
    later = read_library({**FILES, "2017-11/schedule.toml": TEXT.replace("= 90", "= 91").encode()})

    assert later.editions["2017-11"].sha256 != read_library(FILES).editions["2017-11"].sha256


def test_new_step_is_data_only() -> None:
    step = """
[[steps]]
step = "early"
days_before_end = 180
lead_days = 5
letters = { business = "renewal-notice" }
channels = ["reseller"]
services = ["css"]
regions = ["emea"]
deliveries = ["post"]
send_by = "courier"
"""
    letter = FILES[LETTER].replace(b'"enum": ["first"', b'"enum": ["early", "first"')

    early = read(TEXT + step, **{LETTER: letter}).steps[0]

    assert early.name == "early"
    assert early.concerns("reseller", "css", "emea", "post")
    assert not early.concerns("direct", "css", "emea", "post")
    assert not early.concerns("reseller", "css", "emea", "courier")


def test_country_that_is_not_named_takes_the_days_of_all_others() -> None:
    schedule = read(TEXT)

    assert (schedule.days_to("CN", "courier"), schedule.days_to("BR", "courier")) == (4, 6)
    assert schedule.days_to("CN", "post") == 5


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            'business = "renewal-notice"',
            'business = "renewal-notise"',
            "2017-11/schedule.toml:15: the edition has no document renewal-notise [unknown-document]\n"
            "  at: steps[0].letters.business\n  hint: did you mean `renewal-notice`?",
        ),
        (
            'step = "second"',
            'step = "secnd"',
            "2017-11/schedule.toml:21: the letter renewal-notice knows no step `secnd` [unknown-step]\n"
            "  at: steps[1].letters.business\n  hint: did you mean `second`?\n"
            "2017-11/schedule.toml:21: the letter renewal-notice-copy knows no step `secnd` [unknown-step]\n"
            "  at: steps[1].letters.legal\n  hint: did you mean `second`?",
        ),
        (
            "days_before_end = 90",
            'days_before_end = "90"',
            '2017-11/schedule.toml:13: `days_before_end` is a whole number, not "90" [shape]\n'
            "  at: steps[0].days_before_end",
        ),
        (
            "days_before_end = 90",
            "days_before_end = true",
            "2017-11/schedule.toml:13: `days_before_end` is a whole number, not true [shape]\n"
            "  at: steps[0].days_before_end",
        ),
        (
            "lead_days = 20",
            "lead_day = 20",
            "2017-11/schedule.toml:11: `lead_days` is missing [shape]\n  at: steps[0]\n"
            "2017-11/schedule.toml:14: `lead_day` is not known here [shape]\n  at: steps[0].lead_day\n"
            "  hint: did you mean `lead_days`?",
        ),
        (
            "lead_days = 20",
            'lead_days = 20\nservices = ["tan"]',
            "2017-11/schedule.toml:15: there is no service tan [unknown-service]\n  at: steps[0].services[0]\n"
            "  hint: did you mean `tam`?",
        ),
        (
            'legal = "renewal-notice-copy"',
            'lawyer = "renewal-notice-copy"',
            "2017-11/schedule.toml:15: `lawyer` is no recipient of notices [schedule-letters]\n"
            "  at: steps[0].letters.lawyer\n  hint: known: business and legal",
        ),
        (
            'step = "second"',
            'step = "first"',
            "2017-11/schedule.toml:17: two entries of the step `first` can concern the same contract [double-step]\n"
            "  at: steps[1]\n  hint: let their channels, services, regions or deliveries exclude each other",
        ),
        (
            "until_days_after_end = 60\n",
            "",
            "2017-11/schedule.toml:30: a step after the end needs `until_days_after_end` [schedule-days]\n"
            "  at: steps[3]\n  hint: say how many days after the end it is still sent",
        ),
        (
            "CN = 4",
            "UK = 4",
            "2017-11/schedule.toml:56: UK is not an ISO 3166-1 code [unknown-country]\n  at: courier.countries.UK\n"
            "  hint: two capital letters, such as DE",
        ),
        (
            "CN = 4",
            "CN = 0",
            "2017-11/schedule.toml:56: 0 business days: it takes 1 to 60 [schedule-days]\n  at: courier.countries.CN",
        ),
    ],
)
def test_schedule_that_is_wrong_is_refused_with_the_place(old: str, new: str, problem: str) -> None:
    assert refused(old, new) == problem
