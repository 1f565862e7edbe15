"""Mastodon's Quote, ShallowQuote and QuoteApproval: what this viewer may see and do."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final, TypeAlias

import msgspec

from arengo.base.ids import AccountId
from arengo.social.follows.queries import followed_among
from arengo.social.posts.model import PostFlag
from arengo.social.posts.policy import may_quote
from arengo.social.posts.quotes.model import Quote
from arengo.social.posts.quotes.queries import quotes_of
from arengo.social.posts.quotes.sight import Sight, sights
from arengo.storage import ReadTransaction

Render: TypeAlias = Callable[[Sequence[int]], dict[int, bytes]]

_STATES: Final = {
    Sight.SHOWN: "accepted",
    Sight.REVOKED: "revoked",
    Sight.GONE: "deleted",
    Sight.UNSEEN: "unauthorized",
    Sight.BLOCKED: "blocked_account",
    Sight.MUTED: "muted_account",
}
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
    seen = sights(tx, quotes.values(), viewer=viewer)
    shown = [q.quoted_id for q in quotes.values() if seen[q.post_id].readable]
    if render is None:
        return {key: _shallow(quote, seen[key]) for key, quote in quotes.items()}
    bodies = render(list(dict.fromkeys(shown))) if shown else {}
    return {key: _whole(seen[key], bodies.get(quote.quoted_id)) for key, quote in quotes.items()}


def _shallow(quote: Quote, sight: Sight) -> bytes:
    shown = str(quote.quoted_id) if sight.readable else None
    return msgspec.json.encode(ShallowQuote(state=_STATES[sight], quoted_status_id=shown))


def _whole(sight: Sight, body: bytes | None) -> bytes:
    if sight.readable and body is None:
        sight = Sight.UNSEEN  # it went away, or its author did, since we looked
    return b'{"state":"%b","quoted_status":%b}' % (_STATES[sight].encode(), body or b"null")
