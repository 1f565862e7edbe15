"""Feeds of a person, of a tag and of both, for readers that ask again and again; a list of them.

The same for everybody, whoever asks. What the pages show to everybody stands in them, less what is
unlisted or stays on this server; whoever is limited has no feed. Search engines are kept away from
whom they may not keep.
"""

from typing import Final
from urllib.parse import quote

from msgspec.structs import replace

from arengo.base.errors import NotFound
from arengo.base.ids import time_of
from arengo.base.text import is_tag, normalise_tag, tag_id
from arengo.gate.answers import Answer, Header
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.accounts.model import AccountFlag
from arengo.social.accounts.queries import accounts_by_id
from arengo.social.accounts.rendering import account_url, tag_url
from arengo.social.discover.showcase.queries import people_to_meet
from arengo.social.instance.queries import site_settings
from arengo.social.posts.model import PostFlag
from arengo.social.timelines import queries as timelines
from arengo.social.timelines.model import AccountFilter, Page, Stretch
from arengo.storage import ReadTransaction
from arengo.web.feeds.items import MOST_ITEMS, items_of
from arengo.web.feeds.model import Feed, Item
from arengo.web.feeds.writing import FORMS, http_date, opml
from arengo.web.pages.freshness import FEED, etag_of
from arengo.web.pages.profiles import local_account
from arengo.web.views import account_view, post_views

NEWEST: Final = Stretch(limit=2 * MOST_ITEMS)  # some of them are left out
_OWN: Final = AccountFilter(exclude_replies=True, exclude_boosts=True)
_MOST_PEOPLE: Final = 200
_NOINDEX: Final[Header] = (b"x-robots-tag", b"noindex")
_OPEN_TO_ALL: Final[tuple[Header, ...]] = (
    FEED,
    (b"vary", b""),
    (b"access-control-allow-origin", b"*"),
)


@reads("/@{username}.rss", access=Access.PAGE, bucket="page", bounded=False)
def show_profile_rss(tx: ReadTransaction, request: Request, username: str) -> Answer:
    """Give what somebody wrote for everybody as RSS."""
    return _of_person(tx, request, username, "rss")


@reads("/@{username}.atom", access=Access.PAGE, bucket="page", bounded=False)
def show_profile_atom(tx: ReadTransaction, request: Request, username: str) -> Answer:
    """Give what somebody wrote for everybody as Atom."""
    return _of_person(tx, request, username, "atom")


@reads("/@{username}.jsonfeed", access=Access.PAGE, bucket="page", bounded=False)
def show_profile_jsonfeed(tx: ReadTransaction, request: Request, username: str) -> Answer:
    """Give what somebody wrote for everybody as JSON Feed."""
    return _of_person(tx, request, username, "jsonfeed")


@reads("/@{username}/tagged/{name}.rss", access=Access.PAGE, bucket="page", bounded=False)
def show_tagged_rss(tx: ReadTransaction, request: Request, username: str, name: str) -> Answer:
    """Give what somebody wrote for everybody with a tag as RSS."""
    return _of_person(tx, request, username, "rss", tag=_tag(name))


@reads("/@{username}/tagged/{name}.atom", access=Access.PAGE, bucket="page", bounded=False)
def show_tagged_atom(tx: ReadTransaction, request: Request, username: str, name: str) -> Answer:
    """Give what somebody wrote for everybody with a tag as Atom."""
    return _of_person(tx, request, username, "atom", tag=_tag(name))


@reads("/@{username}/tagged/{name}.jsonfeed", access=Access.PAGE, bucket="page", bounded=False)
def show_tagged_jsonfeed(tx: ReadTransaction, request: Request, username: str, name: str) -> Answer:
    """Give what somebody wrote for everybody with a tag as JSON Feed."""
    return _of_person(tx, request, username, "jsonfeed", tag=_tag(name))


@reads("/tags/{name}.rss", access=Access.PAGE, bucket="page", bounded=False)
def show_tag_rss(tx: ReadTransaction, request: Request, name: str) -> Answer:
    """Give public posts with a tag as RSS."""
    return _of_tag(tx, request, name, "rss")


