"""Making, changing and removing lists."""

from typing import Final

import msgspec

from arengo.base.errors import Invalid
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts
from arengo.social.follows.lists import actions as lists
from arengo.social.follows.lists.model import TITLE_MAX, ListChanges, Replies
from arengo.web.context import FieldError, Form
from arengo.web.pages.frames import done
from arengo.web.pages.lists.members import members_page
from arengo.web.pages.lists.reading import ONE, PATH, REPLIES, lists_page

_BY_NAME: Final = {name: each for each, name in REPLIES.items()}
_FORBIDDEN: Final = 403


class ListForm(msgspec.Struct, frozen=True, kw_only=True):
    """What a list is called, which replies it shows, and whether its members leave home."""

    title: str = ""
    replies: str = "list"
    exclusive: bool = False


@acts("POST", PATH, access=Access.MEMBER, bucket="write")
async def make_list(request: Request, form: ListForm) -> Answer:
    """Make a list; then people are put into it."""
    try:
        made = await request.write(
            lists.make_list,
            by=request.me,
            title=form.title,
            replies=Replies.LIST,
            exclusive=False,
        )
    except Invalid:
        again = Form(action=PATH, values={"title": form.title}, errors=(_wrong(form),))
        return await request.read(lists_page, request, again)
    return done(request, f"{PATH}/{made.id}/members", "list_made")


@acts("POST", ONE, access=Access.MEMBER, bucket="write")
async def change_list(request: Request, list_id: int, form: ListForm) -> Answer:
    """Change what a list is called and shows."""
    changes = ListChanges(
        title=form.title, replies=_BY_NAME.get(form.replies), exclusive=form.exclusive
    )
    try:
        await request.write(lists.change_list, by=request.me, list_id=list_id, changes=changes)
    except Invalid:
        values = {
            "title": form.title,
            "replies": form.replies,
            "exclusive": "true" if form.exclusive else "",
        }
        again = Form(action=f"{PATH}/{list_id}", values=values, errors=(_wrong(form),))
        return await request.read(members_page, request, list_id, again)
    return done(request, f"{PATH}/{list_id}/members", "saved")


@acts("POST", f"{ONE}/feed", access=Access.MEMBER, bucket="write")
async def renew_feed(request: Request, list_id: int) -> Answer:
    """Give the feed of a list another address; the one before opens nothing any more."""
    await request.write(lists.renew_feed, by=request.me, list_id=list_id)
    return done(request, f"{PATH}/{list_id}/members", "feed_renewed")


@acts("POST", f"{ONE}/remove", access=Access.MEMBER, bucket="delete")
async def remove_list(request: Request, list_id: int) -> Answer:
    """Remove a list; nobody is unfollowed by that."""
    await request.write(lists.remove_list, by=request.me, list_id=list_id)
    return done(request, PATH, "list_removed")


def _wrong(form: ListForm) -> FieldError:
    if not form.title.strip():
        return FieldError(field="title", key="title_blank")
    if len(form.title) > TITLE_MAX:
        return FieldError(field="title", key="title_long", values={"most": TITLE_MAX})
    return FieldError(field="", key="lists_many")
