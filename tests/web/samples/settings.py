"""The pages of settings, each in its states."""

# People write with typographic quotes and dashes, so do the samples.

from collections.abc import Mapping
from typing import Any, Final

from msgspec.structs import replace

from arengo.base.clock import DAY_MS, HOUR_MS
from arengo.social.moving.model import Problem
from arengo.web import context as c
from arengo.web.context.filters import PLACES, FilteredView, FilterView, KeywordRow
from arengo.web.context.people import Between, PeoplePage, PersonRow
from arengo.web.context.settings import (
    AccountFacts,
    ArchiveView,
    Decision,
    ImportView,
    ProfilePictures,
    ServersPage,
    Standing,
)
from arengo.web.post_languages import post_languages
from arengo.web.scopes import explain_scopes
from tests.web.samples.base import AVATAR, BASTIEN, HAZEL, NIVES, NOW


def form(path: str, *errors: c.FieldError, **values: str) -> c.Form:
    """Return the form of a page, as it is filled in."""
    return c.Form(action=f"/settings/{path}", values=values, errors=errors)


def wrong(field: str, key: str, **values: object) -> c.FieldError:
    return c.FieldError(field=field, key=key, values=values)


PROFILE: Final = {
    "display_name": "Nives <b>Altobrando</b>",
    "note": "Bread, rivers, and what stands between them.",
    "avatar_description": "A woman with her hair up, before a green wall",
    "label_1": "Site",
    "value_1": "https://nives.example",
    "bot": "true",
}
FOG: Final = FilterView(
    id=7,
    url="/settings/filters/7",
    title="Fog <i>reports</i>",
    words=("nebbia", "brume", "brouillard", "fog", "smog", "haze", "mist"),
    posts=2,
    places=("home", "public"),
    action="hide",
    until_ms=NOW + DAY_MS,
)
ENDINGS: Final = FilterView(
    id=8,
    url="/settings/filters/8",
    title="Endings of novels",
    words=("spoiler",),
    posts=0,
    places=tuple(PLACES),
    action="warn",
    until_ms=NOW - DAY_MS,
    over=True,
)
HEARD: Final = PersonRow(
    account=HAZEL, path="/@hazel", about="Bells and bicycles", between=Between(muting=True)
)
RESTING: Final = PersonRow(
    account=BASTIEN,
    path="/@bastien@rivage.example",
    between=Between(muting=True, muted_until_ms=NOW + DAY_MS),
)
FOLLOWED: Final = ImportView(
    url="/settings/import/5",
    kind="following",
    state="working",
    at_ms=NOW - HOUR_MS,
    lines=1_412,
    done=700,
    taken=690,
    refused=10,
    problems=10,
    unfinished=True,
)
OLD_POSTS: Final = ImportView(
    url="/settings/import/4",
    kind="mastodon_archive",
    state="failed",
    at_ms=NOW - DAY_MS,
    lines=0,
    done=0,
    taken=0,
    refused=0,
    problems=0,
    unfinished=False,
    error="The archive cannot be read; is it whole?",
)
GIVEN_UP: Final = replace(OLD_POSTS, state="given_up", lines=900, done=12, taken=12, error="Broken")
BEING_MADE: Final = ArchiveView(
    state="working",
    at_ms=NOW,
    posts=120,
    todo=1_412,
    size_bytes=0,
    until_ms=None,
    url="",
    unfinished=True,
    discard_action="/settings/export/archive/3/discard",
)
MADE: Final = ArchiveView(
    state="done",
    at_ms=NOW - DAY_MS,
    posts=1_412,
    todo=1_412,
    size_bytes=31_000_000,
    until_ms=NOW + 6 * DAY_MS,
    url="/archives/3/abc",
    unfinished=False,
    discard_action="/settings/export/archive/3/discard",
)
READER: Final = c.AuthorizedApp(
    app=c.AppView(name="Lantern <b>", website="https://lantern.example"),
    groups=explain_scopes(["read", "write:statuses", "push"]),
    granted_at_ms=NOW - 30 * DAY_MS,
    used_at_ms=NOW,
    revoke_action="/settings/apps/9/remove",
)
SHOWN: Final = c.Profile(
    account=NIVES,
    note_html="",
    created_at_ms=NOW - 400 * DAY_MS,
    posts=12,
    followers=3,
    following=4,
    fields=(
        c.ProfileField(
            name="Site",
            html='<a href="https://nives.example" rel="me">nives.example</a>',
            verified_at_ms=NOW - DAY_MS,
        ),
        c.ProfileField(name="Bread", html="sour", verified_at_ms=None),
    ),
)

