"""Invented people, posts and forms: one believable context for every template."""

# People write with typographic quotes and dashes, so do the samples.
# ruff: noqa: RUF001

from collections.abc import Mapping
from typing import Final

from msgspec.structs import replace

from arengo.base.clock import DAY_MS, HOUR_MS, MINUTE_MS
from arengo.web import context as c
from arengo.web.scopes import explain_scopes

NOW: Final = 1_795_242_673_000  # 21 November 2026, 06:31 UTC
AVATAR: Final = "/static/avatar.svg"
PIXEL: Final = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="

FRAME: Final = c.Frame(
    domain="montelarco.example",
    origin="https://montelarco.example",
    now_ms=NOW,
    address="/auth/sign_in?client_id=7&scope=read+write",
    source_url="https://montelarco.example/source",
    csrf_token="csrf-0123456789",
)


def account(name: str, handle: str) -> c.AccountView:
    return c.AccountView(name=name, handle=handle, url=f"/@{handle}", avatar_url=AVATAR)


LIBRARY: Final = account("Biblioteca dei Portici", "biblioteca")
HAZEL: Final = account("Hazel Thornby", "hazel")
BAKERY: Final = account("Forno di Via Lunga", "forno")
BASTIEN: Final = account("Bastien Orvault", "bastien@rivage.example")
NIVES: Final = account("Nives <b>Altobrando</b>", "nives")


def post(author: c.AccountView, html: str, *, minutes: int, language: str) -> c.PostView:
    return c.PostView(
        author=author,
        url=f"https://montelarco.example/@{author.handle}/11{minutes}",
        at_ms=NOW - minutes * MINUTE_MS,
        html=f"<p>{html}</p>",
        language=language,
        replies=minutes % 7,
        boosts=minutes % 11 * 200,
        favourites=minutes % 5,
    )


LAMPS: Final = post(
    LIBRARY,
    "Da lunedì si apre dalle 8: chi studia presto trova la sala già calda, le lampade accese e il "
    "distributore del caffè (quello nuovo, promesso). Il sabato non cambia nulla.",
    minutes=12,
    language="it",
)
TOWPATH: Final = replace(
    post(
        HAZEL,
        "Rode it end to end yesterday, before the ribbon was cut. Bring a bell: the herons do not "
        'give way. <a href="https://montelarco.example/tags/towpath">#towpath</a>',
        minutes=41,
        language="en",
    ),
    pictures=(
        c.Picture(
            url="/media/1/original.webp",
            preview_url=AVATAR,
            alt="The towpath in morning fog, a heron on the left bank.",
            width=600,
            height=338,
        ),
    ),
)
BREAD: Final = replace(
    post(
        BAKERY,
        "Second attempt at chestnut bread: this time it rose. I have told everyone in the "
        "building, one door at a time.",
        minutes=130,
        language="en",
    ),
    boosted_by=LIBRARY,
    pictures=(
        c.Picture(url="/m/2", preview_url=AVATAR, alt="", width=400, height=300),
        c.Picture(url="/m/3", preview_url=AVATAR, alt="A loaf.", width=400, height=300),
    ),
    sensitive=True,
)
NOVEL: Final = replace(
    post(BASTIEN, "Le phare s’éteint, et personne ne l’a vu.", minutes=140, language="fr"),
    warning="La fin du roman « Les Marées basses »",
    other_attachments=2,
    edited_at_ms=NOW - 3 * MINUTE_MS,
)
ASKING: Final = replace(
    LAMPS,
    poll=c.PollView(
        options=(
            c.OptionView(title="Warm white", votes=12, percent=60),
            c.OptionView(title="None at all", votes=8, percent=40),
        ),
        votes=20,
        ends_at_ms=NOW + DAY_MS,
    ),
)
OLD: Final = replace(LAMPS, at_ms=NOW - 400 * DAY_MS, language="")
RULES: Final = (
    "Say what you think. Opinions are never a reason for removal.",
    "No threats, and no calls to hurt anyone.",
    "Leave other people’s private details private.",
    "Do not pretend to be someone else.",
    "Credit pictures and words that are not yours.",
    "No bought crowds, no junk mail.",
)

