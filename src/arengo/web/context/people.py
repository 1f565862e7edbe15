"""What lists of people and the pages between two people are told.

Template → what `render` needs besides `frame`:
parts/person.html: `person_row(person)`, `people(rows)` and `older_people(rows)` for any list;
parts/follow.html, parts/bar.html (pieces for htmx) → person: PersonRow, back: str
people/rows.html → heading: PeopleHeading, people: PeoplePage
people/requests.html → people: PeoplePage
people/mute.html, people/block.html, people/note.html → form: Form, person: PersonRow
people/lists.html → form: Form, person: PersonRow, lists: tuple[ListChoice, …]
"""

from dataclasses import dataclass, field
from typing import Literal

from arengo.web.context import AccountView

PeopleKind = Literal["followers", "following", "favourites", "boosts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """What is between whoever reads and somebody else."""

    following: bool = False
    boosts: bool = False  # of theirs are wanted at home
    bell: bool = False
    followed_by: bool = False
    requested: bool = False
    asks: bool = False  # to follow whoever reads
    blocking: bool = False
    blocked_by: bool = False
    muting: bool = False
    muted_until_ms: int | None = None
    endorsed: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """Somebody in a list. `between` is None for oneself, and while nobody is signed in."""

    account: AccountView
    path: str  # /@nives: their page and what is done to them are below it
    about: str = ""  # as they wrote it
    locked: bool = False
    between: Between | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage:
    """One page of a list of people, and where it goes on."""

    rows: tuple[PersonRow, ...] = ()
    older_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleHeading:
    """Of what a list of people is: of a person (followers, following) or of a post."""

    kind: PeopleKind
    name: str
    back_url: str
    hidden: bool = False  # they keep the list to themselves
    indexable: bool = field(default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListChoice:
    """One of one's lists, and whether somebody is in it."""

    id: str
    title: str
    chosen: bool
