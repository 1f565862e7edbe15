"""Loads the demo community and refuses it when anything in it contradicts itself."""

import tomllib
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, Final

import msgspec

from arengo.cli.demo.laws import faults_in_people, faults_in_posts
from arengo.cli.demo.people import Follow, Person, follows_from, people_from
from arengo.cli.demo.posts import Post, posts_from
from arengo.cli.demo.town import NO_TOWN, Town, faults_in_town, town_from

# Everything in content/ but these is a file of posts.
_PEOPLE: Final = "people.toml"
_FOLLOWS: Final = "follows.toml"
_TOWN: Final = "town.toml"


class Community(msgspec.Struct, frozen=True):
    """A whole small network: posts stand oldest first, so that they can be written in order."""

    people: tuple[Person, ...]
    follows: tuple[Follow, ...]
    posts: tuple[Post, ...]
    town: Town = NO_TOWN


class ContradictoryContent(ValueError):
    """The files of the demo disagree with one another; the message lists every fault."""


def load_community() -> Community:
    """Read every file of the demo and check it against its laws."""
    documents = _documents()
    people = people_from(documents.pop(_PEOPLE))
    follows = follows_from(documents.pop(_FOLLOWS))
    town = town_from(documents.pop(_TOWN))
    posts = [post for document in documents.values() for post in posts_from(document)]
    oldest_first = tuple(sorted(posts, key=lambda post: -post.age_minutes))
    return checked(Community(people, follows, oldest_first, town))


def house_rules() -> str:
    """Return the rules of the imagined place, one a line."""
    return (_folder() / "rules.txt").read_text("utf-8")


def checked(community: Community) -> Community:
    """Give the community back, or raise ContradictoryContent with all its faults."""
    people, follows, posts = community.people, community.follows, community.posts
    faults = [*faults_in_people(people, follows), *faults_in_posts(posts, people, follows)]
    faults += faults_in_town(community.town, people, follows)
    if faults:
        raise ContradictoryContent("\n".join(faults))
    return community


def _documents() -> dict[str, dict[str, Any]]:
    files = sorted(
        (file for file in _folder().iterdir() if file.name.endswith(".toml")),
        key=lambda file: file.name,
    )
    return {file.name: tomllib.loads(file.read_text("utf-8")) for file in files}


def _folder() -> Traversable:
    return resources.files("arengo.cli.demo") / "content"
