"""What lists of people, profiles and the pages between two people are told.

Template → what `render` needs besides `frame`:
parts/person.html → `person_row(person)`, `people(rows)` and `older_people(page)` for any list
parts/follow.html, parts/relation.html (pieces for htmx) → person: PersonRow, back: str
people/followers.html → owner: AccountView, kind: "followers" | "following", hidden: bool,
  rows: PeoplePage
people/requests.html → people: PeoplePage, waiting: int
people/block.html, people/mute.html, people/note.html → form: Form, person: PersonRow
people/languages.html → form: Form, person: PersonRow, tongues: tuple[TongueChoice, …]
people/lists.html → form: Form, person: PersonRow, lists: tuple[ListChoice, …]
team.html → roles: tuple[TeamRole, …]
profiles/posts.html → head: ProfileHead, listing: Listing
profiles/tagged.html → head: ProfileHead, name: str, listing: Listing
profiles/about.html → head: ProfileHead, about: ProfileAbout, form: Form (its owner's, for a tag)
"""

from typing import Literal

import msgspec

from arengo.web.context import AccountView, Profile

ProfileTab = Literal["posts", "replies", "media", "about"]


class Between(msgspec.Struct, frozen=True, kw_only=True):
    """What is between whoever reads and somebody else."""

    following: bool = False
    boosts: bool = False  # of theirs are wanted at home
    bell: bool = False
    languages: tuple[str, ...] = ()  # of theirs that are wanted; none is all
    followed_by: bool = False
    requested: bool = False
    asks: bool = False  # to follow whoever reads
    blocking: bool = False
    blocked_by: bool = False
    muting: bool = False
    muted_until_ms: int | None = None
    endorsed: bool = False
    note: str = ""


class PersonRow(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody in a list. `between` is None for oneself, and while nobody is signed in."""

    account: AccountView
    path: str  # /@nives: their page and what is done to them are below it
    about: str = ""  # as they wrote it
    locked: bool = False
    between: Between | None = None


class PeoplePage(msgspec.Struct, frozen=True, kw_only=True):
    """One page of a list of people, and where it goes on."""

    rows: tuple[PersonRow, ...] = ()
    older_url: str = ""


class ListChoice(msgspec.Struct, frozen=True, kw_only=True):
    """One of one's lists, and whether somebody is in it."""

    id: str
    title: str
    chosen: bool


class TeamRole(msgspec.Struct, frozen=True, kw_only=True):
    """A role with who has it and what they may do, by the keys of `staff_words`."""

    key: str
    permissions: tuple[str, ...]
    people: tuple[PersonRow, ...]


class TongueChoice(msgspec.Struct, frozen=True, kw_only=True):
    """A language, and whether one wants somebody's posts in it; the likely ones stand first."""

    code: str
    name: str
    chosen: bool = False
    likely: bool = False


class ProfileHead(msgspec.Struct, frozen=True, kw_only=True):
    """Who somebody is, over each of their tabs, and what they are to whoever reads."""

    profile: Profile
    person: PersonRow
    tab: ProfileTab
    own: bool = False
    waiting: int = 0  # who ask to follow; only the owner is told
    known: tuple[AccountView, ...] = ()  # whom the reader follows, and who follow this person
    known_more: int = 0
    shows_media: bool = True
    withheld: bool = False  # a block keeps from the reader what they published
    memorial: bool = False
    moved_to: AccountView | None = None
    desk_path: str = ""  # where staff acts on them; empty for everybody else


class FeaturedLine(msgspec.Struct, frozen=True, kw_only=True):
    """A tag that somebody features, and how many of their posts have it."""

    name: str
    posts: int


class CollectionLine(msgspec.Struct, frozen=True, kw_only=True):
    """A collection that somebody made."""

    url: str
    name: str
    language: str
    people: int


class ProfileAbout(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody features; `limited`: the team shows their posts to followers only."""

    limited: bool = False
    tags: tuple[FeaturedLine, ...] = ()
    suggested: tuple[str, ...] = ()  # tags that the owner could feature
    endorsed: tuple[PersonRow, ...] = ()
    collections: tuple[CollectionLine, ...] = ()
