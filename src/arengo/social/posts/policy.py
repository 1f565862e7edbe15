"""Who may quote and answer a post, as its author chose. Pure: what must be known is passed in."""

from arengo.base.ids import AccountId
from arengo.social.accounts.model import AccountFlag
from arengo.social.posts.model import (
    QUOTE_CHOICE,
    REPLY_CHOICE,
    Changes,
    Post,
    PostFlag,
    Visibility,
)


def chosen(choices: PostFlag, visibility: Visibility) -> PostFlag:
    """Return the flags of a choice: what few may see, others may not quote, letters nobody."""
    if visibility is Visibility.PRIVATE:
        return choices & ~QUOTE_CHOICE | PostFlag.QUOTES_NOBODY
    return choices | QUOTE_CHOICE if visibility is Visibility.DIRECT else choices


def chosen_anew(post: Post, changes: Changes) -> PostFlag:
    """Return the flags of a post after another choice; None leaves one as it was."""
    flags = post.flags
    if changes.quote_choice is not None:
        flags = flags & ~QUOTE_CHOICE | changes.quote_choice
    if changes.reply_choice is not None:
        flags = flags & ~REPLY_CHOICE | changes.reply_choice
    return chosen(flags, post.visibility)


def may_quote(flags: int, *, own: bool, following: bool) -> bool:
    """Whether somebody who can see a post may quote it; `following` its author."""
    choice = PostFlag(flags) & QUOTE_CHOICE
    if choice == QUOTE_CHOICE:
        return False
    if own or not choice:
        return True
    return choice is PostFlag.QUOTES_FOLLOWERS and following


def may_reply(post: Post, *, by: AccountId, following: bool) -> bool:
    """Whether somebody who can see a post may answer it; the author and who is mentioned always."""
    if by == post.account_id or by in post.mentioned_ids:
        return True
    if PostFlag.REPLIES_MENTIONED in post.flags:
        return False
    return following or PostFlag.REPLIES_FOLLOWERS not in post.flags


def is_sensitive(flags: int, author_flags: int) -> bool:
    """Whether a post is shown as sensitive: its author says so, or the staff of all their media."""
    covered = bool(author_flags & AccountFlag.SENSITIVE and flags & PostFlag.MEDIA)
    return covered or bool(flags & PostFlag.SENSITIVE)
