"""The words by which clients choose who may quote and who may answer a status."""

from typing import Final

from arengo.base.errors import Invalid
from arengo.social.posts.model import QUOTE_CHOICE, REPLY_CHOICE, UNCHOSEN, PostFlag

_QUOTES: Final = {
    "public": UNCHOSEN,
    "followers": PostFlag.QUOTES_FOLLOWERS,
    "nobody": PostFlag.QUOTES_NOBODY,
}
_REPLIES: Final = {
    "everyone": UNCHOSEN,
    "ask": PostFlag.REPLIES_ASK,
    "followers": PostFlag.REPLIES_FOLLOWERS,
    "mentioned": PostFlag.REPLIES_MENTIONED,
}
_QUOTE_NAMES: Final = {int(choice): name for name, choice in _QUOTES.items()}
_REPLY_NAMES: Final = {int(choice): name for name, choice in _REPLIES.items()}


def quote_choice(name: str | None) -> PostFlag | None:
    """Return the flags of a quote policy; raises Invalid for a word that is none."""
    return _choice(_QUOTES, name, "Quote approval policy")


def reply_choice(name: str | None) -> PostFlag | None:
    """Return the flags of a reply policy; raises Invalid for a word that is none."""
    return _choice(_REPLIES, name, "Reply policy")


def choices(*, quote: str | None, reply: str | None, local_only: bool) -> PostFlag:
    """Return all flags that the author of a new status chooses."""
    local = PostFlag.LOCAL_ONLY if local_only else UNCHOSEN
    return (quote_choice(quote) or UNCHOSEN) | (reply_choice(reply) or UNCHOSEN) | local


def quote_policy(flags: PostFlag) -> str:
    """Return the word for who may quote a status, as its author chose."""
    return _QUOTE_NAMES.get(int(flags & QUOTE_CHOICE), "nobody")


def reply_policy(flags: PostFlag) -> str:
    """Return the word for who may answer a status."""
    return _REPLY_NAMES.get(int(flags & REPLY_CHOICE), "mentioned")


def _choice(known: dict[str, PostFlag], name: str | None, what: str) -> PostFlag | None:
    if not name:
        return None
    if name not in known:
        raise Invalid(f"Validation failed: {what} is not included in the list")
    return known[name]
