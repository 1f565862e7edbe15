"""What somebody was told, in groups, newest first; and clearing it."""

from typing import Annotated, Final

import msgspec

from arengo.base.ids import MAX_ID, AccountId, new_id, time_of
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.accounts.markers.actions import mark
from arengo.social.accounts.markers.model import Place, Timeline
from arengo.social.accounts.markers.queries import last_read
from arengo.social.accounts.model import Account
from arengo.social.accounts.queries import accounts_by_id
from arengo.social.collections.addresses import collection_url
from arengo.social.collections.queries import visible_collections
from arengo.social.filters.model import Context
from arengo.social.notifications import actions, queries
from arengo.social.notifications.model import (
    EVERY_TYPE,
    OF_COLLECTIONS,
    SAMPLE_SIZE,
    Asked,
    Group,
)
from arengo.social.notifications.requests.queries import pending
from arengo.storage import ReadTransaction
from arengo.web.context import PostView
from arengo.web.context.notifications import NewsView, Notifications, Subject, TabView
from arengo.web.notices import NOTICES, TABS, TYPES_OF, Tab
from arengo.web.pages.frames import done, frame_of, page_answer, wants_part
from arengo.web.posts_shown import posts_shown
from arengo.web.prefetching import is_fetched_ahead
from arengo.web.views import account_view

_PATH: Final = "/notifications"
_PER_PAGE: Final = 20
_CLEARED_AT_ONCE: Final = 1_000
_MOST_NEW: Final = 99


class NotificationsForm(msgspec.Struct, frozen=True):
    """Which of them are wanted, and what is older than `before`."""

    show: str = ""
    before: Annotated[int, msgspec.Meta(ge=1, le=MAX_ID)] = MAX_ID


class SinceForm(msgspec.Struct, frozen=True):
    """The newest that is shown."""

    since: Annotated[int, msgspec.Meta(ge=0, le=MAX_ID)] = MAX_ID


class ClearForm(msgspec.Struct, frozen=True):
    """Up to which one: what came since the page was opened stays."""

    newest: Annotated[int, msgspec.Meta(ge=0, le=MAX_ID - 1)] = 0


@acts("GET", _PATH, access=Access.MEMBER, bucket="page")
async def show_notifications(request: Request, form: NotificationsForm) -> Answer:
    """Show a page of them; with the first page of all of them one has seen what is new."""
    found = await request.read(_notifications, request, form)
    if form == NotificationsForm() and found.fresh and not is_fetched_ahead(request):
        place = Place(timeline=Timeline.NOTIFICATIONS, last_read_id=found.newest_id)
        await request.write(mark, by=request.me, places=[place])
    frame = await request.read(frame_of, request, form=True)
    return page_answer(request, "notifications.html", frame, notifications=found)


@reads(f"{_PATH}/new", access=Access.MEMBER, bucket="page")
def count_new(tx: ReadTransaction, request: Request, form: SinceForm) -> Answer:
    """Say how many came since a page was opened."""
    asked = Asked(after=form.since, limit=_MOST_NEW)
    found = queries.heard(tx, request.me, queries.groups_page(tx, request.me, asked))
    return page_answer(request, "parts/news_pill.html", frame_of(tx, request), new=len(found))


@acts("POST", f"{_PATH}/clear", access=Access.MEMBER, bucket="write")
async def clear_notifications(request: Request, form: ClearForm) -> Answer:
    """Remove all that one was told until the page was opened."""
    me = request.me
    before = min(form.newest, new_id(me)) + 1
    while await request.write(actions.clear, by=me, before=before, most=_CLEARED_AT_ONCE):
        continue
    return done(request, _PATH, "notifications_cleared")


@acts("POST", f"{_PATH}/{{key}}/dismiss", access=Access.MEMBER, bucket="write")
async def dismiss_notification(request: Request, key: str) -> Answer:
    """Remove one of them, with all that reads as one with it."""
    while await request.write(actions.dismiss_group, by=request.me, key=key, most=_CLEARED_AT_ONCE):
        continue
    if wants_part(request):
        frame = await request.read(frame_of, request, form=True)
        return page_answer(request, "parts/dismissed.html", frame)
    return done(request, _PATH, "notification_dismissed")


