"""What overwriting takes away: whatever one has here that a file does not name."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, Final

from arengo.base.errors import NotFound, Refusal
from arengo.base.ids import AccountId, PostId
from arengo.social.accounts.queries import find_account
from arengo.social.follows import actions as follows
from arengo.social.follows.domains.actions import domain_named, unblock_domain
from arengo.social.follows.domains.queries import blocked_domains
from arengo.social.follows.model import Kind as Relation
from arengo.social.follows.queries import following_page, relations_page
from arengo.social.moving.model import Import, Kind, Line, Place
from arengo.social.moving.taking import cells, is_head
from arengo.social.posts.addresses import post_at
from arengo.social.reactions.actions import unbookmark
from arengo.social.reactions.model import Reaction
from arengo.social.reactions.queries import reacted_posts
from arengo.storage import ReadTransaction, Transaction

AT_ONCE: Final = 50


def named_in(
    tx: ReadTransaction, kind: Kind, by: AccountId, lines: Sequence[Line], here: Place
) -> set[int | str]:
    """Return what some lines of a file name: ids of people and posts, names of servers."""
    found: set[int | str] = set()
    for line in lines:
        try:
            row = cells(line.text or "")
            if row and not is_head(row, line.number):
                found.add(_named(tx, kind, by, row[0], here))
        except (Refusal, ValueError):  # the report has it
            continue
    return found


def leave_some(
    tx: Transaction, *, found: Import, keep: frozenset[int | str], before: int
) -> int | None:
    """Take away some of what is not kept; returns where to go on, None at the end."""
    page = _page(tx, found, before)
    for _, each, *_ in page:
        if each not in keep:
            with suppress(NotFound):  # who is going, or a post that one may not see any more
                _LEAVERS[found.kind](tx, found.account_id, each)
    return page[-1][0] if len(page) == AT_ONCE else None


def _named(tx: ReadTransaction, kind: Kind, by: AccountId, text: str, here: Place) -> int | str:
    if kind is Kind.DOMAIN_BLOCKS:
        return domain_named(text)
    if kind is Kind.BOOKMARKS:
        post = post_at(tx, text, origin=here.origin, viewer=by)
        return post.id if post else 0
    account = find_account(tx, text, here.host_name)
    return account.id if account else 0


def _page(tx: ReadTransaction, found: Import, before: int) -> Sequence[tuple[Any, ...]]:
    by = found.account_id
    read: Callable[..., Sequence[tuple[Any, ...]]]
    if found.kind is Kind.FOLLOWING:
        read = partial(following_page, tx, by)
    elif found.kind is Kind.DOMAIN_BLOCKS:
        read = partial(blocked_domains, tx, by)
    elif found.kind is Kind.BOOKMARKS:
        read = partial(reacted_posts, tx, Reaction.BOOKMARK, by=by)
    elif found.kind is Kind.BLOCKS:
        read = partial(relations_page, tx, by, kinds=[Relation.BLOCK])
    else:
        read = partial(relations_page, tx, by, kinds=[Relation.MUTE, Relation.MUTE_ALL])
    return read(before=before, after=0, upwards=False, limit=AT_ONCE)


def _unfollow(tx: Transaction, by: AccountId, each: int | str) -> None:
    follows.unfollow(tx, by=by, target=AccountId(int(each)))


def _unblock(tx: Transaction, by: AccountId, each: int | str) -> None:
    follows.unblock(tx, by=by, target=AccountId(int(each)))


def _unmute(tx: Transaction, by: AccountId, each: int | str) -> None:
    follows.unmute(tx, by=by, target=AccountId(int(each)))


def _unblock_domain(tx: Transaction, by: AccountId, each: int | str) -> None:
    unblock_domain(tx, by=by, domain=str(each))


def _unbookmark(tx: Transaction, by: AccountId, each: int | str) -> None:
    unbookmark(tx, by=by, post_id=PostId(int(each)))


_LEAVERS: Final[dict[Kind, Callable[[Transaction, AccountId, int | str], None]]] = {
    Kind.FOLLOWING: _unfollow,
    Kind.BLOCKS: _unblock,
    Kind.MUTES: _unmute,
    Kind.DOMAIN_BLOCKS: _unblock_domain,
    Kind.BOOKMARKS: _unbookmark,
}
