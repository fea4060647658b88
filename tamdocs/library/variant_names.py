"""Names of the ways to buy, such as `emea`, `americas.reseller` or `apac.direct.css`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from tamdocs.library.agreement import Agreement
from tamdocs.library.hints import one_of
from tamdocs.library.model import Edition
from tamdocs.library.specimen import ChannelKind, specimen_order


@dataclass(frozen=True, slots=True)
class WayToBuy:
    """A region, and the channel and service where they are named."""

    region: str
    channel: ChannelKind | None = None
    service: str | None = None


def parse_way(name: str, edition: Edition) -> WayToBuy:
    """Return what *name* stands for: a region, then a channel, a service or both, with a dot before each.

    Raises:
        ValueError: *edition* does not have a part of it, or a part stands twice; says so in words for a user.
    """
    region, *rest = name.split(".")
    regions = [each.code for each in edition.vendor.regions]
    if region not in regions:
        raise ValueError(f"edition {edition.id} has no region {region}; {one_of(region, regions)}")
    channels: tuple[ChannelKind, ...] = get_args(ChannelKind)
    chosen_channels = [channel for part in rest for channel in channels if part == channel]
    services = [part for part in rest if part in edition.vendor.services]
    for part in rest:
        if part not in channels and part not in services:
            known = [*channels, *edition.vendor.services]
            raise ValueError(f"edition {edition.id} has no channel or service {part}; {one_of(part, known)}")
    if len(chosen_channels) > 1 or len(services) > 1:
        raise ValueError(f"{name} names two channels or two services")
    return WayToBuy(region, next(iter(chosen_channels), None), next(iter(services), None))


def specimen_of(way: WayToBuy, edition: Edition, channel: ChannelKind, service: str) -> Agreement:
    """Return a plain agreement of that way to buy, with *channel* and *service* where it names none."""
    region = next(each for each in edition.vendor.regions if each.code == way.region)
    order = specimen_order(edition, region, way.service or service, way.channel or channel)
    return Agreement(order, edition, region)
