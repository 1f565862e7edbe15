"""The nouns of the audit log: what can be done, and one entry."""

from enum import StrEnum

import msgspec

from arengo.base.ids import AccountId


class Act(StrEnum):
    """What somebody of the staff did. The words are stored and never reused."""

    CREATE = "create"
    APPROVE = "approve"
    REJECT = "reject"
    CONFIRM = "confirm"
    NONE = "none"
    DISABLE = "disable"
    ENABLE = "enable"
    SENSITIVE = "sensitive"
    UNSENSITIVE = "unsensitive"
    SILENCE = "silence"
    UNSILENCE = "unsilence"
    SUSPEND = "suspend"
    UNSUSPEND = "unsuspend"
    RESET_PASSWORD = "reset password"  # noqa: S105  the name of an act
    DELETE = "delete"
    CHANGE_ROLE = "change role"
    CREATE_INVITE = "create invite"
    EXPIRE_INVITE = "expire invite"
    CHANGE_SETTING = "change setting"
    ADD_ANNOUNCEMENT = "add announcement"
    CHANGE_ANNOUNCEMENT = "change announcement"
    PUBLISH_ANNOUNCEMENT = "publish announcement"
    WITHDRAW_ANNOUNCEMENT = "withdraw announcement"
    REMOVE_ANNOUNCEMENT = "remove announcement"
    SIGN_LETTER = "sign open letter"
    WITHDRAW_LETTER = "withdraw open letter"
    ADD_EMOJI = "add emoji"
    REMOVE_EMOJI = "remove emoji"
    RETRY_JOBS = "retry jobs"
    ALLOW_SERVER = "allow server"
    DISALLOW_SERVER = "disallow server"
    BLOCK_SERVER = "block server"
    CHANGE_SERVER_BLOCK = "change server block"
    UNBLOCK_SERVER = "unblock server"
    BLOCK_NETWORK = "block network"
    CHANGE_NETWORK = "change network"
    UNBLOCK_NETWORK = "unblock network"
    BLOCK_EMAIL_DOMAIN = "block e-mail domain"
    UNBLOCK_EMAIL_DOMAIN = "unblock e-mail domain"
    BLOCK_EMAIL_ADDRESS = "block e-mail address"
    UNBLOCK_EMAIL_ADDRESS = "unblock e-mail address"
    APPROVE_TREND = "approve trend"
    REJECT_TREND = "reject trend"
    APPROVE_TAG = "approve tag"
    REJECT_TAG = "reject tag"
    CHOOSE_SOURCE = "choose source"
    DROP_SOURCE = "drop source"
    APPROVE_PUBLISHER = "approve publisher"
    REJECT_PUBLISHER = "reject publisher"


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """What was done, before it is written down. `by` is None for the operator's command line.

    `about` names what is nobody's: a setting, a domain, a role. It never holds an address.
    """

    by: AccountId | None
    act: Act
    person: AccountId | None = None
    entry: int | None = None
    about: str = ""
    after: str | None = None  # a setting as JSON, how hard a block is


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A row of `audit_entries`."""

    seq: int
    at_ms: int
    deed: Deed
    seal: bytes
