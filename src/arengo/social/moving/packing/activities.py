"""Posts, boosts and their author in the words of ActivityStreams, as in Mastodon's archives."""

from collections.abc import Collection, Mapping
from typing import Any, Final

import msgspec

from arengo.base.clock import iso, now_ms
from arengo.base.ids import AccountId, time_of
from arengo.providers.files import content_type_of
from arengo.social.accounts.model import Account, AccountFlag, Picture
from arengo.social.accounts.rendering import account_url, field_html, note_html, tag_url
from arengo.social.media.model import Attached
from arengo.social.posts.model import Post, PostFlag, Visibility
from arengo.social.posts.polls.model import Poll
from arengo.social.posts.rendering import content_html, mention_url, post_url

CONTEXT: Final = "https://www.w3.org/ns/activitystreams"
PUBLIC: Final = f"{CONTEXT}#Public"
Said = dict[str, Any]


class Writer(msgspec.Struct, frozen=True, kw_only=True):
    """Whose posts are written down, and who and what is named in them."""

    origin: str
    username: str
    names: Mapping[AccountId, str]
    polls: Mapping[int, Poll]
    boosted: Mapping[int, Post]

    @property
    def uri(self) -> str:
        """Return who it is."""
        return actor_uri(self.origin, self.username)


def actor_uri(origin: str, username: str) -> str:
    """Return what an account is called among servers."""
    return f"{origin}/users/{username}"


def post_uri(origin: str, username: str, post_id: int) -> str:
    """Return what a post is called among servers."""
    return f"{actor_uri(origin, username)}/statuses/{post_id}"


def attachment_path(media: Attached) -> str:
    """Return where in the archive a picture lies."""
    suffix = (media.key or "").rpartition(".")[2]
    return f"media_attachments/files/{media.id}.{suffix}"


def activity(writer: Writer, post: Post) -> Said | None:
    """Return a post or a boost; None for the boost of what its booster may not see any more."""
    uri = post_uri(writer.origin, writer.username, post.id)
    to, cc = _audience(writer, post)
    said = {
        "id": f"{uri}/activity",
        "type": "Create",
        "actor": writer.uri,
        "published": iso(time_of(post.id)),
        "to": to,
        "cc": cc,
    }
    if not post.boost_of_id:
        return {**said, "object": _note(writer, post, uri)}
    boosted = writer.boosted.get(post.boost_of_id)
    author = writer.names.get(boosted.account_id) if boosted else None
    if boosted is None or author is None:
        return None
    return {**said, "type": "Announce", "object": post_uri(writer.origin, author, boosted.id)}


def _note(writer: Writer, post: Post, uri: str) -> Said:
    origin = writer.origin
    content = str(content_html(post, origin=origin))
    to, cc = _audience(writer, post)
    said = {
        "id": uri,
        "type": "Note",
        "summary": post.spoiler or None,
        "inReplyTo": _answered(writer, post),
        "published": iso(time_of(post.id)),
        "url": post_url(origin, writer.username, post.id),
        "attributedTo": writer.uri,
        "to": to,
        "cc": cc,
        "sensitive": PostFlag.SENSITIVE in post.flags,
        "content": content,
        "contentMap": {post.language: content} if post.language else {},
        "source": {"content": post.text, "mediaType": "text/plain"},
        "attachment": [_document(each) for each in post.extra.media if each.key],
        "tag": [*_mentions(post, origin), *_tags(post, origin)],
    }
    if post.edited_ms:
        said["updated"] = iso(post.edited_ms)
    if post.quote_of_id and post.extra.quoted:
        said["quote"] = post_uri(origin, post.extra.quoted.username, post.quote_of_id)
    return said | _poll(writer.polls.get(post.id))


def _answered(writer: Writer, post: Post) -> str | None:
    whom = post.reply_to_account_id
    name = writer.names.get(whom) if whom else None
    return post_uri(writer.origin, name, post.reply_to_id) if name and post.reply_to_id else None


