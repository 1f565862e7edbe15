"""What the demo has besides people and posts: their lists, a letter to everybody, newspapers."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import msgspec

from arengo.cli.demo.people import Follow, Language, Person
from arengo.cli.demo.posts import is_imagined, minutes_of


class Circle(msgspec.Struct, frozen=True):
    """A list of somebody, with whom they follow."""

    owner: str
    title: str
    members: tuple[str, ...]


class Letter(msgspec.Struct, frozen=True):
    """An open letter; its texts are (language, title, text)."""

    author: str
    by: str
    role: str
    place: str
    days: int
    texts: tuple[tuple[str, str, str], ...]


class Article(msgspec.Struct, frozen=True):
    """One article of a newspaper."""

    url: str
    title: str
    summary: str
    age_minutes: int


class Source(msgspec.Struct, frozen=True):
    """A newspaper, as its feed tells of it."""

    url: str
    title: str
    home: str
    language: Language
    articles: tuple[Article, ...]


class Town(msgspec.Struct, frozen=True):
    """All of it; a test may have none."""

    circles: tuple[Circle, ...] = ()
    letters: tuple[Letter, ...] = ()
    sources: tuple[Source, ...] = ()


NO_TOWN: Final = Town()


def town_from(document: dict[str, Any]) -> Town:
    """Read town.toml."""
    return Town(
        circles=tuple(_circle(row) for row in document["list"]),
        letters=(_letter(document["letter"]),),
        sources=tuple(_source(row) for row in document["source"]),
    )


def faults_in_town(
    town: Town, people: Sequence[Person], follows: Sequence[Follow]
) -> Iterator[str]:
    """Name everything wrong with lists, letters and newspapers."""
    names = {person.username for person in people}
    read = {(follow.follower, follow.followed) for follow in follows if not follow.pending}
    for circle in town.circles:
        strangers = [name for name in circle.members if (circle.owner, name) not in read]
        if strangers:
            yield f"{circle.title}: {circle.owner} does not follow {', '.join(strangers)}"
    for letter in town.letters:
        if letter.author not in names:
            yield f"nobody is called {letter.author}, who writes a letter"
    for source in town.sources:
        for url in (source.url, source.home, *(article.url for article in source.articles)):
            if not is_imagined(url):
                yield f"{source.title}: {url} could be an address of somebody"


def _circle(row: dict[str, Any]) -> Circle:
    return Circle(row["owner"], row["title"], tuple(row["members"].split()))


def _letter(row: dict[str, Any]) -> Letter:
    texts = tuple((each["language"], each["title"], each["text"].strip()) for each in row["text"])
    return Letter(row["author"], row["by"], row["role"], row["place"], row["days"], texts)


def _source(row: dict[str, Any]) -> Source:
    articles = tuple(
        Article(each["url"], each["title"], each["summary"], minutes_of(each["age"]))
        for each in row["article"]
    )
    return Source(row["url"], row["title"], row["home"], row["language"], articles)
