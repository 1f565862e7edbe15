"""Mastodon's Marker."""

from collections.abc import Iterable
from typing import Final

import msgspec

from arengo.base.clock import iso
from arengo.social.accounts.markers.model import Marker, Timeline

TIMELINES: Final = {"home": Timeline.HOME, "notifications": Timeline.NOTIFICATIONS}
_NAMES: Final = {timeline: name for name, timeline in TIMELINES.items()}


class MarkerEntity(msgspec.Struct, frozen=True, kw_only=True):
    """How far one has read."""

    last_read_id: str
    version: int
    updated_at: str


class Markers(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Those that were asked for and ever set."""

    home: MarkerEntity | msgspec.UnsetType = msgspec.UNSET
    notifications: MarkerEntity | msgspec.UnsetType = msgspec.UNSET


def markers_entity(found: Iterable[Marker]) -> Markers:
    """Return markers by the names of their timelines."""
    return Markers(
        **{
            _NAMES[each.timeline]: MarkerEntity(
                last_read_id=str(each.last_read_id),
                version=each.version,
                updated_at=iso(each.changed_ms),
            )
            for each in found
        }
    )
