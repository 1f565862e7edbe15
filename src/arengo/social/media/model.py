"""The nouns of media: a stored image or recording, and as much of it as a post carries along."""

from enum import IntEnum
from typing import Final

import msgspec

from arengo.base.ids import MediaId, PostId
from arengo.social.accounts.model import Picture

DESCRIPTION_MAX: Final = 1_500
Facts = dict[str, msgspec.Raw]


class MediaKind(IntEnum):
    """What a row is for. Numbers are stored and never reused."""

    IMAGE = 1  # for a post
    PROFILE = 2  # on its way to become an avatar or a header
    PREVIEW = 3  # on its way to become the small version of another
    VIDEO = 4
    LOOP = 5  # short and silent, shown as an animation
    AUDIO = 6


class MediaState(IntEnum):
    """Whether the files are there. Numbers are stored and never reused."""

    READY = 0
    STORING = 1
    PROCESSING = 2  # the preview is there, the recording is being made anew
    FAILED = 3


TYPES: Final = {
    MediaKind.IMAGE: "image",
    MediaKind.VIDEO: "video",
    MediaKind.LOOP: "loop",
    MediaKind.AUDIO: "audio",
}
RECORDINGS: Final = frozenset({MediaKind.VIDEO, MediaKind.AUDIO})


class Attached(msgspec.Struct, frozen=True, kw_only=True):
    """One attachment, as much of it as rendering needs; keys are whole names of files.

    Without a key it is still being made, or cannot be; sound without a cover has no small picture.
    """

    id: int
    type: str
    key: str | None
    small_key: str | None
    description: str | None = None
    blurhash: str | None = None
    meta: msgspec.Raw = msgspec.Raw(b"{}")


class Stored(msgspec.Struct, frozen=True, kw_only=True):
    """What an upload became: the names of its files and what is known about them."""

    key: str
    small_key: str | None
    type: str
    size_bytes: int
    meta: str = "{}"
    blurhash: str | None = None


class ProfileImage(msgspec.Struct, frozen=True, kw_only=True):
    """An avatar or a header whose files are there, and which nobody wears yet."""

    staged_id: MediaId
    picture: Picture


class Media(msgspec.Struct, frozen=True):
    """A row of `media`, in the order of `store.COLUMNS`."""

    id: MediaId
    kind: MediaKind
    state: MediaState
    post_id: PostId | None
    key: str
    small_key: str | None
    type: str
    description: str | None
    focus: str | None
    meta: str
    blurhash: str | None
    failure: str | None

    @property
    def attached(self) -> Attached:
        """Return what a post carries of it."""
        return Attached(
            id=self.id,
            type=TYPES[self.kind],
            key=self.key if self.state is MediaState.READY else None,
            small_key=self.small_key,
            description=self.description,
            blurhash=self.blurhash,
            meta=_with_focus(self.meta, self.focus),
        )


def _with_focus(meta: str, focus: str | None) -> msgspec.Raw:
    """Add the point that stays in sight when the image is cut, as clients know it."""
    if not focus:
        return msgspec.Raw(meta.encode())
    x, y = (float(number) for number in focus.split(","))
    facts = msgspec.json.decode(meta, type=Facts)
    facts["focus"] = msgspec.Raw(msgspec.json.encode({"x": x, "y": y}))
    return msgspec.Raw(msgspec.json.encode(facts))
