"""What is a trend, as one may see it."""

from collections.abc import Sequence

from msgspec.structs import replace

from arengo.base.errors import NotFound
from arengo.base.ids import AccountId, PostId
from arengo.social.discover.publishers.policy import host_of
from arengo.social.discover.publishers.queries import verdicts
from arengo.social.discover.showcase.queries import findable
from arengo.social.discover.trends import store
from arengo.social.discover.trends.model import Trend, TrendKind
from arengo.social.instance.queries import site_settings
from arengo.social.posts.queries import posts_by_id, visible_ids
from arengo.storage import ReadTransaction

_FURTHEST = 1_000


def trending(tx: ReadTransaction, kind: TrendKind, *, limit: int, offset: int) -> list[Trend]:
    """Return what everybody may be shown, the strongest first."""
    needs_approval = site_settings(tx).trends_need_approval
    if offset >= _FURTHEST:
        return []
    if kind is TrendKind.LINK:
        shown = [each for each in _links(tx) if _may_be_shown(each, needs_approval=needs_approval)]
        return shown[offset : offset + limit]
    approvals = (1,) if needs_approval else (1, 2)
    return store.trends_page(tx, kind, approvals=approvals, limit=limit, offset=offset)


def to_review(tx: ReadTransaction, kind: TrendKind, *, limit: int, offset: int) -> list[Trend]:
    """Return every trend with what the staff says of it, for the staff."""
    if kind is TrendKind.LINK:
        return _links(tx)[offset : offset + limit]
    return store.trends_page(tx, kind, approvals=(0, 1, 2), limit=limit, offset=offset)


def reviews_of(tx: ReadTransaction, kind: TrendKind, ids: Sequence[int]) -> dict[int, bool]:
    """Return whether the staff approved, of those of these that it has looked at."""
    return store.reviews_of(tx, kind, ids) if ids else {}


def trending_posts(
    tx: ReadTransaction, *, viewer: AccountId | None, limit: int, offset: int
) -> tuple[int, list[PostId]]:
    """Return how many posts were looked at, and those of them that the viewer may and would see."""
    found = trending(tx, TrendKind.POST, limit=limit, offset=offset)
    return len(found), acceptable(tx, [PostId(each.id) for each in found], viewer=viewer)


def posts_with_link(
    tx: ReadTransaction,
    url: str,
    *,
    viewer: AccountId | None,
    before: int,
    after: int,
    upwards: bool,
    limit: int,
) -> tuple[list[PostId], list[PostId]]:
    """Return (all read, those to show) of the posts with a link that is a trend, or NotFound."""
    for trend in trending(tx, TrendKind.LINK, limit=_FURTHEST, offset=0):
        if trend.body.name == url:
            found = store.posts_with(
                tx, trend.id, before=before, after=after, upwards=upwards, limit=limit
            )
            found = found[::-1] if upwards else found
            return found, acceptable(tx, found, viewer=viewer)
    raise NotFound


def acceptable(
    tx: ReadTransaction, ids: Sequence[PostId], *, viewer: AccountId | None
) -> list[PostId]:
    """Return those of these posts that a viewer may be shown unasked, in their order."""
    seen = visible_ids(tx, ids, viewer=viewer)
    posts = posts_by_id(tx, [each for each in ids if each in seen])
    authors = dict.fromkeys(post.account_id for post in posts.values())
    open_to = set(findable(tx, list(authors), viewer=viewer))
    return [each for each in ids if each in posts and posts[each].account_id in open_to]


def _links(tx: ReadTransaction) -> list[Trend]:
    """Return all links that are trends, reviewed as they and their publishers are."""
    found = store.all_trends(tx, TrendKind.LINK)
    hosts = {each.id: host for each in found if (host := host_of(each.body.name))}
    said = verdicts(tx, hosts.values())
    return [_judged(each, publisher=said.get(hosts.get(each.id, ""))) for each in found]


def _judged(trend: Trend, *, publisher: bool | None) -> Trend:
    """Return a link with what holds of it: a rejected publisher's is rejected, whatever is said."""
    if publisher is False or trend.reviewed is None:
        return replace(trend, reviewed=publisher)
    return trend


def _may_be_shown(trend: Trend, *, needs_approval: bool) -> bool:
    return trend.reviewed or (trend.reviewed is None and not needs_approval)
