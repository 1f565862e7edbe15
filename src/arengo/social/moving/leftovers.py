"""Files of an archive that nothing is taken of, and why: its owner is told of each.

Those that hold nothing are not missed. Among the lines of an import each stands as its name, which
no entry of an archive is.
"""

import re
from pathlib import PurePosixPath
from typing import Final

from arengo.social.moving.members import Member
from arengo.social.moving.model import Kind

_NUMBERS: Final = "Whom it names is not taken: it says only their numbers at X"
_LETTERS: Final = "Letters are not taken: their readers are not here"
_FOREIGN: Final = "is not taken: these posts are elsewhere"
REASONS: Final = {
    Kind.MASTODON_ARCHIVE: {
        "likes.json": f"What you liked {_FOREIGN}",
        "bookmarks.json": "Bookmarks are not taken of an archive: bring their table, bookmarks.csv",
    },
    Kind.X_ARCHIVE: {
        "like.js": f"What you liked {_FOREIGN}",
        "bookmark.js": f"What you kept {_FOREIGN}",
        "follower.js": "Followers are not taken: they decide whom they follow here",
        "following.js": _NUMBERS,
        "block.js": _NUMBERS,
        "mute.js": _NUMBERS,
        "direct-messages.js": _LETTERS,
        "direct-messages-group.js": _LETTERS,
        "deleted-tweets.js": "What you deleted stays deleted",
        "community-tweet.js": "Posts in communities are not taken: they were for their members",
    },
}
_PART: Final = re.compile(r"-part\d{1,4}(?=\.js$)")
_EMPTY: Final = re.compile(rb'(=|"orderedItems"\s*:)\s*\[\s*\]')
_BEGINNING: Final = 4_096  # bytes


def left_out(kind: Kind, path: PurePosixPath, content: Member) -> str:
    """Return as what a file is told of; nothing for one that is not missed, or holds nothing."""
    name = _PART.sub("", path.name)
    known = name in REASONS[kind] and len(path.parts) <= 3  # noqa: PLR2004  ./data/x.js
    return name if known and not _EMPTY.search(content.read(_BEGINNING)) else ""


def reason_of(kind: Kind, line: str) -> str | None:
    """Return why a file is left out whose name stands in a line; None for any other line."""
    return REASONS[kind].get(line)
