"""Administration as its pages show it: the staff of Montelarco at work."""

# People write with typographic quotes and dashes, so do the samples.
# ruff: noqa: RUF001

from typing import Any, Final

from msgspec.structs import replace

from arengo.base.clock import DAY_MS, HOUR_MS, MINUTE_MS
from arengo.web import context as c
from arengo.web.context import admin as a
from arengo.web.context.home import Announced, Home
from arengo.web.staff_words import ACT_WORDS, LANE_WORDS, PERMISSION_WORDS, STATE_WORDS
from tests.web.samples.base import AVATAR, BASTIEN, HAZEL, NIVES, NOW


def line(account: c.AccountView, number: int, **more: Any) -> a.PersonLine:
    return a.PersonLine(
        account=account,
        path=f"/admin/users/{number}",
        **{
            "states": ("active",),
            "role": "member",
            "email": f"{account.handle}@mail.example",
            "joined_ms": NOW - number * DAY_MS,
            **more,
        },
    )


def refused(form: c.Form, *errors: c.FieldError) -> c.Form:
    return replace(form, errors=errors)


NIVES_LINE: Final = line(NIVES, 401, states=("silenced", "sensitized"), role="moderator")
WAITING: Final = line(
    replace(NIVES, name="Odile <i>Fauvert</i>", handle="odile"),
    402,
    states=("pending", "unconfirmed"),
    reason="J’accompagne la chorale & je voudrais annoncer nos <b>concerts</b>.",
)
FAR: Final = line(BASTIEN, 403, states=("elsewhere", "suspended"), role="", email="")
PEOPLE: Final = (NIVES_LINE, WAITING, FAR, line(HAZEL, 9, role="owner"))

ENTRIES: Final = (
    a.AuditLine(
        number=142,
        at_ms=NOW - MINUTE_MS,
        act="suspend",
        who=HAZEL,
        whom=NIVES,
        whom_path="/admin/users/401",
        whom_id="401",
    ),
    a.AuditLine(
        number=141,
        at_ms=NOW - HOUR_MS,
        act="change setting",
        by_command=True,
        about="rules",
        setting=("Be <kind> & patient.", "No spam: No links that were paid for."),
    ),
    a.AuditLine(
        number=140,
        at_ms=NOW - DAY_MS,
        act="change role",
        whom_id="117655486644761534",
        whom_path="/admin/users/117655486644761534",
        about="admin",
        role="admin",
    ),
    a.AuditLine(
        number=139, at_ms=NOW, act="block server", who=HAZEL, about="bad.test", after="suspend"
    ),
)
EVERY_ACT: Final = tuple(
    a.AuditLine(number=number, at_ms=NOW, act=act, who=HAZEL)
    for number, act in enumerate(ACT_WORDS, 1)
)
EVERY_STATE: Final = tuple(line(NIVES, 500, states=(state,)) for state in STATE_WORDS)

