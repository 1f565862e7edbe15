"""How one line becomes a follow, a block, a bookmark, a member of a list, or an entry.

Every reason against a line is found before anything is written, so a refused line leaves nothing.
"""

import csv
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from arengo.base.errors import Invalid, NotFound, Refusal
from arengo.base.ids import AccountId
from arengo.base.text import clean_text, normalise_language
from arengo.social.accounts.queries import find_account
from arengo.social.follows import actions as follows
from arengo.social.follows.domains.actions import block_domain
from arengo.social.follows.lists.actions import add_members, make_list
from arengo.social.follows.lists.model import List, Replies
from arengo.social.follows.lists.queries import lists_of
from arengo.social.follows.model import FollowOptions
from arengo.social.follows.queries import followed_among
from arengo.social.moving.bringing import bring
from arengo.social.moving.entries import Boosted, Entry
from arengo.social.moving.leftovers import reason_of
from arengo.social.moving.model import Developed, Import, Kind, Line, Place
from arengo.social.moving.notes import read_activity
from arengo.social.moving.tweets import read_tweet
from arengo.social.posts.addresses import post_at
from arengo.social.reactions.actions import bookmark
from arengo.storage import Transaction

_HEADS: Final = frozenset({"account address", "#domain", "#uri", "#account address", "list name"})
_YES: Final = frozenset({"true", "1", "yes"})


def take(
    tx: Transaction, found: Import, line: Line, here: Place, developed: Developed
) -> Sequence[str] | None:
    """Take one line; returns what of it was left out, raises a Refusal that says why all of it.

    None for a line in which there is nothing to take: an empty one, or the names of the columns.
    """
    if line.text is None or line.reason:
        raise Invalid(line.reason)
    if line.entry:
        return bring(tx, line.entry, by=found.account_id, here=here, developed=developed)
    row = cells(line.text)
    if not row or is_head(row, line.number):
        return None
    _TAKERS[found.kind](tx, found.account_id, row, here)
    return ()


def read_entry(kind: Kind, line: Line, *, host_name: str) -> Line:
    """Return a line of an archive with what it says, or why it is not taken."""
    if line.text is None:
        return line
    reason = reason_of(kind, line.text)
    if reason:
        return replace(line, reason=reason)
    try:
        return replace(line, entry=_READERS[kind](line.text, host_name=host_name))
    except Refusal as refusal:
        return replace(line, reason=refusal.message)


def cells(text: str) -> list[str]:
    """Return the cells of one line of a table; empty for an empty line. Raises Invalid."""
    if "\0" in text:
        raise Invalid("The line holds a character that is no text")
    try:
        (row,) = csv.reader([text.strip()], strict=True) if text.strip() else ([],)
    except (csv.Error, ValueError):
        raise Invalid("The line is no row of a table") from None
    return [cell.strip() for cell in row]


def is_head(row: list[str], number: int) -> bool:
    """Tell whether a row names the columns."""
    return number == 1 and row[0].lower() in _HEADS


def target(tx: Transaction, handle: str, here: Place) -> AccountId:
    """Return whom a handle names; NotFound when we know nobody so."""
    try:
        account = find_account(tx, handle, here.host_name)
    except ValueError:
        account = None
    if account is None or not account.available:
        raise NotFound("Nobody is known here by this name")
    return account.id


def _follow(tx: Transaction, by: AccountId, row: list[str], here: Place) -> None:
    wishes = [*row, "", "", "", ""]
    options = FollowOptions(
        boosts=_wish(wishes[1]),
        notify=_wish(wishes[2]),
        languages=_languages(wishes[3]),
    )
    follows.follow(tx, by=by, target=target(tx, row[0], here), options=options)


def _block(tx: Transaction, by: AccountId, row: list[str], here: Place) -> None:
    follows.block(tx, by=by, target=target(tx, row[0], here))


def _mute(tx: Transaction, by: AccountId, row: list[str], here: Place) -> None:
    hides = len(row) < 2 or _wish(row[1]) is not False  # noqa: PLR2004  name, and the wish
    follows.mute(tx, by=by, target=target(tx, row[0], here), notifications=hides)


def _block_domain(tx: Transaction, by: AccountId, row: list[str], here: Place) -> None:
    del here
    block_domain(tx, by=by, domain=row[0])


def _bookmark(tx: Transaction, by: AccountId, row: list[str], here: Place) -> None:
    post = post_at(tx, row[0], origin=here.origin, viewer=by)
    if post is None:
        raise NotFound("There is no such post here, or none that you may see")
    bookmark(tx, by=by, post_id=post.id)


def _add_to_list(tx: Transaction, by: AccountId, row: list[str], here: Place) -> None:
    if len(row) < 2:  # noqa: PLR2004  the title and who is in it
        raise Invalid("The line names a list but nobody in it")
    who = target(tx, row[1], here)
    if who != by and who not in followed_among(tx, by, [who]):
        raise Invalid("Only whom you follow can be in a list")
    title = clean_text(row[0], multiline=False)
    chosen = next((each for each in lists_of(tx, by) if each.title == title), None)
    chosen = chosen or _new_list(tx, by, title)
    try:
        add_members(tx, by=by, list_id=chosen.id, people=[who])
    except Invalid:  # is in it already
        return


def _new_list(tx: Transaction, by: AccountId, title: str) -> List:
    return make_list(tx, by=by, title=title, replies=Replies.LIST, exclusive=False)


def _wish(text: str) -> bool | None:
    return text.lower() in _YES if text else None


def _languages(text: str) -> tuple[str, ...] | None:
    if not text:
        return None
    found = (normalise_language(each.strip()) for each in text.split(",")[:20])
    return tuple(each for each in found if each)


_READERS: Final[Mapping[Kind, Callable[..., Entry | Boosted]]] = {
    Kind.MASTODON_ARCHIVE: read_activity,
    Kind.X_ARCHIVE: read_tweet,
}
_TAKERS: Final[Mapping[Kind, Callable[[Transaction, AccountId, list[str], Place], None]]] = {
    Kind.FOLLOWING: _follow,
    Kind.BLOCKS: _block,
    Kind.MUTES: _mute,
    Kind.DOMAIN_BLOCKS: _block_domain,
    Kind.BOOKMARKS: _bookmark,
    Kind.LISTS: _add_to_list,
}
