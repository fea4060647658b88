from __future__ import annotations

from datetime import date, timedelta

import holidays
import pycountry
import pytest
from babel import Locale, UnknownLocaleError

from tamdocs.calendars.business_calendar import BusinessCalendar

COUNTRIES = sorted(country.alpha_2 for country in pycountry.countries)


def works(country: str, day: str, subdivision: str | None = None) -> bool:
    return BusinessCalendar(country, subdivision).is_business_day(date.fromisoformat(day))


@pytest.mark.parametrize(
    ("country", "free", "business"),
    [
        # Thursday and Friday until June 2013, Friday and Saturday since.
        ("SA", ["2013-06-20", "2013-06-21", "2013-06-28", "2013-06-29"], ["2013-06-22", "2013-06-23", "2013-07-04"]),
        # Friday and Saturday until 2021, Saturday and Sunday since 2022.
        ("AE", ["2021-12-24", "2021-12-25", "2022-01-08", "2022-01-09"], ["2021-12-26", "2022-01-07"]),
        ("IL", ["2018-10-12", "2018-10-13"], ["2018-10-14", "2018-10-11"]),
        # Saturday only; Sunday too on trial from 15 May to 14 June 2022, and counted as free from 2026 on.
        ("NP", ["2018-07-14", "2022-05-22", "2022-06-12", "2026-06-07"], ["2018-07-15", "2018-07-13", "2022-06-19"]),
        ("BD", ["2018-07-13", "2018-07-14"], ["2018-07-12", "2018-07-15"]),
        # Friday; Thursday is half a day, and the executive's second day of rest since 2025.
        ("IR", ["2018-07-12", "2018-07-13", "2025-07-17"], ["2018-07-11", "2018-07-14", "2025-07-19"]),
        # Friday and Sunday: Saturday is a day like others.
        ("BN", ["2018-07-06", "2018-07-08"], ["2018-07-07", "2018-07-09"]),
        ("KW", ["2007-08-30", "2007-09-07", "2007-09-08"], ["2007-08-25", "2007-09-06"]),
        ("PS", ["2018-07-13", "2018-07-14"], ["2018-07-15"]),
        ("LY", ["2018-07-13", "2018-07-14"], ["2018-07-15"]),
        ("HK", ["2018-07-14", "2018-07-15"], ["2018-07-13"]),
        ("DE", ["2018-07-14", "2018-07-15"], ["2018-07-13"]),
    ],
)
def test_weekends_are_those_of_the_country_and_the_year(country: str, free: list[str], business: list[str]) -> None:
    assert [day for day in free if works(country, day)] == []
    assert [day for day in business if not works(country, day)] == []


def test_saturday_that_makes_up_for_a_day_off_is_a_business_day_in_china() -> None:
    # General Office of the State Council, notice for 2018: work on 29 and 30 September, rest from 1 to 7 October.
    days = ["2018-09-29", "2018-09-30", *(f"2018-10-0{day}" for day in range(1, 9))]

    assert [day for day in days if works("CN", day)] == ["2018-09-29", "2018-09-30", "2018-10-08"]


def test_working_saturday_of_the_next_years_notice_counts_at_the_end_of_this_one() -> None:
    # Work on Saturday 29 December 2018, rest on Monday 31 December.
    assert works("CN", "2018-12-29")
    assert not works("CN", "2018-12-31")
    # From the notice for 2007: work on 30 and 31 December 2006.
    assert works("CN", "2006-12-30")


def test_holiday_that_is_kept_in_the_year_before_counts_there() -> None:
    # New Year's Day of 2022 was a Saturday; the Friday before was free.
    assert not works("US", "2021-12-31")


def test_holiday_of_a_part_of_the_country_counts_there_only() -> None:
    assert not works("DE", "2020-01-06", "BW")
    assert works("DE", "2020-01-06", "HE")
    assert works("DE", "2020-01-06")


