"""The streams one can listen to: their names, what they need, which posts enter the open ones."""

from typing import Final, NamedTuple

import msgspec

from arengo.base.text import tag_id
from arengo.social.posts.model import Post, PostFlag, Visibility

OF_TAGS: Final = frozenset({"hashtag", "hashtag:local"})
OF_PEOPLE: Final = frozenset({"user", "user:notification", "direct"})
_PUBLIC: Final = ("public", "public:local", "public:remote")
OF_PUBLIC: Final = frozenset({*_PUBLIC, *(f"{name}:media" for name in _PUBLIC)})
SIGNS: Final = "signs"  # of our own pages: that something came, and nothing of it; not for apps
KINDS: Final = OF_TAGS | OF_PEOPLE | OF_PUBLIC | {"list"}
_SCOPES: Final = {
    "user:notification": ("read:notifications",),
    "list": ("read:lists", "read:statuses"),
}
_encoder: Final = msgspec.json.Encoder()


class Stream(NamedTuple):
    """One stream: of an account, a list, a tag (`key`), or of everybody (0)."""

    kind: str
    key: int = 0

    @property
    def is_open(self) -> bool:
        """Tell whether the stream is the same for everybody."""
        return self.kind in OF_PUBLIC or self.kind in OF_TAGS


class Subscription(NamedTuple):
    """A stream as one listener calls it: the name goes out with each frame of a WebSocket."""

    stream: Stream
    label: str  # JSON


def subscription(kind: str, key: int = 0, *, name: str | None = None) -> Subscription:
    """Return a subscription; `name` is the tag or list as the listener wrote it."""
    words = [kind] if name is None else [kind, name]
    return Subscription(Stream(kind, key), _encoder.encode(words).decode())


def scopes_of(kind: str) -> tuple[str, ...]:
    """Return the scopes that a token needs for a stream."""
    return _SCOPES.get(kind, ("read:statuses",))


def open_streams(post: Post) -> list[Stream]:
    """Return the streams for everybody in which a post stands, as it stands in the timelines."""
    if post.visibility is not Visibility.PUBLIC or post.boost_of_id is not None:
        return []
    is_local = PostFlag.LOCAL in post.flags
    found = [Stream("hashtag", tag_id(name)) for name in post.extra.tags]
    if is_local:
        found += [Stream("hashtag:local", stream.key) for stream in found]
    if post.reply_to_account_id not in {None, post.account_id}:
        return found
    names = ["public", "public:local" if is_local else "public:remote"]
    if PostFlag.MEDIA in post.flags:
        names += [f"{name}:media" for name in names]
    return found + [Stream(name) for name in names]
