"""What the pages of filters show of them."""

from collections.abc import Iterable, Iterator

from arengo.base.clock import now_ms
from arengo.base.ids import time_of
from arengo.gate.request import Request
from arengo.social.accounts.queries import accounts_by_id
from arengo.social.filters.model import Action, Context, FilteredPost, WholeFilter
from arengo.social.posts.queries import posts_by_id
from arengo.social.posts.rendering import post_url
from arengo.storage import ReadTransaction
from arengo.web.context.filters import PLACES, FilterAction, FilteredView, FilterView

PATH = "/settings/filters"
_ACTIONS: dict[Action, FilterAction] = {
    Action.WARN: "warn",
    Action.HIDE: "hide",
    Action.BLUR: "blur",
}


def filter_view(whole: WholeFilter) -> FilterView:
    """Return a filter as a list shows it."""
    known = whole.filter
    return FilterView(
        id=known.id,
        url=f"{PATH}/{known.id}",
        title=known.title,
        words=tuple(each.text for each in whole.keywords),
        posts=len(whole.posts),
        places=tuple(places_of(known.contexts)),
        action=action_name(known.action),
        until_ms=known.expires_ms,
        over=known.expires_ms is not None and known.expires_ms <= now_ms(),
    )


def action_name(action: Action) -> FilterAction:
    """Return what becomes of a post, as forms call it."""
    return _ACTIONS[action]


def places_of(contexts: Context) -> Iterator[str]:
    """Yield where a filter counts, as forms call it."""
    for name in PLACES:
        if Context[name.upper()] in contexts:
            yield name


def filtered_views(
    tx: ReadTransaction, request: Request, rows: Iterable[FilteredPost]
) -> Iterator[FilteredView]:
    """Yield the posts in a filter that are still there: who wrote each, and when."""
    found = {row.post_id: row for row in rows}
    posts = posts_by_id(tx, found)
    people = accounts_by_id(tx, {post.account_id for post in posts.values()})
    for post_id, row in found.items():
        post = posts.get(post_id)
        author = people.get(post.account_id) if post else None
        if author is not None:
            origin = request.site.settings.origin
            yield FilteredView(
                url=post_url(origin, author.username, post_id),
                name=author.display_name or author.username,
                at_ms=time_of(post_id),
                remove_action=f"{PATH}/{row.filter_id}/posts/{row.id}/remove",
            )
