"""Profiles, lists of people, and the pages between two of them."""

from collections.abc import Mapping
from typing import Any, Final

from msgspec.structs import replace

from arengo.base.clock import DAY_MS
from arengo.web import context as c
from arengo.web.context import people as p
from tests.web.samples.base import (
    AVATAR,
    BAKERY,
    BASTIEN,
    HAZEL,
    HIDING,
    LIBRARY,
    LISTING,
    NIVES,
    NOW,
    PROFILE,
)

STRANGER: Final = p.Between()
FRIEND: Final = p.Between(
    following=True,
    boosts=True,
    bell=True,
    languages=("it", "zh-TW"),
    followed_by=True,
    endorsed=True,
    note="Knows <b>everything</b> about bread.",
)
ASKING: Final = p.Between(asks=True, followed_by=True, muting=True, muted_until_ms=NOW + DAY_MS)
WAITING: Final = p.Between(requested=True, muting=True)
FOLLOWED: Final = p.Between(following=True)
BLOCKED: Final = p.Between(blocking=True)
BLOCKING: Final = p.Between(blocked_by=True)


def row(account: c.AccountView, between: p.Between | None, *, locked: bool = False) -> p.PersonRow:
    return p.PersonRow(
        account=account,
        path=f"/@{account.handle}",
        about='Bread, <i>rolls</i>, "patience".',
        locked=locked,
        between=between,
    )


ROWS: Final = (
    row(LIBRARY, STRANGER),
    row(HAZEL, FRIEND),
    row(BAKERY, STRANGER, locked=True),
    replace(row(BASTIEN, WAITING), about=""),
    row(NIVES, None),
    row(HIDING, BLOCKED),
    row(LIBRARY, BLOCKING),
)
PAGE: Final = p.PeoplePage(rows=ROWS, older_url="/@biblioteca/followers?before=117")
HEAD: Final = p.ProfileHead(profile=PROFILE, person=row(LIBRARY, None), tab="posts")
OPEN: Final = replace(
    HEAD,
    person=row(LIBRARY, FRIEND),
    known=(HAZEL, BAKERY, NIVES),
    known_more=2,
    memorial=True,
    moved_to=HAZEL,
)
SHORT: Final = replace(PROFILE, fields=(), note_html="", header_url=AVATAR, account=HIDING)
EMPTY: Final = c.Listing(posts=())
ABOUT: Final = p.ProfileAbout(
    limited=True,
    tags=(p.FeaturedLine(name="città", posts=12), p.FeaturedLine(name="bread", posts=1)),
    endorsed=ROWS[:2],
    collections=(
        p.CollectionLine(
            url="https://montelarco.example/collections/1", name="Chi sa", language="it", people=3
        ),
    ),
)
TAG: Final = c.Form(action="/featured_tags")
TEAM: Final = (p.TeamRole(key="owner", permissions=("ADMINISTRATOR",), people=(row(NIVES, None),)),)
TONGUES: Final = (
    p.TongueChoice(code="de", name="German"),
    p.TongueChoice(code="it", name="Italian", chosen=True, likely=True),
)
LISTS: Final = (
    p.ListChoice(id="11", title="Neighbours", chosen=True),
    p.ListChoice(id="12", title="<Bread>", chosen=False),
)


def _profile(head: p.ProfileHead, listing: c.Listing = EMPTY) -> tuple[str, dict[str, Any]]:
    return "profiles/posts.html", {"head": head, "listing": listing}


def _ask(template: str, **told: object) -> tuple[str, dict[str, Any]]:
    form = c.Form(action="/@hazel/block", values={"duration": "1d", "notifications": "true"})
    return f"people/{template}.html", {"form": form, "person": ROWS[1], **told}


PAGES: dict[str, tuple[str, Mapping[str, Any]]] = {
    "profile": _profile(HEAD, LISTING),
    "profile-open": _profile(OPEN, LISTING),
    "profile-empty": _profile(replace(HEAD, profile=SHORT, tab="media")),
    "profile-own": _profile(replace(HEAD, own=True, waiting=2, tab="replies", shows_media=False)),
    "profile-asking": _profile(replace(HEAD, person=row(LIBRARY, ASKING, locked=True))),
    "profile-waiting": _profile(replace(HEAD, person=row(LIBRARY, WAITING, locked=True))),
    "profile-followed": _profile(replace(HEAD, person=row(LIBRARY, FOLLOWED))),
    "profile-blocked": _profile(replace(HEAD, person=row(LIBRARY, BLOCKED), withheld=True)),
    "profile-blocking": _profile(replace(HEAD, person=row(LIBRARY, BLOCKING), withheld=True)),
    "profile-about": (
        "profiles/about.html",
        {"head": replace(OPEN, tab="about", profile=SHORT), "about": ABOUT, "form": TAG},
    ),
    "profile-about-empty": (
        "profiles/about.html",
        {"head": replace(HEAD, tab="about"), "about": p.ProfileAbout(), "form": TAG},
    ),
    "profile-about-own": (
        "profiles/about.html",
        {
            "head": replace(HEAD, tab="about", own=True),
            "about": replace(ABOUT, suggested=("pane", "<b>")),
            "form": replace(
                TAG,
                values={"name": "12"},
                errors=(c.FieldError(field="name", key="tag_wrong"),),
            ),
        },
    ),
    "profile-about-blocked": (
        "profiles/about.html",
        {
            "head": replace(HEAD, tab="about", person=row(LIBRARY, BLOCKED), withheld=True),
            "about": p.ProfileAbout(),
            "form": TAG,
        },
    ),
    "profile-tagged": (
        "profiles/tagged.html",
        {"head": replace(HEAD, profile=SHORT), "name": "città", "listing": LISTING},
    ),
    "profile-tagged-empty": (
        "profiles/tagged.html",
        {
            "head": replace(HEAD, person=row(LIBRARY, BLOCKED), withheld=True),
            "name": "bread",
            "listing": EMPTY,
        },
    ),
    "followers": (
        "people/followers.html",
        {"owner": LIBRARY, "kind": "followers", "hidden": False, "rows": PAGE},
    ),
    "following": (
        "people/followers.html",
        {"owner": NIVES, "kind": "following", "hidden": False, "rows": p.PeoplePage()},
    ),
    "following-hidden": (
        "people/followers.html",
        {"owner": LIBRARY, "kind": "following", "hidden": True, "rows": p.PeoplePage()},
    ),
    "requests": ("people/requests.html", {"people": PAGE, "waiting": 21}),
    "requests-none": ("people/requests.html", {"people": p.PeoplePage(), "waiting": 0}),
    "block": _ask("block"),
    "mute": _ask("mute"),
    "note": _ask("note"),
    "note-long": _ask(
        "note",
        form=c.Form(
            action="/@hazel/note",
            values={"comment": "<i>Bread</i>"},
            errors=(c.FieldError(field="comment", key="reason_long", values={"most": 2000}),),
        ),
    ),
    "team": ("team.html", {"roles": TEAM}),
    "team-none": ("team.html", {"roles": ()}),
    "person-languages": _ask("languages", tongues=TONGUES),
    "person-lists": _ask("lists", lists=LISTS),
    "person-lists-none": _ask("lists", lists=()),
}
