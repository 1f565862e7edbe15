"""Home: what those whom one follows published, newest first, and how far one has read it."""

from functools import partial
from typing import Final

import msgspec
from msgspec.structs import replace

from arengo.base.clock import now_ms
from arengo.base.ids import MAX_ID, AccountId, first_id_at
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.accounts.habits import change_habits
from arengo.social.accounts.markers.actions import mark
from arengo.social.accounts.markers.model import Marker, Place, Timeline
from arengo.social.accounts.markers.queries import last_read, markers_of
from arengo.social.accounts.model import Habits
from arengo.social.filters.model import Context
from arengo.social.posts.model import PostFlag
from arengo.social.timelines import queries as timelines
from arengo.social.timelines.model import Line, Page, Stretch
from arengo.storage import ReadTransaction, Transaction
from arengo.web.cards import cards
from arengo.web.composing.views import fresh
from arengo.web.context.home import Home
from arengo.web.pages.announced import announced
from arengo.web.pages.frames import done, frame_of, language_of, page_answer, wants_part
from arengo.web.pages.home.beside import news_beside, talk_beside
from arengo.web.pages.home.rows import rows_of
from arengo.web.pages.listings import OlderForm

_PER_PAGE: Final = 20
MOST_NEW: Final = 40
_REPLY: Final = int(PostFlag.REPLY)


class SinceForm(msgspec.Struct, frozen=True, kw_only=True):
    """What stands at the top of the page that is open."""

    since: int = 0


class ReadForm(msgspec.Struct, frozen=True, kw_only=True):
    """The newest that somebody has seen."""

    last: int = 0


class SwitchForm(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wants to see at home; a box that is empty is not sent."""

    boosts: bool = False
    replies: bool = False


@reads("/home", access=Access.MEMBER, bucket="page")
def show_home(tx: ReadTransaction, request: Request, form: OlderForm) -> Answer:
    """Show a page of one's home; for htmx only its rows."""
    return home_answer(tx, request, form)


@reads("/home/new", access=Access.MEMBER, bucket="page")
def count_new(tx: ReadTransaction, request: Request, form: SinceForm) -> Answer:
    """Say how many posts came since a page was opened."""
    since = min(max(form.since, 0), MAX_ID)
    page = timelines.home(tx, Stretch(after=since, limit=MOST_NEW), viewer=request.me)
    frame = frame_of(tx, request)
    new = len(_wanted(page, frame.habits, request.me).lines) if since else 0
    return page_answer(request, "parts/pill.html", frame, new=new)


@reads("/home/unread", access=Access.MEMBER, bucket="page")
def count_unread(tx: ReadTransaction, request: Request) -> Answer:
    """Say how many notifications nobody has looked at."""
    return page_answer(request, "parts/unread.html", frame_of(tx, request))


@acts("POST", "/home/read", access=Access.MEMBER, bucket="write")
async def mark_read(request: Request, form: ReadForm) -> Answer:
    """Note how far somebody has read; never back."""
    latest = first_id_at(now_ms())
    await request.write(_mark, by=request.me, last=min(max(form.last, 0), latest))
    return Answer(b"", 204) if wants_part(request) else done(request, "/home")


@acts("POST", "/home/switches", access=Access.MEMBER, bucket="write")
async def switch(request: Request, form: SwitchForm) -> Answer:
    """Show or hide boosts and replies at home."""
    changes: dict[str, object] = {
        "boosts_at_home": form.boosts,
        "replies_at_home": form.replies,
    }
    await request.write(change_habits, by=request.me, changes=changes)
    return done(request, "/home", "saved")


def home_answer(tx: ReadTransaction, request: Request, form: OlderForm) -> Answer:
    """Return a page of the home of whoever is signed in."""
    frame = frame_of(tx, request)
    page = timelines.home(tx, Stretch(before=form.before, limit=_PER_PAGE + 1), viewer=request.me)
    shown = replace(page, lines=page.lines[:_PER_PAGE])
    posts = cards(tx, request, _wanted(shown, frame.habits, request.me), place=Context.HOME)
    marker = _marker(tx, request.me)
    is_first = form.before == MAX_ID
    newest = page.lines[0].id if page.lines and is_first else 0
    home = Home(
        rows=rows_of(
            posts,
            read_id=marker.last_read_id if marker else 0,
            read_ms=marker.changed_ms if marker else 0,
        ),
        older_url=(f"/home?before={shown.lines[-1].id}" if len(page.lines) > _PER_PAGE else ""),
        newest=newest,
        unread=newest > (marker.last_read_id if marker else 0),
    )
    if wants_part(request):
        return page_answer(request, "parts/rows.html", frame, home=home)
    composer = fresh(tx, request, language=language_of(request)) if is_first else None
    home = replace(home, news=news_beside(tx), talk=talk_beside(tx), composer=composer)
    if is_first:
        home = replace(home, announced=announced(tx, request))
    return page_answer(request, "home/home.html", frame, home=home)


def _wanted(page: Page, habits: Habits, me: AccountId) -> Page:
    """Leave out what somebody switched off; what they wrote themselves always stands."""
    if habits.boosts_at_home and habits.replies_at_home:
        return page
    return replace(page, lines=list(filter(partial(_is_wanted, habits, me), page.lines)))


def _is_wanted(habits: Habits, me: AccountId, line: Line) -> bool:
    if line.author_id == me:
        return True
    if line.id != line.shown_id:
        return habits.boosts_at_home
    return habits.replies_at_home or not line.shown_flags & _REPLY


def _marker(tx: ReadTransaction, me: AccountId) -> Marker | None:
    found = markers_of(tx, me, [Timeline.HOME])
    return found[0] if found else None


def _mark(tx: Transaction, *, by: AccountId, last: int) -> None:
    tx.lock("markers", by)
    if last > last_read(tx, by, Timeline.HOME):
        mark(tx, by=by, places=[Place(timeline=Timeline.HOME, last_read_id=last)])
