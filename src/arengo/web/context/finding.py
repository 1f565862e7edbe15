"""What the pages of finding are told: search, explore, tags.

search → search: Search
explore/posts → explored: Explored · explore/tags → explored: Explored
explore/people → meeting: Meeting
tag → name: str, listing: Listing, tag: TagRow
"""

from typing import Literal

import msgspec

from arengo.web.context import PostView
from arengo.web.context.people import PersonRow

Reason = Literal["team", "friends", "liked"]


class DayView(msgspec.Struct, frozen=True, kw_only=True):
    """Uses of a tag on one day; `height` of 100 is the most of the days shown."""

    at_ms: int
    uses: int
    height: int


class TagRow(msgspec.Struct, frozen=True, kw_only=True):
    """A tag with its last seven days, the oldest first."""

    name: str
    url: str
    days: tuple[DayView, ...]
    uses: int
    people: int  # today
    following: bool | None = None  # None while nobody is signed in


class Popular(msgspec.Struct, frozen=True, kw_only=True):
    """A post that many like; `approved`: the team says that it may stand there."""

    post: PostView
    approved: bool = False


class Explored(msgspec.Struct, frozen=True, kw_only=True):
    """What many talk of, the strongest first, and by which rule."""

    posts: tuple[Popular, ...] = ()
    tags: tuple[TagRow, ...] = ()
    least: int  # people that it takes
    reviewed: bool = False  # nothing is shown that the team has not approved
    older_url: str = ""


class FoundPerson(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody whom one could follow, and why they are suggested."""

    person: PersonRow
    reasons: tuple[Reason, ...] = ()
    dismiss_action: str


class Meeting(msgspec.Struct, frozen=True, kw_only=True):
    """People to meet: suggested ones, and others who want to be found."""

    suggested: tuple[FoundPerson, ...] = ()
    others: tuple[FoundPerson, ...] = ()
    older_url: str = ""


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """What was looked for, and what was found."""

    q: str = ""
    kind: str = ""  # people, tags, posts; empty: some of each
    people: tuple[PersonRow, ...] = ()
    tags: tuple[TagRow, ...] = ()
    posts: tuple[PostView, ...] = ()
    more_people: str = ""  # where all of them are
    more_tags: str = ""
    older_url: str = ""
    searches_posts: bool = False  # only for whoever is signed in
    tabs: tuple[tuple[str, str], ...] = ()  # (address, kind) each
