"""Which link of a post gets a card."""

from arengo.base.text import find_links
from arengo.social.posts.model import Post, PostFlag


def may_have_card(post: Post) -> bool:
    """Whether a post has a link at all; imported posts are too many to ask for."""
    return PostFlag.IMPORTED not in post.flags and bool(find_links(post.text))


def link_of(post: Post, *, origin: str) -> str | None:
    """Return the first link that leads away from this site, None when there is none."""
    for link in find_links(post.text):
        if not f"{link}/".startswith((f"{origin}/", f"{origin}?", f"{origin}#")):
            return link
    return None