FORM: Final = c.Form(action="/auth/sign_in")
WRONG: Final = c.Form(
    action="/auth/sign_up?return_to=%2Foauth",
    values={"username": "nives", "email": "nives", "reason": "<i>Bread</i>", "password": "hunter2"},
    hidden={"return_to": "/oauth/authorize?client_id=7"},
    errors=(
        c.FieldError(field="username", key="username_taken"),
        c.FieldError(field="password", key="password_short", values={"least": 8}),
        c.FieldError(field="", key="throttled", values={"minutes": 3}),
    ),
)
WRONG_EMAIL: Final = c.Form(
    action="/settings/security/email",
    values={"email": "nives"},
    errors=(
        c.FieldError(field="email", key="email_invalid"),
        c.FieldError(field="current", key="password_wrong"),
    ),
)
WRONG_USES: Final = c.Form(
    action="/settings/security/invites",
    values={"max_uses": "0", "days": "many"},
    errors=(
        c.FieldError(field="max_uses", key="uses_wrong", values={"most": 1000}),
        c.FieldError(field="days", key="days_wrong", values={"most": 366}),
    ),
)
APP: Final = c.AppView(name="Gull for Desktop", website="https://gull.example")
GROUPS: Final = explain_scopes(["read", "write:statuses", "write:media", "follow", "push"])
SESSIONS: Final = tuple(
    c.SessionView(
        browser=browser,
        network="192.0.2.0/24",
        created_at_ms=NOW - 9 * DAY_MS,
        used_at_ms=NOW - HOUR_MS,
        current=browser == "Firefox on Linux",
        revoke_action=f"/settings/security/sessions/{number}/revoke",
    )
    for number, browser in enumerate(("Firefox on Linux", "Safari on iPhone"))
)
GRANTED: Final = c.AuthorizedApp(
    app=APP,
    groups=GROUPS,
    granted_at_ms=NOW - 30 * DAY_MS,
    used_at_ms=None,
    revoke_action="/settings/security/apps/1/revoke",
)
CODES: Final = tuple(f"{n:04d}-{n * 7:04d}-{n * 3:04d}" for n in range(1011, 1021))
OFF: Final = c.Security(
    sessions=SESSIONS, apps=(), second_factor="off", email="elena@posta.example", form=FORM
)
ENROLLING: Final = replace(
    OFF,
    second_factor="enrolling",
    secret="JBSW Y3DP EHPK 3PXP",
    qr_url=PIXEL,
    form=replace(FORM, errors=(c.FieldError(field="code", key="code_wrong"),)),
)
ON: Final = replace(
    OFF,
    second_factor="on",
    apps=(GRANTED,),
    recovery_codes=CODES,
    recovery_codes_left=10,
    recovery_form=FORM,
    new_email="elena@nuova.example",
    may_invite=False,
)
INVITES: Final = tuple(
    c.InviteView(
        url=f"https://montelarco.example/auth/sign_up?invite_code=abc{number}",
        uses=number,
        max_uses=most,
        expires_at_ms=until_ms,
        expire_action=f"/settings/security/invites/{number}/expire",
    )
    for number, most, until_ms in ((0, 5, NOW + DAY_MS), (1, None, None))
)
PROFILE: Final = c.Profile(
    account=LIBRARY,
    note_html="<p>La biblioteca civica di Montelarco, dal 1884.</p>",
    created_at_ms=NOW - 900 * DAY_MS,
    posts=1412,
    followers=1,
    following=96,
    fields=(
        c.ProfileField(
            name="Site",
            html='<a href="https://biblioteca.example">biblioteca.example</a>',
            verified_at_ms=NOW - 18 * DAY_MS,
        ),
        c.ProfileField(name="Opening hours", html="Monday to Friday 8–20"),
    ),
    bot=True,
    locked=True,
)
COLLECTION: Final = c.CollectionView(
    url="https://arengo.example/collections/1",
    name="Chi racconta Montelarco",
    description="Voices from the hill, in no order.",
    language="it",
    tag="montelarco",
    sensitive=False,
    curator=LIBRARY,
    people=(PROFILE, replace(PROFILE, note_html="")),
    changed_at_ms=NOW - 2 * DAY_MS,
    indexable=True,
)
HIDING: Final = replace(HAZEL, indexable=False)
LISTING: Final = c.Listing(
    posts=(LAMPS, OLD), older_url="/@biblioteca?before=117", pinned=(TOWPATH,)
)
ABOUT: Final = c.About(
    description="La piazza di Montelarco, e di chi ci passa.",
    html="<p>Run by the public library since 2024.</p>",
    rules=(c.Rule(text=RULES[0]), c.Rule(text=RULES[1], hint="Also not in jest.")),
    email="piazza@montelarco.example",
    contact=LIBRARY,
)
FRONT: Final = c.Front(posts=(LAMPS, TOWPATH, BREAD, NOVEL, OLD), sign_up_mode="open", rules=RULES)

