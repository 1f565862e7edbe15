"""Commands on announcements: add, list, publish, remove."""

from datetime import UTC, datetime
from typing import Any

from arengo.base.clock import iso, now_ms
from arengo.base.errors import Invalid, NotFound
from arengo.base.ids import parse_id
from arengo.control.commands import Form, Tell, command
from arengo.gate.site import Site
from arengo.social.instance.announcements import actions
from arengo.social.instance.announcements.actions import Words
from arengo.social.instance.announcements.model import Announcement
from arengo.social.instance.announcements.queries import all_announcements


class NewAnnouncement(Form, frozen=True, kw_only=True):
    """What is announced, when what it speaks of begins and ends, and whether it is only a draft."""

    text: str
    starts: str | None = None
    ends: str | None = None
    all_day: bool = False
    draft: bool = False


class Selection(Form, frozen=True, kw_only=True):
    """How many to list."""

    limit: int = 100


class Number(Form, frozen=True, kw_only=True):
    """An announcement, by its id."""

    id: str


@command("announcements.add")
async def add(site: Site, form: NewAnnouncement, _tell: Tell) -> dict[str, Any]:
    """Tell everybody something, or keep it as a draft."""
    words = Words(
        text=form.text,
        starts_ms=_time(form.starts),
        ends_ms=_time(form.ends),
        all_day=form.all_day,
    )
    return _row(await site.db.write(actions.announce, words, published=not form.draft))


@command("announcements.list")
async def list_(site: Site, form: Selection, _tell: Tell) -> list[dict[str, Any]]:
    """Return announcements, newest first, drafts and those that are over included."""
    limit = min(max(form.limit, 1), 1_000)
    return [_row(each) for each in await site.db.read(all_announcements, limit=limit)]


@command("announcements.publish")
async def publish(site: Site, form: Number, _tell: Tell) -> dict[str, Any]:
    """Let everybody see a draft."""
    return _row(await _on(site, form, actions.publish))


@command("announcements.remove")
async def remove(site: Site, form: Number, _tell: Tell) -> dict[str, Any]:
    """Take an announcement away, and return what it was."""
    return _row(await _on(site, form, actions.remove))


async def _on(site: Site, form: Number, verb: Any) -> Announcement:
    try:
        found: Announcement = await site.db.write(verb, parse_id(form.id.strip()) or 0)
    except NotFound:
        raise NotFound(f"There is no announcement {form.id!r}.") from None
    return found


def _time(text: str | None) -> int | None:
    """Read a day or a time, in UTC unless it says otherwise."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(int(moment.timestamp() * 1000), 1)
    except (ValueError, OverflowError):
        words = "Write a day or a time like 2026-12-31 or 2026-12-31T20:00+01:00"
        raise Invalid(f"{text!r} is no time. {words}.") from None


def _row(found: Announcement) -> dict[str, Any]:
    return {
        "id": str(found.id),
        "state": _state(found),
        "starts": iso(found.starts_ms) if found.starts_ms else None,
        "ends": iso(found.ends_ms) if found.ends_ms else None,
        "all_day": found.all_day,
        "text": found.text,
    }


def _state(found: Announcement) -> str:
    if found.published_ms is None:
        return "draft"
    return "shown" if found.is_current(now_ms()) else "over"
