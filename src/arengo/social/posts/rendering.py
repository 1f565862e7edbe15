"""A post as HTML and addresses: what every door shows of it alike."""

from urllib.parse import urlsplit

from arengo.base.ids import PostId
from arengo.base.text import Html, MentionTarget, render_post
from arengo.social.accounts.rendering import account_url, tag_url
from arengo.social.posts.model import Mention, Post


def post_url(origin: str, username: str, post_id: PostId) -> str:
    """Return the address that people pass on."""
    return f"{account_url(origin, username)}/{post_id}"


def mention_url(mention: Mention, *, origin: str) -> str:
    """Return where the profile of somebody who is named is."""
    return mention.url or account_url(origin, mention.username)


def content_html(post: Post, *, origin: str) -> Html:
    """Return the text of a post as HTML."""
    targets = {
        key: MentionTarget(mention.username, mention_url(mention, origin=origin))
        for mention in post.extra.mentions
        for key in _handles(mention, origin)
    }
    return render_post(post.text, mentions=targets, tag_url=lambda name: tag_url(origin, name))


def _handles(mention: Mention, origin: str) -> tuple[str, ...]:
    """Return how a text may name somebody: people of this server also with its name behind."""
    acct = mention.acct.lower()
    return (acct,) if "@" in acct else (acct, f"{acct}@{urlsplit(origin).netloc.lower()}")
