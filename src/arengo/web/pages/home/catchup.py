"""Catching up: home of the last hours on one page, sorted and gathered as one likes."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, Literal

import msgspec

from arengo.base.clock import HOUR_MS, now_ms
from arengo.base.ids import first_id_at
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.filters.model import Context
from arengo.social.timelines import queries as timelines
from arengo.social.timelines.model import Stretch
from arengo.storage import ReadTransaction
from arengo.web.cards import cards
from arengo.web.context import PostView
from arengo.web.context.home import AuthorPosts, Catchup, Kind, NewsView, Order
from arengo.web.pages.frames import frame_of, page_answer

HOURS: Final = (1, 3, 6, 12, 24)
KINDS: Final[tuple[Kind, ...]] = ("originals", "replies", "boosts", "quotes")
_MOST: Final = 300
_LINKS: Final = 5
_KEYS: Final[Mapping[Order, Callable[[PostView], int]]] = {
    "newest": lambda post: -post.line_id,
    "oldest": lambda post: post.line_id,
    "replies": lambda post: -post.replies,
    "boosts": lambda post: -post.boosts,
    "favourites": lambda post: -post.favourites,
}


class CatchupForm(msgspec.Struct, frozen=True, kw_only=True):
    """How far back, what of it, in which order."""

    hours: Literal[1, 3, 6, 12, 24] = 12
    show: list[Kind] = msgspec.field(default_factory=list)
    order: Order = "newest"
    by: Literal["", "author"] = ""


@reads("/catchup", access=Access.MEMBER, bucket="page", bounded=False)
def show_catchup(tx: ReadTransaction, request: Request, form: CatchupForm) -> Answer:
    """Show what came in the last hours, with its end: nothing more comes by itself."""
    after = first_id_at(now_ms() - form.hours * HOUR_MS)
    page = timelines.home(tx, Stretch(after=after, limit=_MOST + 1), viewer=request.me)
    found = cards(tx, request, page, place=Context.HOME)[:_MOST]
    kinds = frozenset(form.show) or frozenset(KINDS)
    posts = sorted((p for p in found if kind_of(p) in kinds), key=_KEYS[form.order])
    counts = Counter(kind_of(post) for post in found)
    catchup = Catchup(
        hours=form.hours,
        kinds=kinds,
        order=form.order,
        posts=() if form.by else tuple(posts),
        groups=tuple(_by_author(posts)) if form.by else (),
        counts=tuple((kind, counts[kind]) for kind in KINDS),
        links=tuple(_links(found)),
        by_author=bool(form.by),
        more=len(page.lines) > _MOST,
    )
    return page_answer(request, "home/catchup.html", frame_of(tx, request), catchup=catchup)


def kind_of(post: PostView) -> Kind:
    """Return what a post is before all: a boost of a reply is a boost."""
    if post.boosted_by:
        return "boosts"
    if post.quote:
        return "quotes"
    return "replies" if post.reply_to_id else "originals"


def _by_author(posts: Sequence[PostView]) -> Iterable[AuthorPosts]:
    """Gather posts by who wrote them; whose post stands first comes first."""
    gathered: dict[str, list[PostView]] = {}
    for post in posts:
        gathered.setdefault(post.author.handle, []).append(post)
    for group in gathered.values():
        yield AuthorPosts(author=group[0].author, posts=tuple(group))


def _links(posts: Iterable[PostView]) -> Iterable[NewsView]:
    """Return what most people linked to; a link of one person is no news."""
    people: dict[str, set[Any]] = {}
    known = {}
    for post in posts:
        if post.link:
            people.setdefault(post.link.url, set()).add(post.author.handle)
            known[post.link.url] = post.link
    for url in sorted(people, key=lambda each: -len(people[each]))[:_LINKS]:
        link = known[url]
        yield NewsView(
            url=url,
            title=link.title,
            host=link.host,
            people=len(people[url]),
            language=link.language,
        )