HEALTH: Final = a.Health(
    people=1_284,
    active=611,
    posts=48_302,
    waiting=2,
    given_up=1,
    behind_min=12,
    versions=(a.Fact(name="Arengo", value="0.1.0"), a.Fact(name="SQLite", value="3.40.1")),
    space=(
        a.Fact(name="sqlite", value="1.97 MB"),
        a.Fact(name="media", value="402 KB"),
        a.Fact(name="search", value="497 KB"),
    ),
)
ALARMS: Final = (
    a.Alarm(key="given_up", number=1, url="/admin/jobs"),
    a.Alarm(key="behind", number=12, url="/admin/jobs"),
    a.Alarm(key="waiting", number=2, url="/admin/registrations"),
    a.Alarm(key="no_letters"),
    a.Alarm(key="no_rules", url="/admin/rules"),
    a.Alarm(key="no_contact", url="/first-run"),
)
MEASURE: Final = c.Form(
    action="/admin/users/401/measure", values={"what": "silence", "why": "", "tell": "true"}
)
PERSON: Final = a.StaffPerson(
    line=NIVES_LINE,
    posts=812,
    followers=96,
    following=120,
    signed_in_ms=NOW - HOUR_MS,
    networks=("192.0.2.0/24", "2001:db8::/48"),
    invited_by=HAZEL,
    measures=("none", "disable", "suspend"),
    undos=("unsensitive", "unsilence"),
    entries=ENTRIES,
)
SUSPENDED: Final = replace(
    PERSON,
    line=WAITING,
    signed_in_ms=0,
    networks=(),
    invited_by=None,
    measures=("none", "sensitive", "disable", "silence", "suspend"),
    undos=("unsensitive", "enable", "unsilence", "unsuspend"),
    may_be_admitted=True,
    may_be_deleted=True,
    entries=(),
)
MODES: Final = c.Form(action="/admin/registrations", values={"mode": "approval", "words": ""})
ROLE: Final = c.Form(action="/admin/roles", values={"name": "nives", "role": "moderator"})
ROLES: Final = (
    a.RoleView(key="owner", permissions=("ADMINISTRATOR",), people=(line(HAZEL, 9),)),
    a.RoleView(
        key="admin",
        permissions=tuple(PERMISSION_WORDS)[1:],
    ),
    a.RoleView(key="moderator", permissions=("MANAGE_USERS",), people=(NIVES_LINE,)),
    a.RoleView(key="member", permissions=("INVITE_USERS",)),
)
INVITES: Final = tuple(
    a.StaffInvite(
        code=code,
        by=NIVES,
        uses=uses,
        max_uses=most,
        expires_at_ms=until,
        good=good,
        expire_action=f"/admin/invites/{uses}/expire",
    )
    for code, uses, most, until, good in (
        ("f8MrTq2ZxW4kBn7C", 3, None, None, True),
        ("Aa1Bb2Cc3Dd4Ee5F", 2, 10, NOW + DAY_MS, True),
        ("Zz9Yy8Xx7Ww6Vv5U", 10, 10, None, False),
    )
)
RULES: Final = (
    a.RuleLine(place=1, text="Sii <gentile>, anche quando hai ragione.", hint="Vale per tutti."),
    a.RuleLine(place=2, text="Name your sources."),
    a.RuleLine(place=3),
)
VERSIONS: Final = (
    a.RulesVersion(at_ms=NOW - DAY_MS, who=HAZEL, texts=("Be kind.", "Name your sources.")),
    a.RulesVersion(at_ms=NOW - 90 * DAY_MS, who=None, texts=("Be kind.",)),
)
RULES_FORM: Final = c.Form(action="/admin/rules")
SPOKEN: Final = {
    "text": "Sabato si trasloca.",
    "starts": "2026-11-22T02:00",
    "ends": "2026-11-22T04:00",
    "all_day": "",
    "publish_at": "",
    "draft": "true",
}
ANNOUNCING: Final = c.Form(action="/admin/announcements", values=SPOKEN)
ANNOUNCEMENTS: Final = (
    a.AnnouncementView(
        text="On Sunday night we move <house>. " * 12,
        state="shown",
        path="/admin/announcements/7",
        starts_ms=NOW,
        ends_ms=NOW + DAY_MS,
    ),
    a.AnnouncementView(
        text="Mercato", state="draft", path="/admin/announcements/8", starts_ms=NOW, all_day=True
    ),
    a.AnnouncementView(
        text="Fête", state="scheduled", path="/admin/announcements/9", scheduled_ms=NOW + DAY_MS
    ),
    a.AnnouncementView(
        text="Tea",
        state="over",
        path="/admin/announcements/10",
        ends_ms=NOW - DAY_MS,
        all_day=True,
    ),
)
EMOJI: Final = c.Form(
    action="/admin/emoji", values={"shortcode": "blobtea", "category": "Tea", "hidden": ""}
)
EMOJIS: Final = (
    a.EmojiView(shortcode="blobtea", url=AVATAR, category="Drinks & <more>"),
    a.EmojiView(shortcode="arco", url=AVATAR, listed=False),
)
JOB: Final = a.JobView(
    id=77,
    kind="posts.fetch_card",
    lane="media",
    attempts=12,
    run_ms=NOW,
    error="TimeoutError: <no answer>",
)
JOBS: Final = a.JobsDesk(
    lanes=tuple(
        a.LaneView(key=key, behind_min=number, given_up=number % 2)
        for number, key in enumerate(LANE_WORDS)
    ),
    given_up=(JOB,),
    waiting=(replace(JOB, error=""), JOB),
)
AUDIT: Final = a.AuditDesk(
    lines=ENTRIES, older_url="/admin/audit?before=139", seal="57331abd" * 8, number=142
)
PLACE: Final = c.Form(
    action="/first-run/place",
    values={"title": "Montelarco", "description": "Una valle.", "contact_email": "a@b.example"},
)
FOUNDING: Final = c.Form(
    action="/first-run",
    values={"code": "ffc3a75f", "title": "Montelarco", "mode": "approval", "username": "hazel"},
)


def wrong(field: str, key: str, **values: object) -> c.FieldError:
    return c.FieldError(field=field, key=key, values=values)


_EMPTY_DESK: Final = a.PeopleDesk(lines=(), asked='"<nobody>', state="suspended")

TOLD: Final = Home(
    rows=(),
    announced=(
        Announced(
            html="<p>On Sunday night we move house.</p>",
            dismiss_action="/announcements/7/dismiss",
            starts_ms=NOW,
            ends_ms=NOW + DAY_MS,
        ),
        Announced(
            html="<p>Mercato!</p>",
            dismiss_action="/announcements/8/dismiss",
            ends_ms=NOW,
            all_day=True,
        ),
    ),
)

