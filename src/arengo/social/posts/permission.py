"""What is asked of others before a post is published: that it may answer and quote theirs."""

from msgspec.structs import replace

from arengo.base.errors import Forbidden, Invalid, NotFound
from arengo.base.ids import AccountId, PostId
from arengo.social.accounts.queries import account_by_id, find_accounts
from arengo.social.follows.queries import is_following
from arengo.social.posts.model import QUOTE_CHOICE, REPLY_CHOICE, Draft, Post, Quoted, Visibility
from arengo.social.posts.policy import may_quote, may_reply
from arengo.social.posts.queries import visible_original
from arengo.storage import ReadTransaction

NO_SUCH_QUOTED = "The post that you want to quote does not exist or may not be quoted"
NOT_MENTIONED = "Validation failed: Whoever is quoted in a private mention must be mentioned in it"
NOT_WITH_MEDIA = "Validation failed: A post that quotes cannot carry media or a poll"
NOT_YET = "This reply waits to be approved"
NO_REPLIES = "The author lets only some people reply to this post"


def answered(tx: ReadTransaction, by: AccountId, post_id: PostId | None) -> Post | None:
    """Return the post that is answered. NotFound when it is not there, Forbidden by its author."""
    if post_id is None:
        return None
    parent = visible_original(tx, post_id, viewer=by)
    if parent.approver_id is not None and parent.account_id != by:
        raise Forbidden(NOT_YET)
    if parent.flags & REPLY_CHOICE:
        following = is_following(tx, by, parent.account_id)
        if not may_reply(parent, by=by, following=following):
            raise Forbidden(NO_REPLIES)
    return parent


def prepare_quote(
    tx: ReadTransaction, by: AccountId, draft: Draft, *, host_name: str
) -> tuple[Quoted | None, Draft]:
    """Return who is quoted, and the draft, no wider than that; raises NotFound or Invalid."""
    if draft.quote_of_id is None:
        return None, draft
    check_quoting(draft)
    quoted = _quotable(tx, by, draft.quote_of_id)
    author = account_by_id(tx, quoted.account_id)
    if draft.visibility is Visibility.DIRECT and quoted.account_id != by:
        named = find_accounts(tx, draft.handles, host_name) if draft.handles else {}
        if quoted.account_id not in {account.id for account in named.values()}:
            raise Invalid(NOT_MENTIONED)
    visibility = draft.visibility
    if quoted.visibility is Visibility.PRIVATE:
        visibility = max(visibility, Visibility.PRIVATE)
    return (
        Quoted(author.id, author.username),
        replace(draft, quote_of_id=quoted.id, visibility=visibility),
    )


def check_quoting(draft: Draft) -> None:
    """Raise Invalid when a post that quotes carries what Mastodon does not let it."""
    if draft.media_ids or draft.poll:
        raise Invalid(NOT_WITH_MEDIA)


def _quotable(tx: ReadTransaction, by: AccountId, post_id: PostId) -> Post:
    try:
        quoted = visible_original(tx, post_id, viewer=by)
    except NotFound:
        raise NotFound(NO_SUCH_QUOTED) from None
    own = quoted.account_id == by
    if quoted.visibility >= Visibility.DIRECT or (
        quoted.visibility is Visibility.PRIVATE and not own
    ):
        raise NotFound(NO_SUCH_QUOTED)
    asked = not own and bool(quoted.flags & QUOTE_CHOICE)
    following = asked and is_following(tx, by, quoted.account_id)
    if not may_quote(quoted.flags, own=own, following=following):
        raise NotFound(NO_SUCH_QUOTED)
    return quoted