def _audience(writer: Writer, post: Post) -> tuple[list[str], list[str]]:
    followers = f"{writer.uri}/followers"
    named = [mention_url(each, origin=writer.origin) for each in post.extra.mentions]
    if post.visibility is Visibility.PUBLIC:
        return [PUBLIC], [followers, *named]
    if post.visibility is Visibility.UNLISTED:
        return [followers], [PUBLIC, *named]
    return ([followers], named) if post.visibility is Visibility.PRIVATE else (named, [])


def _document(media: Attached) -> Said:
    facts = msgspec.json.decode(media.meta)
    original, focus = facts.get("original", {}), facts.get("focus")
    said = {
        "type": "Document",
        "mediaType": content_type_of(media.key or ""),
        "url": attachment_path(media),
        "name": media.description,
        "blurhash": media.blurhash,
        "width": original.get("width"),
        "height": original.get("height"),
    }
    return {**said, "focalPoint": [focus["x"], focus["y"]]} if focus else said


def _mentions(post: Post, origin: str) -> list[Said]:
    return [
        {"type": "Mention", "href": mention_url(each, origin=origin), "name": f"@{each.acct}"}
        for each in post.extra.mentions
    ]


def _tags(post: Post, origin: str) -> list[Said]:
    return [
        {"type": "Hashtag", "href": tag_url(origin, each), "name": f"#{each}"}
        for each in post.extra.tags
    ]


def _poll(poll: Poll | None) -> Said:
    """Say how a poll stands; its author is told no more of it than everybody."""
    if poll is None:
        return {}
    shown = poll.shows_tallies(now_ms())
    options = [
        {
            "type": "Note",
            "name": option,
            "replies": {"type": "Collection", "totalItems": votes if shown else 0},
        }
        for option, votes in zip(poll.options, poll.tallies, strict=False)
    ]
    kind = "anyOf" if poll.question.multiple else "oneOf"
    ends = {"endTime": iso(poll.ends_ms), "votersCount": poll.voters}
    return {"type": "Question", kind: options, **ends}


def actor(account: Account, origin: str) -> Said:
    """Return who somebody is."""
    uri = actor_uri(origin, account.username)
    said: Said = {
        "@context": CONTEXT,
        "id": uri,
        "type": "Service" if AccountFlag.BOT in account.flags else "Person",
        "preferredUsername": account.username,
        "name": account.display_name,
        "summary": str(note_html(account, origin=origin)),
        "url": account_url(origin, account.username),
        "published": iso(time_of(account.id)),
        "manuallyApprovesFollowers": account.locked,
        "discoverable": AccountFlag.DISCOVERABLE in account.flags,
        "indexable": AccountFlag.INDEXABLE in account.flags,
        "attachment": [
            {
                "type": "PropertyValue",
                "name": each.name,
                "value": str(field_html(each.value, origin=origin)),
            }
            for each in account.fields
        ],
        **{name: f"{name}.json" for name in ("outbox", "likes", "bookmarks")},
    }
    for word, name, picture in pictures(account):
        shown = {"type": "Image", "mediaType": picture.type, "url": name}
        said[word] = {**shown, "name": picture.description} if picture.description else shown
    return said


def pictures(account: Account) -> list[tuple[str, str, Picture]]:
    """Return the pictures of a profile: what ActivityStreams calls it, its file, what it is."""
    worn = (("icon", "avatar", account.avatar), ("image", "header", account.header))
    return [
        (word, f"{name}.{picture.key.rpartition('.')[2]}", picture)
        for word, name, picture in worn
        if picture
    ]


def authors(posts: Collection[Post]) -> set[AccountId]:
    """Return whose names are needed to write posts down."""
    answered = {post.reply_to_account_id for post in posts}
    return {each for each in answered if each} | {post.account_id for post in posts}
