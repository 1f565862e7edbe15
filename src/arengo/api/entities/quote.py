"""Mastodon's Quote, ShallowQuote and QuoteApproval: what this viewer may see and do."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final, TypeAlias

import msgspec

from arengo.base.ids import AccountId
from arengo.social.follows.queries import followed_among, relationships
from arengo.social.posts.model import Post, PostFlag
from arengo.social.posts.policy import may_quote
from arengo.social.posts.queries import posts_by_id, visible_ids
from arengo.social.posts.quotes.model import Quote, QuoteState
from arengo.social.posts.quotes.queries import quotes_of
from arengo.storage import ReadTransaction

Render: TypeAlias = Callable[[Sequence[int]], dict[int, bytes]]

_SHOWN: Final = frozenset(("accepted", "blocked_account", "muted_account"))
_FOLLOWERS: Final = int(PostFlag.QUOTES_FOLLOWERS)
_NOBODY: Final = int(PostFlag.QUOTES_NOBODY)


class ShallowQuote(msgspec.Struct, frozen=True, kw_only=True):
    """What a quoted status quotes itself: only its id."""

    state: str
    quoted_status_id: str | None


class QuoteApproval(msgspec.Struct, frozen=True, kw_only=True):
    """Who may quote a status, and whether the viewer may."""

    automatic: list[str]
    manual: list[str]
    current_user: str


def _approval(automatic: str, current_user: str) -> bytes:
    names = [automatic] if automatic else []
    return msgspec.json.encode(QuoteApproval(automatic=names, manual=[], current_user=current_user))


# By "somebody is signed in": of a status that everybody may quote.
APPROVED: Final = (_approval("public", "denied"), _approval("public", "automatic"))
_CHOSEN: Final = {
    (name, may): _approval(name, "automatic" if may else "denied")
    for name in ("followers", "")
    for may in (False, True)
}


def approvals(
    tx: ReadTransaction, chosen: Mapping[int, tuple[int, int]], *, viewer: AccountId | None
) -> dict[int, bytes]:
    """Return the approval of posts whose authors chose; `chosen` has author and flags."""
    limited = {AccountId(author) for author, flags in chosen.values() if not flags & _NOBODY}
    followed = followed_among(tx, viewer, limited) if viewer and limited else set()
    return {
        post_id: _CHOSEN[
            "" if flags & _NOBODY else "followers",
            viewer is not None
            and may_quote(flags, own=author == viewer, following=author in followed),
        ]
        for post_id, (author, flags) in chosen.items()
    }


def quotes_json(
    tx: ReadTransaction,
    post_ids: Collection[int],
    *,
    viewer: AccountId | None,
    render: Render | None,
) -> dict[int, bytes]:
    """Return the quote of each of these posts; without `render` by the id of what is quoted."""
    quotes = quotes_of(tx, post_ids)
    states = _states(tx, quotes.values(), viewer=viewer)
    shown = [q.quoted_id for q in quotes.values() if states[q.post_id] in _SHOWN]
    if render is None:
        return {key: _shallow(quote, states[key]) for key, quote in quotes.items()}
    bodies = render(list(dict.fromkeys(shown))) if shown else {}
    return {key: _whole(states[key], bodies.get(quote.quoted_id)) for key, quote in quotes.items()}


def _states(
    tx: ReadTransaction, quotes: Collection[Quote], *, viewer: AccountId | None
) -> dict[int, str]:
    standing = {q.quoted_id for q in quotes if q.state is QuoteState.ACCEPTED}
    posts = posts_by_id(tx, standing)
    open_to = visible_ids(tx, standing, viewer=viewer)
    hidden = _hidden(tx, posts, open_to, viewer=viewer) if viewer else {}
    return {q.post_id: _state(q, posts, open_to, hidden) for q in quotes}


def _state(
    quote: Quote, posts: Mapping[int, Post], open_to: set[int], hidden: Mapping[int, str]
) -> str:
    if quote.state is QuoteState.REVOKED:
        return "revoked"
    if quote.quoted_id not in posts:
        return "deleted"
    if quote.quoted_id in hidden:
        return hidden[quote.quoted_id]
    return "accepted" if quote.quoted_id in open_to else "unauthorized"


def _hidden(
    tx: ReadTransaction, posts: Mapping[int, Post], open_to: set[int], *, viewer: AccountId
) -> dict[int, str]:
    """Return which posts the viewer could see but does not want to, for they are by such people."""
    people = {post.account_id for post in posts.values() if post.account_id != viewer}
    if not people:
        return {}
    known = {each.target_id: each for each in relationships(tx, viewer, list(people))}
    shut = [post_id for post_id in posts if post_id not in open_to]
    public = visible_ids(tx, shut, viewer=None)
    found = {}
    for post_id, post in posts.items():
        relation = known.get(post.account_id)
        if relation is None or relation.blocked_by:
            continue
        if relation.blocking and post_id in public:
            found[post_id] = "blocked_account"
        elif relation.muting and post_id in open_to:
            found[post_id] = "muted_account"
    return found


def _shallow(quote: Quote, state: str) -> bytes:
    shown = str(quote.quoted_id) if state in _SHOWN else None
    return msgspec.json.encode(ShallowQuote(state=state, quoted_status_id=shown))


def _whole(state: str, body: bytes | None) -> bytes:
    if state in _SHOWN and body is None:
        state = "unauthorized"  # it went away, or its author did, since we looked
    return b'{"state":"%b","quoted_status":%b}' % (state.encode(), body or b"null")
