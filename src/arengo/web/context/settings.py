"""What the pages of settings are told.

settings/overview → nothing besides the frame
settings/profile → form: Form, pictures: ProfilePictures · settings/account → account: AccountFacts
settings/standing → standing: Standing, email: str
settings/privacy, timeline, appearance, language → form: Form
settings/verification → profile: Profile, proof: str (what stands on a page that is proved)
settings/writing → form: Form, tongues: tuple[(code, name), …]
settings/notifications → form: Form, waiting: int
settings/mutes, settings/blocks → form: Form, people: PeoplePage
settings/domains → form: Form, servers: ServersPage · settings/apps → apps: tuple[AuthorizedApp, …]
settings/imports → form: Form, imports: tuple[ImportView, …], most_mb: int (of a file)
settings/import → each: ImportView, problems: tuple[Problem, …], older_url: str
settings/exports → form: Form, archive: ArchiveView | None, every_days: int
"""

from arengo.base.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfilePictures:
    """The pictures that somebody shows; empty where they show none."""

    avatar_url: str = ""
    header_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountFacts:
    """What somebody has here."""

    address: str  # with the host: how people of other places write to them
    since_ms: int
    email: str
    posts: int
    kept_bytes: int
    most_bytes: int
    new_email: str = ""  # waits for its confirmation
    may_invite: bool = False
    judged: bool = False  # the team decided something about them once


@dataclass(frozen=True, slots=True, kw_only=True)
class ServersPage:
    """One page of names of servers, and where it goes on."""

    names: tuple[str, ...] = ()
    older_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportView:
    """Something that somebody brought along, and how far it is."""

    url: str
    kind: str  # following, blocks, … as in `social.moving.model.Kind`
    state: str  # waiting, working, done, cancelled, failed, given_up
    at_ms: int
    lines: int
    done: int
    taken: int
    refused: int
    problems: int
    unfinished: bool
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveView:
    """An archive of one's own; `url` while it can be fetched."""

    state: str  # as that of an import
    at_ms: int
    posts: int
    todo: int
    size_bytes: int
    until_ms: int | None
    url: str
    unfinished: bool
    discard_action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What the team decided about somebody, as the audit log calls it."""

    what: str
    at_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What counts now, and what was decided, the last first."""

    limited: bool = False
    covered: bool = False
    decisions: tuple[Decision, ...] = ()
