"""Markers: how far one has read home and notifications, on every device alike."""

import msgspec

from arengo.api.entities.marker import TIMELINES, Markers, markers_entity
from arengo.base.errors import Invalid
from arengo.base.ids import parse_id
from arengo.gate.request import Request
from arengo.gate.routes import acts, reads
from arengo.social.accounts.markers.actions import mark
from arengo.social.accounts.markers.model import Place
from arengo.social.accounts.markers.queries import markers_of
from arengo.storage import ReadTransaction


class TimelinesForm(msgspec.Struct, frozen=True, kw_only=True):
    """Which markers are wanted."""

    timeline: list[str] = []


class PlaceForm(msgspec.Struct, frozen=True, kw_only=True):
    """The last id that was read, and (our addition) the version of the marker that is known."""

    last_read_id: str | None = None
    version: int | None = None


class MarkersForm(msgspec.Struct, frozen=True, kw_only=True):
    """How far one is."""

    home: PlaceForm = PlaceForm()
    notifications: PlaceForm = PlaceForm()

    def places(self) -> list[Place]:
        """Return what was said, in our words; raises Invalid for what is no id."""
        said = {"home": self.home, "notifications": self.notifications}
        return [
            Place(
                timeline=TIMELINES[name],
                last_read_id=_read_id(form.last_read_id),
                seen_version=form.version,
            )
            for name, form in said.items()
            if form.last_read_id is not None
        ]


def _read_id(text: str) -> int:
    number = parse_id(text)
    if number is None:
        raise Invalid("Validation failed: Last read is not a number")
    return number


@reads("/api/v1/markers", scope="read:statuses", answers=Markers)
def show_markers(tx: ReadTransaction, request: Request, form: TimelinesForm) -> Markers:
    """Return how far one has read the timelines that are named."""
    wanted = {TIMELINES[name] for name in form.timeline if name in TIMELINES}
    return markers_entity(markers_of(tx, request.me, wanted))


@acts("POST", "/api/v1/markers", scope="write:statuses", answers=Markers)
async def set_markers(request: Request, form: MarkersForm) -> Markers:
    """Say how far one has read."""
    places = form.places()
    return markers_entity(await request.write(mark, by=request.me, places=places))
