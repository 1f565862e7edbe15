"""What the files of the search learn of posts and people."""

from collections.abc import Collection

from arengo.social.accounts.model import AccountFlag
from arengo.social.accounts.queries import accounts_by_id, versions_by_id
from arengo.social.posts.cards.queries import cards_of
from arengo.social.posts.model import Post
from arengo.social.posts.queries import posts_by_id
from arengo.social.search.facts import facts_of
from arengo.social.search.words import indexed, plain_name
from arengo.storage import ReadTransaction
from arengo.storage.sidecar import Document


def documents_of_posts(tx: ReadTransaction, ids: Collection[int]) -> list[Document]:
    """Return those of the posts that are there and say something of their own; boosts do not."""
    posts = [post for post in posts_by_id(tx, ids).values() if post.boost_of_id is None]
    people = versions_by_id(tx, {post.account_id for post in posts})
    embedding = {post_id for post_id, card in cards_of(tx, posts).items() if card.embeds}
    return [
        Document(
            id=post.id,
            body=indexed(_text(post)),
            facts=facts_of(
                post, author_flags=people[post.account_id].flags, embeds=post.id in embedding
            ),
        )
        for post in posts
        if post.account_id in people
    ]


def documents_of_people(tx: ReadTransaction, ids: Collection[int]) -> list[Document]:
    """Return those of the people who can be found by a name."""
    return [
        Document(id=each.id, body=plain_name(f"{each.username} {each.display_name}"))
        for each in accounts_by_id(tx, ids).values()
        if AccountFlag.DELETED not in each.flags
    ]


def _text(post: Post) -> str:
    described = [each.description for each in post.extra.media if each.description]
    asked = post.extra.poll.options if post.extra.poll else ()
    return "\n".join([post.spoiler, post.text, *described, *asked])
