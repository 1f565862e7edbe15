"""What the pages of what somebody keeps are told: bookmarks, favourites, lists, tags.

kept → kind: "bookmarks" | "favourites", listing: Listing
lists/all → form: Form, lists: tuple[ListRow, …], full: bool
lists/one → chosen: ListRow, listing: Listing
lists/members → chosen: ListRow, form: Form, members: Members
followed_tags → form: Form, tags: FollowedTags
"""

import msgspec

from arengo.web.context import AccountView


class ListRow(msgspec.Struct, frozen=True, kw_only=True):
    """One of one's lists."""

    title: str
    url: str
    exclusive: bool = False
    replies: str = "list"  # none, list or followed
    feed_url: str  # at an address that only its owner is told


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody in a list, or who could be."""

    account: AccountView
    account_id: str
    action: str  # takes them out


class Members(msgspec.Struct, frozen=True, kw_only=True):
    """Who is in a list, last added first; and whom one could add."""

    people: tuple[Member, ...]
    asked: str = ""  # the name that was looked for
    found: tuple[Member, ...] = ()
    add_action: str
    remove_list_action: str
    older_url: str = ""


class FollowedTagRow(msgspec.Struct, frozen=True, kw_only=True):
    """A tag that one follows."""

    name: str
    url: str


class FollowedTags(msgspec.Struct, frozen=True, kw_only=True):
    """A page of them, last followed first."""

    rows: tuple[FollowedTagRow, ...]
    unfollow_action: str
    older_url: str = ""