# A page's name → its template and what that is told; every state of a template is here.
PAGES: Final[Mapping[str, tuple[str, Mapping[str, object]]]] = {
    "front": ("front.html", {"front": FRONT}),
    "front-empty": ("front.html", {"front": c.Front(posts=(), sign_up_mode="closed")}),
    "front-approval": ("front.html", {"front": c.Front(posts=(), sign_up_mode="approval")}),
    "by-hand": ("auth/by_hand.html", {}),
    "front-invite": ("front.html", {"front": c.Front(posts=(), sign_up_mode="invite")}),
    "sign-in": ("auth/sign_in.html", {"form": FORM}),
    "second-factor": ("auth/second_factor.html", {"form": FORM}),
    **{
        f"sign-up-{mode}": (
            "auth/sign_up.html",
            {"form": form, "mode": mode, "rules": RULES if mode == "open" else ()},
        )
        for mode, form in (("open", FORM), ("approval", WRONG), ("invite", WRONG), ("closed", FORM))
    },
    "check-mail": ("auth/check_mail.html", {"address": "elena@posta.example", "reason": "confirm"}),
    "check-reset": ("auth/check_mail.html", {"address": "elena@posta.example", "reason": "reset"}),
    "confirmed": ("auth/confirmed.html", {"waiting": False}),
    "confirmed-waiting": ("auth/confirmed.html", {"waiting": True}),
    "forgot": ("auth/forgot_password.html", {"form": FORM}),
    "reset": ("auth/reset_password.html", {"form": replace(WRONG, errors=WRONG.errors[1:])}),
    "authorize": (
        "auth/authorize.html",
        {"form": FORM, "app": APP, "account": NIVES, "groups": GROUPS},
    ),
    "authorize-all": (
        "auth/authorize.html",
        {
            "form": FORM,
            "app": c.AppView(name="toot"),
            "account": NIVES,
            "groups": explain_scopes(
                ["profile", "read", "write", "follow", "push", "admin:read", "admin:write:reports"]
            ),
        },
    ),
    "check-change": (
        "auth/check_mail.html",
        {"address": "elena@posta.example", "reason": "change"},
    ),
    **{
        f"done-{what}": ("auth/done.html", {"what": what})
        for what in ("password", "email", "deleted")
    },
    **{
        f"change-password-{state}": (
            "auth/change_password.html",
            {"form": FORM, "second_factor": state == "on"},
        )
        for state in ("off", "on")
    },
    "change-email": (
        "auth/change_email.html",
        {"form": FORM, "address": "elena@posta.example", "waiting": "", "second_factor": False},
    ),
    "change-email-waiting": (
        "auth/change_email.html",
        {
            "form": WRONG_EMAIL,
            "address": "elena@posta.example",
            "waiting": "elena@nuova.example",
            "second_factor": True,
        },
    ),
    **{
        f"delete-account-{state}": (
            "auth/delete_account.html",
            {"form": FORM, "name": "elena", "second_factor": state == "on"},
        )
        for state in ("off", "on")
    },
    "invites": ("auth/invites.html", {"form": FORM, "invites": INVITES, "closed": False}),
    "invites-none": ("auth/invites.html", {"form": WRONG_USES, "invites": (), "closed": True}),
    "code": ("auth/code.html", {"app": APP, "code": "Zt4" * 14}),
    **{
        f"error-{status}": ("error.html", {"status": status, "incident": incident, "part": False})
        for status, incident in (
            *((status, "") for status in (400, 401, 403, 404, 410, 413, 422, 429, 503)),
            (502, "k3v9"),
        )
    },
    "embed": ("embed.html", {"post": BREAD}),
    "collection": ("collection.html", {"collection": COLLECTION}),
    "collection-empty": (
        "collection.html",
        {"collection": replace(COLLECTION, people=(), tag="", sensitive=True, indexable=False)},
    ),
    "about": ("about.html", {"about": ABOUT}),
    "about-empty": ("about.html", {"about": c.About()}),
}