PAGES: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "admin-health": ("admin/health.html", {"health": HEALTH, "alarms": ALARMS}),
    "admin-health-quiet": (
        "admin/health.html",
        {
            "health": replace(HEALTH, given_up=0),
            "alarms": (),
        },
    ),
    "admin-people": (
        "admin/people.html",
        {
            "people": a.PeopleDesk(
                lines=(*PEOPLE, *EVERY_STATE), older_url="/admin/users?before=400"
            ),
        },
    ),
    "admin-nobody": ("admin/people.html", {"people": _EMPTY_DESK}),
    "admin-person": ("admin/person.html", {"person": PERSON, "form": MEASURE}),
    "admin-person-waiting": (
        "admin/person.html",
        {
            "person": SUSPENDED,
            "form": refused(
                MEASURE, wrong("why", "text_long", most=2000), wrong("sure", "not_sure")
            ),
        },
    ),
    "admin-person-equal": (
        "admin/person.html",
        {
            "person": replace(PERSON, line=FAR, is_equal=True, measures=(), undos=()),
            "form": MEASURE,
        },
    ),
    "admin-joining": (
        "admin/registrations.html",
        {
            "form": MODES,
            "joining": a.Joining(
                waiting=(WAITING,), older_url="/admin/registrations?before=4", may_decide=True
            ),
        },
    ),
    "admin-joining-wrong": (
        "admin/registrations.html",
        {
            "form": refused(MODES, wrong("mode", "choose_one")),
            "joining": a.Joining(waiting=(), may_decide=True),
        },
    ),
    "admin-joining-read": (
        "admin/registrations.html",
        {"form": MODES, "joining": a.Joining(waiting=())},
    ),
    "admin-roles": (
        "admin/roles.html",
        {"form": ROLE, "roles": ROLES, "given": ("member", "moderator", "admin")},
    ),
    "admin-roles-wrong": (
        "admin/roles.html",
        {
            "form": refused(ROLE, wrong("name", "name_unknown"), wrong("", "role_high")),
            "roles": ROLES,
            "given": ("member",),
        },
    ),
    "admin-invites": (
        "admin/invites.html",
        {"invites": INVITES, "older_url": "/admin/invites?before=3"},
    ),
    "admin-no-invites": ("admin/invites.html", {"invites": (), "older_url": ""}),
    "admin-rules": (
        "admin/rules.html",
        {"form": RULES_FORM, "rules": RULES, "versions": VERSIONS},
    ),
    "admin-rules-wrong": (
        "admin/rules.html",
        {
            "form": refused(RULES_FORM, wrong("", "rule_twice")),
            "rules": RULES,
            "versions": (),
        },
    ),
    "admin-announcements": (
        "admin/announcements.html",
        {"form": ANNOUNCING, "announcements": ANNOUNCEMENTS},
    ),
    "admin-announcements-wrong": (
        "admin/announcements.html",
        {
            "form": refused(ANNOUNCING, wrong("text", "text_blank"), wrong("ends", "ends_early")),
            "announcements": (),
        },
    ),
    "admin-announcement": (
        "admin/announcement.html",
        {"form": ANNOUNCING, "announcement": ANNOUNCEMENTS[1]},
    ),
    "admin-emoji": ("admin/emoji.html", {"form": EMOJI, "emojis": EMOJIS}),
    "admin-emoji-wrong": (
        "admin/emoji.html",
        {
            "form": refused(
                EMOJI, wrong("shortcode", "shortcode_wrong"), wrong("image", "picture_missing")
            ),
            "emojis": (),
        },
    ),
    "admin-jobs": ("admin/jobs.html", {"jobs": JOBS}),
    "admin-no-jobs": (
        "admin/jobs.html",
        {"jobs": a.JobsDesk(lanes=(), given_up=(), waiting=())},
    ),
    "admin-audit": ("admin/audit.html", {"audit": AUDIT}),
    "admin-audit-whole": (
        "admin/audit.html",
        {"audit": replace(AUDIT, lines=EVERY_ACT, checked=True)},
    ),
    "admin-audit-broken": (
        "admin/audit.html",
        {"audit": replace(AUDIT, checked=True, broken_at=7)},
    ),
    "admin-audit-empty": ("admin/audit.html", {"audit": a.AuditDesk(lines=())}),
    "home-announced": ("home/home.html", {"home": TOLD}),
    "admin-place": (
        "admin/place.html",
        {"form": refused(PLACE, wrong("title", "text_blank"))},
    ),
    "first-run": (
        "first_run.html",
        {"form": FOUNDING},
    ),
    "first-run-wrong": (
        "first_run.html",
        {
            "form": refused(FOUNDING, wrong("code", "founding_code_wrong")),
        },
    ),
}
