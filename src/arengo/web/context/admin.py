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

from arengo.base.records import dataclass
from arengo.web.context import AccountView


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """What somebody should look at: a key of the template, a number, and where."""

    key: str
    number: int = 0
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A name that is no language's, such as SQLite, and what it is."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    people: int
    active: int  # in the last four weeks
    posts: int
    waiting: int
    given_up: int
    behind_min: int
    versions: tuple[Fact, ...] = ()
    space: tuple[Fact, ...] = ()  # by the keys database, media and search


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """Somebody in the list of people."""

    account: AccountView
    path: str  # of their page here
    states: tuple[str, ...]  # keys of STATE_WORDS
    role: str = ""  # a key of ROLE_WORDS; empty without a login
    email: str = ""
    joined_ms: int = 0
    reason: str = ""  # why they would like to join


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleDesk:
    lines: tuple[PersonLine, ...]
    asked: str = ""
    state: str = ""
    older_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffPerson:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    waiting: tuple[PersonLine, ...]
    older_url: str = ""
    may_decide: bool = False  # who may join at all


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleView:
    key: str
    permissions: tuple[str, ...]
    people: tuple[PersonLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffInvite:
    code: str
    by: AccountView
    uses: int
    max_uses: int | None
    expires_at_ms: int | None
    good: bool
    expire_action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    place: int
    text: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesVersion:
    at_ms: int
    who: AccountView | None
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementView:
    text: str
    state: str  # draft, scheduled, shown or over
    path: str
    starts_ms: int | None = None
    ends_ms: int | None = None
    all_day: bool = False
    scheduled_ms: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EmojiView:
    shortcode: str
    url: str
    category: str = ""
    listed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneView:
    key: str  # of LANE_WORDS
    behind_min: int
    given_up: int


@dataclass(frozen=True, slots=True, kw_only=True)
class JobView:
    id: int
    kind: str
    lane: str
    attempts: int
    run_ms: int
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobsDesk:
    lanes: tuple[LaneView, ...]
    given_up: tuple[JobView, ...]
    waiting: tuple[JobView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditDesk:
    lines: tuple[AuditLine, ...]
    asked: str = ""  # about whom
    older_url: str = ""
    seal: str = ""  # of the newest entry
    number: int = 0
    checked: bool = False
    broken_at: int | None = None