PROOF: Final = '<a rel="me" href="https://montelarco.example/@nives">nives</a>'

PAGES: dict[str, tuple[str, Mapping[str, Any]]] = {
    "settings": ("settings/overview.html", {}),
    "settings-profile": (
        "settings/profile.html",
        {
            "form": form("profile", **PROFILE),
            "pictures": ProfilePictures(avatar_url=AVATAR, header_url=AVATAR),
        },
    ),
    "settings-profile-wrong": (
        "settings/profile.html",
        {
            "form": form(
                "profile",
                wrong("", "expired"),
                wrong("avatar", "picture_big", most=16),
                wrong("label_2", "label_missing"),
                value_2="the word is missing",
            ),
            "pictures": ProfilePictures(),
        },
    ),
    "settings-account": (
        "settings/account.html",
        {
            "account": AccountFacts(
                address="@nives@montelarco.example",
                since_ms=NOW - 400 * DAY_MS,
                email="nives@posta.example",
                new_email="altobrando@posta.example",
                posts=1_412,
                kept_bytes=120_000_000,
                most_bytes=5_000_000_000,
                may_invite=True,
                judged=True,
            )
        },
    ),
    "settings-standing": (
        "settings/standing.html",
        {
            "standing": Standing(
                limited=True,
                covered=True,
                decisions=(
                    Decision(what="silence", at_ms=NOW - DAY_MS),
                    Decision(what="sensitive", at_ms=NOW - 2 * DAY_MS),
                    Decision(what="enable", at_ms=NOW - 9 * DAY_MS),
                    Decision(what="disable", at_ms=NOW - 10 * DAY_MS),
                ),
            ),
            "email": "redazione@montelarco.example",
        },
    ),
    "settings-standing-good": ("settings/standing.html", {"standing": Standing(), "email": ""}),
    "settings-privacy": (
        "settings/privacy.html",
        {"form": form("privacy", locked="true", show_media="true")},
    ),
    "settings-verification": (
        "settings/verification.html",
        {"profile": SHOWN, "proof": PROOF},
    ),
    "settings-verification-none": (
        "settings/verification.html",
        {"profile": replace(SHOWN, fields=()), "proof": PROOF},
    ),
    "settings-writing": (
        "settings/writing.html",
        {
            "form": form("writing", visibility="unlisted", quote_policy="public", language="it"),
            "tongues": post_languages("en")[:12],
        },
    ),
    "settings-timeline": (
        "settings/timeline.html",
        {"form": form("timeline", endless="true", expand_media="default")},
    ),
    "settings-appearance": (
        "settings/appearance.html",
        {"form": form("appearance", theme="dark", shortcuts="true")},
    ),
    "settings-language": (
        "settings/language.html",
        {"form": form("language", pages="it", letters="fr")},
    ),
    "settings-notifications": (
        "settings/notifications.html",
        {"form": form("notifications", private_mentions="filter"), "waiting": 3},
    ),
    "settings-mutes": (
        "settings/mutes.html",
        {
            "form": form("mutes", wrong("name", "nobody"), name="hazl"),
            "people": PeoplePage(rows=(HEARD, RESTING), older_url="/settings/mutes?before=5"),
        },
    ),
    "settings-mutes-none": ("settings/mutes.html", {"form": form("mutes"), "people": PeoplePage()}),
    "settings-blocks": (
        "settings/blocks.html",
        {"form": form("blocks"), "people": PeoplePage(rows=(HEARD,))},
    ),
    "settings-blocks-none": (
        "settings/blocks.html",
        {"form": form("blocks", wrong("name", "oneself"), name="nives"), "people": PeoplePage()},
    ),
    "settings-domains": (
        "settings/domains.html",
        {
            "form": form("domains", wrong("domain", "domain_wrong"), domain="no name"),
            "servers": ServersPage(
                names=("altrove.example", "rivage.example"), older_url="/settings/domains?before=5"
            ),
        },
    ),
    "settings-domains-none": (
        "settings/domains.html",
        {"form": form("domains"), "servers": ServersPage()},
    ),
    "settings-apps": ("settings/apps.html", {"apps": (READER,)}),
    "settings-apps-none": ("settings/apps.html", {"apps": ()}),
    "settings-imports": (
        "settings/imports.html",
        {
            "form": form("import", mode="merge"),
            "imports": (FOLLOWED, OLD_POSTS, GIVEN_UP),
            "most_mb": 2_048,
        },
    ),
    "settings-imports-wrong": (
        "settings/imports.html",
        {
            "form": form(
                "import", wrong("data", "file_missing"), mode="overwrite", kind="bookmarks"
            ),
            "imports": (),
            "most_mb": 2_048,
        },
    ),
    "settings-import": (
        "settings/import.html",
        {
            "each": FOLLOWED,
            "problems": (
                Problem(3, "nobody@altrove.example", "Record not found"),
                Problem(9, "“<b>bold</b>”", "Its picture could not be read", taken=True),
            ),
            "older_url": "/settings/import/5?after=9",
        },
    ),
    "settings-import-whole": (
        "settings/import.html",
        {"each": FOLLOWED, "problems": (), "older_url": ""},
    ),
    "settings-exports": (
        "settings/exports.html",
        {"form": form("export/archive"), "archive": None, "every_days": 7},
    ),
    "settings-exports-working": (
        "settings/exports.html",
        {
            "form": form("export/archive", wrong("", "archive_later", days=7)),
            "archive": BEING_MADE,
            "every_days": 7,
        },
    ),
    "settings-exports-made": (
        "settings/exports.html",
        {"form": form("export/archive"), "archive": MADE, "every_days": 1},
    ),
    "settings-filters": ("settings/filters/overview.html", {"filters": (FOG, ENDINGS)}),
    "settings-filters-none": ("settings/filters/overview.html", {"filters": ()}),
    "settings-filter": (
        "settings/filters/one.html",
        {
            "form": form("filters/7", title=FOG.title, home="true", action="hide", ends="keep"),
            "where": PLACES,
            "keywords": (
                KeywordRow(id="70", text="nebbia"),
                KeywordRow(id="71", text="brume", whole_word=False),
                KeywordRow(),
            ),
            "posts": (
                FilteredView(
                    url="https://montelarco.example/@hazel/1141",
                    name="Hazel <b>Thornby</b>",
                    at_ms=NOW - DAY_MS,
                    remove_action="/settings/filters/7/posts/5/remove",
                ),
            ),
            "remove_action": "/settings/filters/7/remove",
            "until_ms": NOW + DAY_MS,
        },
    ),
    "settings-filter-new": (
        "settings/filters/one.html",
        {
            "form": form(
                "filters/new",
                wrong("title", "title_missing"),
                wrong("home", "places_missing"),
                wrong("word-0", "reason_long", most=512),
                action="warn",
                ends="never",
            ),
            "where": PLACES,
            "keywords": (KeywordRow(text="a word" * 90), KeywordRow()),
            "posts": (),
            "remove_action": "",
            "until_ms": None,
        },
    ),
    "settings-filter-post": (
        "settings/filters/post.html",
        {
            "filters": (FOG,),
            "action": "/settings/filters/posts/1141",
            "post_url": "https://montelarco.example/@hazel/1141",
        },
    ),
    "settings-filter-post-none": (
        "settings/filters/post.html",
        {
            "filters": (),
            "action": "/settings/filters/posts/1141",
            "post_url": "https://montelarco.example/@hazel/1141",
        },
    ),
}