def test_holiday_of_the_country_counts_in_all_its_parts() -> None:
    # Columbus Day is no holiday of California, but there is no post.
    assert not works("US", "2018-10-08", "CA")


def test_part_of_the_country_has_its_own_weekend() -> None:
    # Kelantan rests on Friday and Saturday.
    assert not works("MY", "2018-07-13", "03")
    assert works("MY", "2018-07-15", "03")
    assert works("MY", "2018-07-13")


def test_year_without_known_moved_days_says_so() -> None:
    year = BusinessCalendar("CN").year(2040)

    assert year.moved_unknown
    assert "known until 20" in year.doubt
    assert BusinessCalendar("CN").year(2018).doubt == ""


def test_estimated_holiday_takes_the_days_beside_it_with_it() -> None:
    year = BusinessCalendar("SA").year(2040)
    estimated = [day for day, name in year.free.items() if name.startswith("beside ")]

    assert estimated
    assert set(estimated) <= year.estimated
    assert all({day - 1, day + 1} & year.estimated for day in estimated)


@pytest.mark.parametrize("year", [1, 1850, 2150, 9999])
def test_year_without_a_calendar_rests_from_friday_to_sunday_and_says_so(year: int) -> None:
    found = BusinessCalendar("DE").year(year)
    days = [date(year, 6, 1) + timedelta(days) for days in range(7)]

    assert found.unknown
    assert found.doubt == f"no calendar of DE is known for {year}: Friday, Saturday and Sunday count as free"
    assert {day.weekday() for day in days if day.toordinal() in found.free} == {4, 5, 6}


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_country_has_a_calendar_of_today(country: str) -> None:
    year = BusinessCalendar(country).year(2026)

    assert not year.unknown
    assert 190 < 365 - len(year.free) < 320


def test_calendar_differs_from_cldr_only_where_sources_differ() -> None:
    """A weekend that is wrong in the library, or changes, is seen here: CLDR keeps a table of its own."""
    differ = {country for country in COUNTRIES if _weekend_of_cldr(country) not in (None, _weekend(country))}

    # Friday and Saturday: BD, DJ, MR, MV. Friday and Sunday: BN. Saturday counts as free too: IN, UG.
    # The others stand in tamdocs/calendars/weekends.py.
    assert differ == {"AF", "BD", "BN", "DJ", "IN", "IR", "MR", "MV", "NP", "PS", "SO", "UG"}


def test_every_country_that_moves_working_days_is_known_to() -> None:
    years = range(2024, 2027)
    moving = {
        code
        for code in COUNTRIES
        if any(day.year in years for day in holidays.country_holidays(code, years=years).weekend_workdays)
    }

    assert moving
    assert {code for code in moving if not BusinessCalendar(code).year(2060).moved_unknown} == set()


def _weekend(country: str) -> set[int]:
    free = BusinessCalendar(country).year(2025).free
    counts = [0] * 7
    for number in free:
        counts[date.fromordinal(number).weekday()] += 1
    return {day for day, count in enumerate(counts) if count > 40}


def _weekend_of_cldr(country: str) -> set[int] | None:
    try:
        locale = Locale.parse(f"und_{country}")
    except UnknownLocaleError:
        return None
    first, last = locale.weekend_start, locale.weekend_end
    return {(first + days) % 7 for days in range((last - first) % 7 + 1)}


def test_days_that_are_free_out_of_caution_are_told_apart() -> None:
    egypt, bissau = BusinessCalendar("EG"), BusinessCalendar("GW")
    beside, friday, saturday = date(2018, 6, 14), date(2018, 7, 13), date(2018, 7, 14)

    assert not egypt.is_business_day(beside)
    assert egypt.is_business_day(beside, cautious=False)
    assert not bissau.is_business_day(friday)
    assert bissau.is_business_day(friday, cautious=False)
    assert not bissau.is_business_day(saturday, cautious=False)
