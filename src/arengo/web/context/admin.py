"""What the pages of administration are told. All of them stand in `layouts/backoffice.html`.

Template → what `render` needs besides `frame`:
admin/health → health: Health, alarms: tuple[Alarm, …]
admin/people → people: PeopleDesk · admin/person → person: StaffPerson, form: Form (a measure)
admin/registrations → form: Form (who may join), joining: Joining
admin/roles → form: Form (name, role), roles: tuple[RoleView, …], given: tuple[str, …]
admin/invites → invites: tuple[StaffInvite, …], older_url: str
admin/rules → form: Form (hidden values of no use here), rules: tuple[RuleLine, …],
  versions: tuple[RulesVersion, …]
admin/announcements → form: Form, announcements: tuple[AnnouncementView, …]
admin/announcement → form: Form, announcement: AnnouncementView
admin/emoji → form: Form, emojis: tuple[EmojiView, …]
admin/jobs → jobs: JobsDesk · admin/audit → audit: AuditDesk
admin/place, first_run → form: Form
"""

import msgspec

from arengo.web.context import AccountView


class Alarm(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody should look at: a key of the template, a number, and where."""

    key: str
    number: int = 0
    url: str = ""


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """A name that is no language's, such as SQLite, and what it is."""

    name: str
    value: str


class Health(msgspec.Struct, frozen=True, kw_only=True):
    people: int
    active: int  # in the last four weeks
    posts: int
    waiting: int
    given_up: int
    behind_min: int
    versions: tuple[Fact, ...] = ()
    space: tuple[Fact, ...] = ()  # by the keys database, media and search


class PersonLine(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody in the list of people."""

    account: AccountView
    path: str  # of their page here
    states: tuple[str, ...]  # keys of STATE_WORDS
    role: str = ""  # a key of ROLE_WORDS; empty without a login
    email: str = ""
    joined_ms: int = 0
    reason: str = ""  # why they would like to join


class PeopleDesk(msgspec.Struct, frozen=True, kw_only=True):
    lines: tuple[PersonLine, ...]
    asked: str = ""
    state: str = ""
    older_url: str = ""


class AuditLine(msgspec.Struct, frozen=True, kw_only=True):
    """One entry; `who` and `whom` are None for the command line, and for who is gone."""

    number: int
    at_ms: int
    act: str  # a key of ACT_WORDS
    who: AccountView | None = None
    by_command: bool = False
    whom: AccountView | None = None
    whom_path: str = ""
    whom_id: str = ""
    about: str = ""
    after: str = ""
    setting: tuple[str | bool, ...] | None = None  # what a setting says from then on, in lines
    role: str = ""  # a key of ROLE_WORDS, when it is about one


class StaffPerson(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody as the staff sees them, and what may be done."""

    line: PersonLine
    posts: int
    followers: int
    following: int
    signed_in_ms: int = 0
    networks: tuple[str, ...] = ()
    invited_by: AccountView | None = None
    measures: tuple[str, ...] = ()  # acts that may be taken
    undos: tuple[str, ...] = ()
    may_be_admitted: bool = False
    may_be_deleted: bool = False
    is_equal: bool = False  # their role is as high as that of whoever reads
    entries: tuple[AuditLine, ...] = ()


class Joining(msgspec.Struct, frozen=True, kw_only=True):
    waiting: tuple[PersonLine, ...]
    older_url: str = ""
    may_decide: bool = False  # who may join at all


class RoleView(msgspec.Struct, frozen=True, kw_only=True):
    key: str
    permissions: tuple[str, ...]
    people: tuple[PersonLine, ...] = ()


class StaffInvite(msgspec.Struct, frozen=True, kw_only=True):
    code: str
    by: AccountView
    uses: int
    max_uses: int | None
    expires_at_ms: int | None
    good: bool
    expire_action: str


class RuleLine(msgspec.Struct, frozen=True, kw_only=True):
    place: int
    text: str = ""
    hint: str = ""


class RulesVersion(msgspec.Struct, frozen=True, kw_only=True):
    at_ms: int
    who: AccountView | None
    texts: tuple[str, ...]


class AnnouncementView(msgspec.Struct, frozen=True, kw_only=True):
    text: str
    state: str  # draft, scheduled, shown or over
    path: str
    starts_ms: int | None = None
    ends_ms: int | None = None
    all_day: bool = False
    scheduled_ms: int | None = None


class EmojiView(msgspec.Struct, frozen=True, kw_only=True):
    shortcode: str
    url: str
    category: str = ""
    listed: bool = True


class LaneView(msgspec.Struct, frozen=True, kw_only=True):
    key: str  # of LANE_WORDS
    behind_min: int
    given_up: int


class JobView(msgspec.Struct, frozen=True, kw_only=True):
    id: int
    kind: str
    lane: str
    attempts: int
    run_ms: int
    error: str = ""


class JobsDesk(msgspec.Struct, frozen=True, kw_only=True):
    lanes: tuple[LaneView, ...]
    given_up: tuple[JobView, ...]
    waiting: tuple[JobView, ...]


class AuditDesk(msgspec.Struct, frozen=True, kw_only=True):
    lines: tuple[AuditLine, ...]
    asked: str = ""  # about whom
    older_url: str = ""
    seal: str = ""  # of the newest entry
    number: int = 0
    checked: bool = False
    broken_at: int | None = None
