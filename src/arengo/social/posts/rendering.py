"""A post as HTML and addresses: what every door shows of it alike."""

from urllib.parse import urlsplit

from arengo.base.ids import PostId
from arengo.base.text import Html, MentionTarget, find_links, render_post
from arengo.social.accounts.rendering import account_url, tag_url
from arengo.social.posts.model import Mention, Post, Visibility


def is_open(post: Post) -> bool:
    """Say whether everybody may see a post."""
    return post.visibility in {Visibility.PUBLIC, Visibility.UNLISTED}


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
    html = render_post(post.text, mentions=targets, tag_url=lambda name: tag_url(origin, name))
    return Html(_quoted_html(post, origin) + html)


def _quoted_html(post: Post, origin: str) -> str:
    """Return a line that leads to what is quoted, for readers that cannot show quotes."""
    if post.quote_of_id is None or post.extra.quoted is None:
        return ""
    url = post_url(origin, post.extra.quoted.username, post.quote_of_id)
    if url in find_links(post.text):
        return ""
    return str(render_post(f"RE: {url}", mentions={}, tag_url=lambda name: name)).replace(
        "<p>", '<p class="quote-inline">', 1
    )


def _handles(mention: Mention, origin: str) -> tuple[str, ...]:
    """Return how a text may name somebody: people of this server also with its name behind."""
    acct = mention.acct.lower()
    return (acct,) if "@" in acct else (acct, f"{acct}@{urlsplit(origin).netloc.lower()}")
