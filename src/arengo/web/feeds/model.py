"""The nouns of feeds: a feed, its items, and the files that go with them. Times in Unix ms."""

from arengo.base.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A picture or a recording."""

    url: str
    type: str
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
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
