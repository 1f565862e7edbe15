"""What is true of a post besides its words, as words that nobody reads: `hmedia`, `u123`, `len`."""

from functools import lru_cache
from typing import Final

from arengo.base.text import find_links
from arengo.social.accounts.model import AccountFlag
from arengo.social.posts.model import Post, PostFlag, Visibility
from arengo.social.posts.policy import is_sensitive

ANY: Final = "any"  # of every post
OPEN: Final = "open"  # public, by somebody who lets everybody find it
HAS: Final = {
    "media": "hmedia",
    "image": "himage",
    "video": "hvideo",
    "audio": "haudio",
    "poll": "hpoll",
    "link": "hlink",
    "embed": "hembed",
    "quote": "hquote",
}
IS: Final = {"reply": "ireply", "sensitive": "isensitive", "quote": "hquote"}
_INDEXABLE: Final = int(AccountFlag.INDEXABLE)
_TYPES: Final = {"image": "himage", "video": "hvideo", "gifv": "hvideo", "audio": "haudio"}
_FLAGS: Final = {
    PostFlag.MEDIA: "hmedia",
    PostFlag.POLL: "hpoll",
    PostFlag.QUOTE: "hquote",
    PostFlag.REPLY: "ireply",
}


def author_fact(account_id: int) -> str:
    """Return the fact that somebody wrote it."""
    return f"u{account_id}"


def mention_fact(account_id: int) -> str:
    """Return the fact that somebody is named in it."""
    return f"m{account_id}"


def language_fact(code: str) -> str:
    """Return the fact of a language."""
    return "l" + "".join(each for each in code.lower() if each.isalnum())


@lru_cache(maxsize=1024)
def _of_flags(flags: int) -> tuple[str, ...]:
    return tuple(fact for flag, fact in _FLAGS.items() if flag & flags)


def facts_of(post: Post, *, author_flags: int, embeds: bool) -> str:
    """Return all that is true of a post by an author with these flags; its card may embed."""
    facts = {ANY, author_fact(post.account_id)}
    facts.update(mention_fact(each) for each in post.mentioned_ids)
    facts.update(_of_flags(int(post.flags)))
    facts.update(fact for each in post.extra.media if (fact := _TYPES.get(each.type)))
    if is_sensitive(post.flags, author_flags):
        facts.add(IS["sensitive"])
    if author_flags & _INDEXABLE and post.visibility is Visibility.PUBLIC:
        facts.add(OPEN)
    if post.language:
        facts.add(language_fact(post.language))
    if find_links(post.text):
        facts.add(HAS["link"])
    if embeds:
        facts.add(HAS["embed"])
    return " ".join(sorted(facts))
