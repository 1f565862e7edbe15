"""Commands on announcements: add, edit, list, publish, unpublish, remove."""

from datetime import UTC, datetime
from functools import partial
from typing import Any

from arengo.base.clock import iso, now_ms
from arengo.base.errors import Invalid, NotFound
from arengo.base.ids import parse_id
from arengo.control.commands import Form, Tell, command
from arengo.gate.site import Site
from arengo.moderation.audit.actions import noted
from arengo.moderation.audit.model import Act, Deed
from arengo.social.instance.announcements import actions
from arengo.social.instance.announcements.actions import Changes, Words
from arengo.social.instance.announcements.model import Announcement
from arengo.social.instance.announcements.queries import all_announcements


class NewAnnouncement(Form, frozen=True, kw_only=True):
    """What is announced, when what it speaks of begins and ends, and whether it is shown now."""

    text: str
    starts: str | None = None
    ends: str | None = None
    all_day: bool = False
    draft: bool = False
    publish_at: str | None = None


class AnnouncementEdit(Form, frozen=True, kw_only=True):
    """What an announcement is to say from now on; an empty time takes one away."""

    id: str
    text: str | None = None
    starts: str | None = None
    ends: str | None = None
    all_day: bool | None = None
    publish_at: str | None = None


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
        scheduled_ms=_time(form.publish_at),
    )
    verb = noted(actions.announce, partial(_deed, Act.ADD_ANNOUNCEMENT))
    return _row(await site.db.write(verb, words, published=not form.draft))


@command("announcements.edit")
async def edit(site: Site, form: AnnouncementEdit, _tell: Tell) -> dict[str, Any]:
    """Let an announcement say something else."""
    changes = Changes(
        text=form.text,
        starts_ms=_change(form.starts),
        ends_ms=_change(form.ends),
        all_day=form.all_day,
        scheduled_ms=_change(form.publish_at),
    )
    return _row(await _on(site, form.id, Act.CHANGE_ANNOUNCEMENT, actions.change, changes))


@command("announcements.list")
async def list_(site: Site, form: Selection, _tell: Tell) -> list[dict[str, Any]]:
    """Return announcements, newest first, drafts and those that are over included."""
    limit = min(max(form.limit, 1), 1_000)
    return [_row(each) for each in await site.db.read(all_announcements, limit=limit)]


@command("announcements.publish")
async def publish(site: Site, form: Number, _tell: Tell) -> dict[str, Any]:
    """Let everybody see a draft."""
    return _row(await _on(site, form.id, Act.PUBLISH_ANNOUNCEMENT, actions.publish))


@command("announcements.unpublish")
async def unpublish(site: Site, form: Number, _tell: Tell) -> dict[str, Any]:
    """Make a draft of an announcement."""
    return _row(await _on(site, form.id, Act.WITHDRAW_ANNOUNCEMENT, actions.withdraw))


@command("announcements.remove")
async def remove(site: Site, form: Number, _tell: Tell) -> dict[str, Any]:
    """Take an announcement away, and return what it was."""
    return _row(await _on(site, form.id, Act.REMOVE_ANNOUNCEMENT, actions.remove))


async def _on(site: Site, number: str, act: Act, verb: Any, *more: Changes) -> Announcement:
    verb_and_note = noted(verb, partial(_deed, act))
    try:
        found: Announcement = await site.db.write(
            verb_and_note, parse_id(number.strip()) or 0, *more
        )
    except NotFound:
        raise NotFound(f"There is no announcement {number!r}.") from None
    return found


def _deed(act: Act, found: Announcement) -> Deed:
    return Deed(by=None, act=act, entry=found.id)


def _change(text: str | None) -> int | None:
    """Read a time to be changed: None leaves it as it is, nothing at all takes it away."""
    return None if text is None else _time(text.strip()) or 0


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
        "publishes": iso(found.scheduled_ms) if found.scheduled_ms else None,
        "all_day": found.all_day,
        "text": found.text,
    }


def _state(found: Announcement) -> str:
    if found.published_ms is None:
        return "draft" if found.scheduled_ms is None else "scheduled"
    return "shown" if found.is_current(now_ms()) else "over"
