"""Each ISO 3166-1 code stands in exactly one region (SD-34, SD-35)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pycountry

from tamdocs.errors import Problem


def territory_problems(source: str, regions: Mapping[str, tuple[str, ...]]) -> Iterator[Problem]:
    """Yield what keeps a country from having exactly one region.

    Args:
        source: Where *regions* stand: the codes of the countries, by region.
    """
    codes = {country.alpha_2 for country in pycountry.countries}
    seen: dict[str, str] = {}
    for region, territories in regions.items():
        for code in territories:
            if code in seen:
                message = f"{code} is in {seen[code]} and in {region}"
                yield Problem(source, "double-territory", message, place=code)
            elif code not in codes:
                yield Problem(source, "unknown-territory", f"{code} is not an ISO 3166-1 code", place=region)
            seen[code] = region
    for code in sorted(codes - seen.keys()):
        yield Problem(source, "missing-territory", f"{code} is in no region", place=code)
