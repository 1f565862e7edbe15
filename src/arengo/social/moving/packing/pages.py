"""What is written down, a page at a time: posts with what hangs on them, marks, the profile."""

from typing import Final

import msgspec

from arengo.base.ids import AccountId
from arengo.social.accounts.queries import account_by_id, accounts_by_id
from arengo.social.media.model import Attached
from arengo.social.moving.packing.activities import (
    Writer,
    activity,
    actor,
    attachment_path,
    authors,
    pictures,
    post_uri,
)
from arengo.social.posts.model import Post, PostFlag
from arengo.social.posts.polls.queries import polls_by_id
from arengo.social.posts.queries import posts_after, posts_by_id, visible_ids
from arengo.social.reactions.model import Reaction
from arengo.social.reactions.queries import reacted_posts
from arengo.storage import ReadTransaction

AT_ONCE: Final = 200


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Some entries as JSON, and which files they need under which names."""

    items: list[bytes]
    files: list[tuple[str, str]]
    last: int


def page_of_posts(tx: ReadTransaction, by: AccountId, *, after: int, origin: str) -> Page | None:
    """Return the next posts and boosts of an account, oldest first; None at the end."""
    posts = posts_after(tx, by, after=after, limit=AT_ONCE)
    if not posts:
        return None
    originals = [each.boost_of_id for each in posts if each.boost_of_id]
    boosted = posts_by_id(tx, visible_ids(tx, originals, viewer=by))
    polled = [each.id for each in posts if PostFlag.POLL in each.flags]
    people = accounts_by_id(tx, authors([*posts, *boosted.values()]))
    writer = Writer(
        origin=origin,
        username=people[by].username,
        names={each.id: each.username for each in people.values()},
        polls=polls_by_id(tx, polled),
        boosted=boosted,
    )
    said = (activity(writer, each) for each in posts)
    return Page(
        items=[msgspec.json.encode(each) for each in said if each],
        files=[(each.key, attachment_path(each)) for each in _media(posts) if each.key],
        last=posts[-1].id,
    )


def page_of_marks(
    tx: ReadTransaction, kind: Reaction, by: AccountId, *, before: int, origin: str
) -> Page | None:
    """Return what somebody favourited or keeps, newest first; None at the end."""
    rows = reacted_posts(tx, kind, by=by, before=before, after=0, upwards=False, limit=AT_ONCE)
    if not rows:
        return None
    posts = posts_by_id(tx, visible_ids(tx, [row[1] for row in rows], viewer=by))
    people = accounts_by_id(tx, {each.account_id for each in posts.values()})
    shown = [posts[row[1]] for row in rows if row[1] in posts]
    uris = [post_uri(origin, people[each.account_id].username, each.id) for each in shown]
    items = [msgspec.json.encode(uri) for uri in uris]
    return Page(items=items, files=[], last=rows[-1][0])


def profile(tx: ReadTransaction, by: AccountId, *, origin: str) -> Page:
    """Return who somebody is, with both pictures."""
    account = account_by_id(tx, by)
    files = [(picture.key, name) for _, name, picture in pictures(account)]
    return Page(items=[msgspec.json.encode(actor(account, origin))], files=files, last=0)


def _media(posts: list[Post]) -> list[Attached]:
    return [each for post in posts for each in post.extra.media]
