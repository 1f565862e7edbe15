"""An entry of an archive as a post or a boost here, at its old date, once, and telling nobody."""

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from arengo.base.errors import Forbidden, Invalid, NotFound
from arengo.base.ids import AccountId, PostId, key_hash, time_of
from arengo.social.moving import store
from arengo.social.moving.entries import Boosted, Entry
from arengo.social.moving.model import Developed, Place
from arengo.social.posts.actions import publish
from arengo.social.posts.addresses import post_at
from arengo.social.posts.boosting import boost
from arengo.social.posts.drafting import make_draft
from arengo.social.posts.model import Draft, PostFlag
from arengo.social.posts.permission import answered, prepare_quote
from arengo.social.posts.queries import last_of_second
from arengo.storage import Transaction

_SECOND_MS: Final = 1_000
NO_WORDS: Final = "It has no words, and none of its pictures could be taken: "
NOT_LET: Final = "It stands by itself: the author of what it answers does not let you reply"


def bring(
    tx: Transaction, entry: Entry | Boosted, *, by: AccountId, here: Place, developed: Developed
) -> Sequence[str]:
    """Take an entry; returns what of it was left out, raises a Refusal that says why all of it."""
    if isinstance(entry, Boosted):
        _boost(tx, entry, by=by, here=here)
        return ()
    source = key_hash(entry.source)
    if store.post_of_source(tx, by, source) or _is_own(tx, entry.source, by=by, here=here):
        return ()
    remarks = (*entry.remarks, *developed.remarks)
    if not entry.text and not developed.media_ids and developed.remarks:
        raise Invalid(NO_WORDS + "; ".join(developed.remarks))
    parent, let = _parent(tx, entry, by=by, here=here)
    quoted = _quoted(tx, entry, by=by, here=here)
    draft = make_draft(
        text=entry.text if quoted else f"{entry.text}\n\n{entry.quote_words}".strip(),
        spoiler=entry.spoiler,
        visibility=entry.visibility,
        sensitive=entry.sensitive,
        language=entry.language,
        reply_to_id=parent,
        media_ids=developed.media_ids,
        poll=entry.poll,
        quote_of_id=quoted,
        most_characters=max(here.most_characters, entry.longest),
        at_ms=_free_moment(tx, by, entry.at_ms),
    )
    flags = PostFlag.IMPORTED | (PostFlag.REPLY if entry.is_reply else PostFlag(0))
    quiet = replace(draft, handles=(), choices=draft.choices | flags)
    post = publish(tx, by=by, draft=quiet, host_name=here.host_name)
    store.keep_source(tx, by, source, post_id=post.id)
    return remarks if let else (*remarks, NOT_LET)


def _is_own(tx: Transaction, source: str, *, by: AccountId, here: Place) -> bool:
    """Tell whether an entry was written here, by whom it is brought, and is still there."""
    post = post_at(tx, source, origin=here.origin, viewer=by)
    return post is not None and post.account_id == by


def _parent(
    tx: Transaction, entry: Entry, *, by: AccountId, here: Place
) -> tuple[PostId | None, bool]:
    """Return what an entry answers, if it is here, and False when its author does not want that."""
    if entry.answers is None:
        return None, True
    own = store.post_of_source(tx, by, key_hash(entry.answers))
    if own:
        return own, True
    post = post_at(tx, entry.answers, origin=here.origin, viewer=by)
    if post is None:
        return None, True
    try:
        found = answered(tx, by, post.id)
    except Forbidden:
        return None, False
    return (found.id if found else None), True


def _quoted(tx: Transaction, entry: Entry, *, by: AccountId, here: Place) -> PostId | None:
    """Return the post that an entry quotes, if it is here and may be quoted."""
    if entry.quotes is None or entry.poll or entry.pieces or not entry.text:
        return None
    post_id = store.post_of_source(tx, by, key_hash(entry.quotes))
    if post_id is None:
        post = post_at(tx, entry.quotes, origin=here.origin, viewer=by)
        post_id = post.id if post else None
    if post_id is None:
        return None
    asked = Draft(text="", visibility=entry.visibility, quote_of_id=post_id)
    try:
        return prepare_quote(tx, by, asked, host_name=here.host_name)[1].quote_of_id
    except (NotFound, Invalid):
        return None


def _boost(tx: Transaction, entry: Boosted, *, by: AccountId, here: Place) -> None:
    own = store.post_of_source(tx, by, key_hash(entry.uri))
    found = None if own else post_at(tx, entry.uri, origin=here.origin, viewer=by)
    post_id = own or (found and (found.boost_of_id or found.id))
    if not post_id:
        raise NotFound("It boosts a post that is not here, or that you may not see")
    if entry.at_ms // _SECOND_MS < time_of(post_id) // _SECOND_MS:
        raise Invalid("Its date cannot be right: it is older than what it boosts")
    boost(
        tx,
        by=by,
        post_id=post_id,
        visibility=entry.visibility,
        at_ms=max(_free_moment(tx, by, entry.at_ms), time_of(post_id)),
        choices=PostFlag.IMPORTED,
    )


def _free_moment(tx: Transaction, by: AccountId, at_ms: int) -> int:
    """Return a moment of that second after all that somebody has of it: archives know only seconds.

    So a thread that was written at once keeps its order, and no two posts want the same id.
    """
    last = last_of_second(tx, by, at_ms)
    moment = at_ms if last is None else max(at_ms, time_of(last) + 1)
    if moment // _SECOND_MS != at_ms // _SECOND_MS:
        raise Invalid("There are a thousand posts of that second already")
    return moment
