"""What the operator tells everybody here, at the top of home until one has put it away."""

from functools import partial
from typing import Final

from arengo.base.errors import NotFound
from arengo.base.text import render_post
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts
from arengo.social.accounts.rendering import tag_url
from arengo.social.instance.announcements.actions import dismiss
from arengo.social.instance.announcements.queries import current_announcements
from arengo.storage import ReadTransaction
from arengo.web.context.home import Announced
from arengo.web.pages.frames import done

_MOST: Final = 3


@acts("POST", "/announcements/{announcement_id}/dismiss", access=Access.MEMBER, bucket="write")
async def put_away(request: Request, announcement_id: int) -> Answer:
    """Put an announcement away; what is over or gone meanwhile is away already."""
    try:
        await request.write(dismiss, by=request.me, announcement_id=announcement_id)
    except NotFound:
        return done(request, "/")
    return done(request, "/", "put_away")


def announced(tx: ReadTransaction, request: Request) -> tuple[Announced, ...]:
    """Return the newest of what is announced and was not put away."""
    found = [each.announcement for each in current_announcements(tx, request.me) if not each.read]
    tags = partial(tag_url, request.site.settings.origin)
    return tuple(
        Announced(
            html=render_post(each.text, mentions={}, tag_url=tags),
            dismiss_action=f"/announcements/{each.id}/dismiss",
            starts_ms=each.starts_ms,
            ends_ms=each.ends_ms,
            all_day=each.all_day,
        )
        for each in found[: -_MOST - 1 : -1]
    )
