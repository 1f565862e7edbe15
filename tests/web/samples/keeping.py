"""Bookmarks, favourites, lists and the tags that one follows."""

from collections.abc import Mapping
from typing import Any, Final

from msgspec.structs import replace

from arengo.web import context as c
from arengo.web.context import keeping as k
from tests.web.samples.base import BAKERY, BASTIEN, HAZEL, LAMPS, NIVES, TOWPATH

POSTS: Final = c.Listing(
    posts=(
        replace(LAMPS, id=2201, mine=c.Mine(bookmarked=True)),
        replace(TOWPATH, id=2202, mine=c.Mine(favourited=True)),
    ),
    older_url="/bookmarks?before=9",
)
NEIGHBOURS: Final = k.ListRow(
    title="Neighbours <of> mine", url="/lists/11", exclusive=True, feed_url="/lists/11/1/2f.rss"
)
MAKING: Final = c.Form(action="/lists")
CHANGING: Final = c.Form(
    action="/lists/11", values={"title": "Neighbours", "replies": "followed", "exclusive": "true"}
)
WRONG: Final = replace(
    CHANGING,
    errors=(
        c.FieldError(field="title", key="title_long", values={"most": 256}),
        c.FieldError(field="", key="lists_many"),
    ),
)


def member(account: c.AccountView, number: int) -> k.Member:
    return k.Member(
        account=account, account_id=str(number), action=f"/lists/11/members/{number}/remove"
    )


EMPTY: Final = k.Members(
    people=(), add_action="/lists/11/members", remove_list_action="/lists/11/remove"
)
FULL: Final = replace(
    EMPTY,
    people=(member(HAZEL, 1), member(BASTIEN, 2)),
    asked='forno "& co"',
    found=(member(BAKERY, 3), member(NIVES, 4)),
    older_url="/lists/11/members?before=3",
)
PAGES: dict[str, tuple[str, Mapping[str, Any]]] = {
    "bookmarks": ("kept.html", {"kind": "bookmarks", "listing": POSTS}),
    "favourites": ("kept.html", {"kind": "favourites", "listing": POSTS}),
    "bookmarks-none": ("kept.html", {"kind": "bookmarks", "listing": c.Listing(posts=())}),
    "favourites-none": ("kept.html", {"kind": "favourites", "listing": c.Listing(posts=())}),
    "lists": (
        "lists/all.html",
        {
            "form": MAKING,
            "lists": (NEIGHBOURS, replace(NEIGHBOURS, exclusive=False, url="/lists/12")),
            "full": False,
        },
    ),
    "lists-none": (
        "lists/all.html",
        {
            "form": replace(MAKING, errors=(c.FieldError(field="title", key="title_blank"),)),
            "lists": (),
            "full": False,
        },
    ),
    "lists-full": ("lists/all.html", {"form": MAKING, "lists": (NEIGHBOURS,), "full": True}),
    "list": ("lists/one.html", {"chosen": NEIGHBOURS, "listing": POSTS}),
    "list-empty": ("lists/one.html", {"chosen": NEIGHBOURS, "listing": c.Listing(posts=())}),
    "list-members": (
        "lists/members.html",
        {"chosen": NEIGHBOURS, "form": CHANGING, "members": FULL},
    ),
    "list-members-none": (
        "lists/members.html",
        {"chosen": NEIGHBOURS, "form": WRONG, "members": replace(EMPTY, asked="nobody")},
    ),
    "followed-tags": (
        "followed_tags.html",
        {
            "form": c.Form(action="/followed_tags"),
            "tags": k.FollowedTags(
                rows=(k.FollowedTagRow(name="nebbia", url="/tags/nebbia"),),
                unfollow_action="/followed_tags/remove",
                older_url="/followed_tags?before=8",
            ),
        },
    ),
    "followed-tags-none": (
        "followed_tags.html",
        {
            "form": c.Form(
                action="/followed_tags",
                values={"name": "<not> one"},
                errors=(c.FieldError(field="name", key="tag_wrong"),),
            ),
            "tags": k.FollowedTags(rows=(), unfollow_action="/followed_tags/remove"),
        },
    ),
}
