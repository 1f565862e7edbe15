"""One's own lists as tables, in the form in which Mastodon writes and reads them."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, Final

from arengo.base.ids import MAX_ID, AccountId
from arengo.social.accounts.queries import accounts_by_id
from arengo.social.follows.domains.queries import blocked_domains
from arengo.social.follows.lists.queries import lists_of, members_page
from arengo.social.follows.model import Kind as Relation
from arengo.social.follows.queries import following_page, relations_page, relationships
from arengo.social.moving.model import Kind, Place
from arengo.social.posts.queries import posts_by_id, visible_ids
from arengo.social.posts.rendering import post_url
from arengo.social.reactions.model import Reaction
from arengo.social.reactions.queries import reacted_posts
from arengo.storage import ReadTransaction

_PAGE: Final = 500
_FOLLOWS: Final = ("Account address", "Show boosts", "Notify on new posts", "Languages")
_MUTES: Final = ("Account address", "Hide notifications")
Rows = Iterator[tuple[str, ...]]


def table_of(tx: ReadTransaction, kind: Kind, by: AccountId, here: Place) -> bytes:
    """Return everything of a kind as a table."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(_TABLES[kind](tx, by, here))
    return out.getvalue().encode()


def _follows(tx: ReadTransaction, by: AccountId, here: Place) -> Rows:
    yield _FOLLOWS
    for page in _pages(partial(following_page, tx, by)):
        ids = [AccountId(row[1]) for row in page]
        names = _handles(tx, ids, here)
        for each in relationships(tx, by, ids):
            if each.target_id in names:
                wishes = (_word(each.boosts), _word(each.notify), ", ".join(each.languages))
                yield (names[each.target_id], *wishes)


def _blocks(tx: ReadTransaction, by: AccountId, here: Place) -> Rows:
    for page in _pages(partial(relations_page, tx, by, kinds=[Relation.BLOCK])):
        for name in _handles(tx, [AccountId(row[1]) for row in page], here).values():
            yield (name,)


def _mutes(tx: ReadTransaction, by: AccountId, here: Place) -> Rows:
    yield _MUTES
    for kind in (Relation.MUTE, Relation.MUTE_ALL):
        for page in _pages(partial(relations_page, tx, by, kinds=[kind])):
            for name in _handles(tx, [AccountId(row[1]) for row in page], here).values():
                yield (name, _word(kind is Relation.MUTE_ALL))


def _domains(tx: ReadTransaction, by: AccountId, here: Place) -> Rows:
    del here
    for page in _pages(partial(blocked_domains, tx, by)):
        for row in page:
            yield (str(row[1]),)


def _bookmarks(tx: ReadTransaction, by: AccountId, here: Place) -> Rows:
    for page in _pages(partial(reacted_posts, tx, Reaction.BOOKMARK, by=by)):
        seen = visible_ids(tx, [row[1] for row in page], viewer=by)
        posts = posts_by_id(tx, seen)
        people = accounts_by_id(tx, {post.account_id for post in posts.values()})
        for row in page:
            post = posts.get(row[1])
            if post:
                yield (post_url(here.origin, people[post.account_id].username, post.id),)


def _lists(tx: ReadTransaction, by: AccountId, here: Place) -> Rows:
    for each in lists_of(tx, by):
        for page in _pages(partial(members_page, tx, each.id)):
            for name in _handles(tx, [AccountId(row[1]) for row in page], here).values():
                yield (each.title, name)


def _handles(tx: ReadTransaction, ids: list[AccountId], here: Place) -> dict[AccountId, str]:
    """Return the whole addresses of people, in the order of their ids in the list."""
    known = accounts_by_id(tx, ids)
    return {
        each: f"{known[each].username}@{known[each].domain or here.host_name}"
        for each in ids
        if each in known
    }


def _pages(read: Callable[..., Sequence[tuple[Any, ...]]]) -> Iterator[Sequence[tuple[Any, ...]]]:
    """Yield pages from the newest on, each from the cursor where the last one ended."""
    before = MAX_ID
    while True:
        page = read(before=before, after=0, upwards=False, limit=_PAGE)
        if page:
            yield page
        if len(page) < _PAGE:
            return
        before = page[-1][0]


def _word(wish: object) -> str:
    return "true" if wish else "false"


_TABLES: Final[dict[Kind, Callable[[ReadTransaction, AccountId, Place], Rows]]] = {
    Kind.FOLLOWING: _follows,
    Kind.BLOCKS: _blocks,
    Kind.MUTES: _mutes,
    Kind.DOMAIN_BLOCKS: _domains,
    Kind.BOOKMARKS: _bookmarks,
    Kind.LISTS: _lists,
}
