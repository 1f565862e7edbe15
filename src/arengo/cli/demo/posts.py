"""One post of the demo and how it is read from the files in content/."""

import re
from typing import Any, Final, Literal
from urllib.parse import urlsplit

import msgspec

from arengo.cli.demo.people import Language

Visibility = Literal["public", "unlisted", "private", "direct"]

MINUTES: Final = {"w": 7 * 24 * 60, "d": 24 * 60, "h": 60, "m": 1}
_AGE: Final = re.compile(r"(?:\d+[wdhm])(?: \d+[wdhm])*")
_MENTION: Final = re.compile(r"(?<![\w@/.])@([a-z0-9_]+)")
_HASHTAG: Final = re.compile(r"(?<![\w#&])#(\w+)")


class Picture(msgspec.Struct, frozen=True):
    """A drawing beside a post and its description in words."""

    drawing: str
    alt: str


class Poll(msgspec.Struct, frozen=True):
    """What a post asks; `votes` has for each option the names of who chose it."""

    options: tuple[str, ...]
    days: int
    votes: tuple[tuple[str, ...], ...]
    multiple: bool = False
    hidden: bool = False

    @property
    def voters(self) -> dict[str, tuple[int, ...]]:
        """Give for each name the options chosen, by their places."""
        names = dict.fromkeys(name for chosen in self.votes for name in chosen)
        return {
            name: tuple(place for place, chosen in enumerate(self.votes) if name in chosen)
            for name in names
        }


class Link(msgspec.Struct, frozen=True):
    """What an imagined page says of itself."""

    url: str
    title: str
    description: str
    provider: str


class Post(msgspec.Struct, frozen=True):
    """One post; names of people are user names, `reply_to` is the key of another post."""

    key: str
    author: str
    age_minutes: int
    text: str
    language: Language
    visibility: Visibility
    spoiler: str
    reply_to: str | None
    images: tuple[Picture, ...]
    edited_text: str | None
    favourited_by: tuple[str, ...]
    boosted_by: tuple[str, ...]
    bookmarked_by: tuple[str, ...]
    pinned: bool
    poll: Poll | None = None
    quote_of: str | None = None
    link: Link | None = None

    @property
    def mentions(self) -> frozenset[str]:
        """Give the user names that the post speaks to, before or after its edit."""
        return frozenset(_MENTION.findall(f"{self.text}\n{self.edited_text or ''}"))

    @property
    def hashtags(self) -> frozenset[str]:
        """Give the subjects named in the post, in lower case and without the sign."""
        return frozenset(tag.lower() for tag in _HASHTAG.findall(self.edited_text or self.text))


def posts_from(document: dict[str, Any]) -> tuple[Post, ...]:
    """Read the `[[post]]` rows of one file."""
    return tuple(_post(row) for row in document["post"])


def is_imagined(url: str) -> bool:
    """Tell whether nobody can ever live at an address: `.example` is kept free (RFC 2606)."""
    parts = urlsplit(url)
    return parts.scheme == "https" and (parts.hostname or "").endswith(".example")


def minutes_of(age: str) -> int:
    """Turn an age such as "2w 3d", "5h" or "1h 20m" into minutes."""
    if not _AGE.fullmatch(age):
        raise ValueError(f"not an age: {age!r}")
    return sum(int(part[:-1]) * MINUTES[part[-1]] for part in age.split())


def _post(row: dict[str, Any]) -> Post:
    return Post(
        key=row["key"],
        author=row["author"],
        age_minutes=minutes_of(row["age"]),
        text=row["text"].strip(),
        language=row["language"],
        visibility=row.get("visibility", "public"),
        spoiler=row.get("spoiler", ""),
        reply_to=row.get("reply_to"),
        images=tuple(Picture(image["drawing"], image["alt"]) for image in row.get("images", [])),
        edited_text=row.get("edited_text"),
        favourited_by=_names(row, "favourited_by"),
        boosted_by=_names(row, "boosted_by"),
        bookmarked_by=_names(row, "bookmarked_by"),
        pinned=row.get("pinned", False),
        poll=_poll(row["poll"]) if "poll" in row else None,
        quote_of=row.get("quote_of"),
        link=Link(**row["link"]) if "link" in row else None,
    )


def _poll(row: dict[str, Any]) -> Poll:
    return Poll(
        options=tuple(row["options"]),
        days=row["days"],
        multiple=row.get("multiple", False),
        hidden=row.get("hidden", False),
        votes=tuple(tuple(names.split()) for names in row["votes"]),
    )


def _names(row: dict[str, Any], column: str) -> tuple[str, ...]:
    return tuple(row.get(column, "").split())