@reads("/tags/{name}.atom", access=Access.PAGE, bucket="page", bounded=False)
def show_tag_atom(tx: ReadTransaction, request: Request, name: str) -> Answer:
    """Give public posts with a tag as Atom."""
    return _of_tag(tx, request, name, "atom")


@reads("/tags/{name}.jsonfeed", access=Access.PAGE, bucket="page", bounded=False)
def show_tag_jsonfeed(tx: ReadTransaction, request: Request, name: str) -> Answer:
    """Give public posts with a tag as JSON Feed."""
    return _of_tag(tx, request, name, "jsonfeed")


@reads("/feeds.opml", access=Access.PAGE, bucket="page", bounded=False)
def show_feeds(tx: ReadTransaction, request: Request) -> Answer:
    """List the feeds of people who want to be found, also by search engines."""
    origin = request.site.settings.origin
    ids = people_to_meet(tx, viewer=None, order="active", limit=_MOST_PEOPLE, offset=0)
    people = accounts_by_id(tx, ids) if ids else {}
    shown = [people[each] for each in ids if each in people]
    found = [
        (account_view(each, origin=origin).name, url, f"{url}.rss")
        for each in shown
        if each.local and AccountFlag.INDEXABLE in each.flags
        for url in (account_url(origin, each.username),)
    ]
    body = opml(site_settings(tx).title or request.site.settings.host_name, found)
    headers = (*_OPEN_TO_ALL, etag_of(body))
    return Answer(body, type=b"text/x-opml; charset=utf-8", headers=headers)


def _of_person(
    tx: ReadTransaction, request: Request, username: str, form: str, *, tag: str = ""
) -> Answer:
    account, origin = local_account(tx, request, username), request.site.settings.origin
    if AccountFlag.SILENCED in account.flags:
        raise NotFound
    chosen = AccountFilter(exclude_boosts=True, tag_id=tag_id(tag)) if tag else _OWN
    page = timelines.of_account(tx, NEWEST, account_id=account.id, chosen=chosen, viewer=None)
    view = account_view(account, origin=origin)
    name = f"{view.name} (@{view.handle}@{request.site.settings.host_name})"
    feed = Feed(
        title=f"#{tag} · {name}" if tag else name,
        page_url=account_url(origin, account.username) + (f"/tagged/{quote(tag)}" if tag else ""),
        description=account.note,
        icon_url=view.avatar_url if account.avatar else "",
        items=items_in(tx, request, page),
        since_ms=time_of(account.id),
    )
    return feed_answer(feed, form, indexable=view.indexable)


def _of_tag(tx: ReadTransaction, request: Request, name: str, form: str) -> Answer:
    name = _tag(name)
    feed = Feed(
        title=f"#{name} · {request.site.settings.host_name}",
        page_url=tag_url(request.site.settings.origin, name),
        items=items_in(tx, request, timelines.tagged(tx, NEWEST, tag_id=tag_id(name), viewer=None)),
    )
    return feed_answer(feed, form)  # of many people, of whom some did not agree to be found


def _tag(name: str) -> str:
    name = normalise_tag(name)
    if not is_tag(name):
        raise NotFound
    return name


def items_in(tx: ReadTransaction, request: Request, page: Page) -> tuple[Item, ...]:
    """Return what of a page stands in a feed: nothing that is never to leave this server."""
    lines = [line for line in page.lines if not line.shown_flags & PostFlag.LOCAL_ONLY]
    leaving = replace(page, lines=lines)
    return items_of(post_views(tx, leaving, origin=request.site.settings.origin))


def feed_answer(
    feed: Feed, form: str, *, own_url: str = "", indexable: bool = False, shared: bool = True
) -> Answer:
    """Write a feed. Caches may keep it where it is `shared`: the same at an address for all."""
    kind, write = FORMS[form]
    body = write(feed, own_url or f"{feed.page_url}.{form}")
    headers = (
        *(_OPEN_TO_ALL if shared else ()),
        etag_of(body),
        (b"last-modified", http_date(feed.changed_ms).encode()),
        *(() if indexable else (_NOINDEX,)),
    )
    return Answer(body, type=f"{kind}; charset=utf-8".encode(), headers=headers)
