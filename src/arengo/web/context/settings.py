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

import msgspec


class ProfilePictures(msgspec.Struct, frozen=True, kw_only=True):
    """The pictures that somebody shows; empty where they show none."""

    avatar_url: str = ""
    header_url: str = ""


class AccountFacts(msgspec.Struct, frozen=True, kw_only=True):
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


class ServersPage(msgspec.Struct, frozen=True, kw_only=True):
    """One page of names of servers, and where it goes on."""

    names: tuple[str, ...] = ()
    older_url: str = ""


class ImportView(msgspec.Struct, frozen=True, kw_only=True):
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


class ArchiveView(msgspec.Struct, frozen=True, kw_only=True):
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


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What the team decided about somebody, as the audit log calls it."""

    what: str
    at_ms: int


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What counts now, and what was decided, the last first."""

    limited: bool = False
    covered: bool = False
    decisions: tuple[Decision, ...] = ()
