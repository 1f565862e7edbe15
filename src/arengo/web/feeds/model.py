"""The nouns of feeds: a feed, its items, and the files that go with them. Times in Unix ms."""

import msgspec


class Enclosure(msgspec.Struct, frozen=True, kw_only=True):
    """A picture or a recording."""

    url: str
    type: str
    alt: str = ""


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One post. `html` is clean; behind a content warning it is the warning and nothing else."""

    url: str
    title: str
    html: str
    author: str
    author_url: str
    at_ms: int
    changed_ms: int
    language: str = ""
    enclosures: tuple[Enclosure, ...] = ()


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """What everybody may see of a person or of a tag, newest first."""

    title: str
    page_url: str
    items: tuple[Item, ...]
    icon_url: str = ""
    description: str = ""
    since_ms: int = 0  # when it began: an empty feed was changed then

    @property
    def changed_ms(self) -> int:
        """Return when something in it was last written or edited."""
        return max((item.changed_ms for item in self.items), default=self.since_ms)
