"""Who sees a post that has just appeared or changed, among those who are looking."""

from collections import defaultdict
from collections.abc import Collection

from arengo.base.ids import AccountId
from arengo.base.text import tag_id
from arengo.social.posts.model import Post, Visibility
from arengo.social.timelines.live import store
from arengo.social.timelines.model import Line
from arengo.social.timelines.queries import _BITS, _FILTERS, _MUTED, _THREAD_MUTE
from arengo.storage import ReadTransaction


def followers_among(
    tx: ReadTransaction, author: AccountId, viewers: Collection[AccountId]
) -> set[AccountId]:
    """Return the author, and which of the viewers may follow them: perhaps some more of these."""
    most = len(viewers) + 1
    found = store.some_followers(tx, author, most=most)
    among = set(viewers)
    if len(found) < most:
        among &= found
    return among | ({author} & set(viewers))


def lists_of_author(tx: ReadTransaction, author: AccountId, list_ids: Collection[int]) -> set[int]:
    """Return which of the lists somebody is in."""
    return store.lists_of_author(tx, author, list_ids) if list_ids else set()


def homes_with(tx: ReadTransaction, post: Post, viewers: Collection[AccountId]) -> set[AccountId]:
    """Return in whose home, among these, a post or boost stands by the rules of home."""
    if not viewers:
        return set()
    is_tagged = post.visibility is Visibility.PUBLIC and bool(post.extra.tags)
    return store.homes(
        tx,
        post.id,
        author=post.account_id,
        viewers=followers_among(tx, post.account_id, viewers),
        tag_viewers=viewers if is_tagged else (),
        tag_ids=[tag_id(name) for name in post.extra.tags] if is_tagged else (),
    )


def lists_with(tx: ReadTransaction, post: Post, list_ids: Collection[int]) -> set[int]:
    """Return which of the lists show a post or boost to their owners."""
    return (
        store.lists(tx, post.id, author=post.account_id, list_ids=list_ids) if list_ids else set()
    )


def undisturbed(tx: ReadTransaction, post: Post, viewers: Collection[AccountId]) -> set[AccountId]:
    """Return who of these would meet a public post on the public timeline."""
    return store.undisturbed(tx, post.id, viewers=viewers) if viewers else set()


def marks_of(
    tx: ReadTransaction, line: Line, viewers: Collection[AccountId]
) -> dict[AccountId, tuple[int, int]]:
    """Return (what a viewer did with a post, version of what they filter), without (0, 0)."""
    did: dict[AccountId, int] = defaultdict(int)
    filters: dict[AccountId, int] = {}
    rows = store.marks(tx, shown_id=line.shown_id, thread_id=line.thread_id, viewers=viewers)
    for viewer, kind, number in rows:
        if kind == _FILTERS:
            filters[viewer] = number
        elif kind == _THREAD_MUTE:
            did[viewer] |= _MUTED if number == line.thread_id else 0
        elif number == line.shown_id:
            did[viewer] |= _BITS[kind]
    return {each: (did.get(each, 0), filters.get(each, 0)) for each in did.keys() | filters.keys()}
