"""Which country a word of a table means: its code, or its name in English or Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from tamdocs.orders.registers import countries


def country_of(word: str) -> str | None:
    """Return the ISO 3166-1 code of the country that *word* names, if it does exactly."""
    return _codes().get(word.strip().casefold())


@cache
def _codes() -> Mapping[str, str]:
    import pycountry  # noqa: PLC0415 - needed only where a column map is proposed
    from babel import Locale  # noqa: PLC0415

    codes = {"uk": "GB", "usa": "US", "u.s.a.": "US", "england": "GB"}
    for language in ("en", "zh"):
        names = Locale(language).territories
        codes |= {str(names[code]).casefold(): code for code in sorted(countries()) if code in names}
    for country in pycountry.countries:
        codes |= {str(name).casefold(): str(country.alpha_2) for name in (country.name, country.alpha_3)}
    return codes | {code.casefold(): code for code in countries()}