def _notifications(tx: ReadTransaction, request: Request, form: NotificationsForm) -> Notifications:
    me = request.me
    chosen = form.show if form.show in TYPES_OF else ""
    types = TYPES_OF.get(chosen, EVERY_TYPE)
    found = queries.groups_page(tx, me, Asked(before=form.before, types=types, limit=_PER_PAGE + 1))
    shown = found[:_PER_PAGE]
    seen_until = last_read(tx, me, Timeline.NOTIFICATIONS)
    news = _news(tx, request, shown)
    fresh = [view for group, view in news if group.latest_id > seen_until]
    return Notifications(
        tabs=tuple(_tab(each, chosen) for each in TABS),
        fresh=tuple(fresh),
        seen=tuple(view for _, view in news[len(fresh) :]),
        waiting=pending(tx, me).requests,
        newest_id=shown[0].latest_id if shown else 0,
        older_url=_older(chosen, shown[-1]) if len(found) > _PER_PAGE else "",
        is_first=form.before == MAX_ID,
        is_all=not chosen,
    )


def _tab(tab: Tab, chosen: str) -> TabView:
    url = f"{_PATH}?show={tab.key}" if tab.key else _PATH
    return TabView(url=url, text=tab.text, here=tab.key == chosen)


def _older(chosen: str, last: Group) -> str:
    show = f"show={chosen}&" if chosen else ""
    return f"{_PATH}?{show}before={last.latest_id}"


def _news(
    tx: ReadTransaction, request: Request, found: list[Group]
) -> list[tuple[Group, NewsView]]:
    """Return groups with what they say, without those about what is gone or hidden."""
    heard = queries.heard(tx, request.me, found)
    people = accounts_by_id(tx, {who for each in heard for who in each.sample})
    ids = [each.post_id for each in heard if each.post_id and each.type not in OF_COLLECTIONS]
    posts = posts_shown(tx, request, ids, place=Context.NOTIFICATIONS)
    about = {number: _about_post(view) for number, view in posts.items()}
    about |= _collections(tx, request, heard)
    told = [each for each in heard if each.post_id is None or each.post_id in about]
    origin = request.site.settings.origin
    return [(each, _view(each, people, posts, about, origin)) for each in told]


def _view(
    group: Group,
    people: dict[AccountId, Account],
    posts: dict[int, PostView],
    about: dict[int, Subject],
    origin: str,
) -> NewsView:
    notice = NOTICES[group.type]
    number = group.post_id or 0
    whole = posts.pop(number, None) if notice.whole else None  # once on a page, else it is named
    return NewsView(
        key=group.key,
        kind=notice.kind,
        icon=notice.icon,
        text=notice.text,
        at_ms=time_of(group.latest_id),
        people=tuple(account_view(people[who], origin=origin) for who in group.sample),
        others=_others(group),
        post=whole,
        subject=None if whole else about.get(number),
        dismiss_action=f"{_PATH}/{group.key}/dismiss",
    )


def _others(group: Group) -> int:
    """Count those beside the first; of a small group all are known, so who is gone is not."""
    return (len(group.sample) if group.number <= SAMPLE_SIZE else group.number) - 1


def _about_post(post: PostView) -> Subject:
    return Subject(
        url=post.url,
        html="" if post.warning else post.html,
        words=post.warning,
        language=post.language,
        attachments=len(post.pictures) + len(post.recordings) + post.other_attachments,
    )


def _collections(tx: ReadTransaction, request: Request, found: list[Group]) -> dict[int, Subject]:
    ids = {each.post_id for each in found if each.type in OF_COLLECTIONS and each.post_id}
    wholes = visible_collections(tx, list(ids), viewer=request.me)
    origin = request.site.settings.origin
    return {
        each.collection.id: Subject(
            url=collection_url(origin, each.collection.id),
            words=each.collection.name,
            language=each.collection.language or "",
        )
        for each in wholes
    }
