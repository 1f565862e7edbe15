"""Mastodon's Admin::Account: somebody with their login, for the staff."""

from collections.abc import Iterable

import msgspec

from arengo.api.entities.account import AccountEntity, static_account
from arengo.api.entities.own_account import RoleEntity, role_entity
from arengo.auth.users.model import User, UserFlag
from arengo.base.clock import iso, iso_day
from arengo.base.ids import time_of
from arengo.moderation.people.model import Person
from arengo.social.accounts.model import Account, AccountFlag
from arengo.social.instance.emojis.palette import palette
from arengo.storage import ReadTransaction


class AdminIp(msgspec.Struct, frozen=True):
    """A network that somebody was signed in from, and when last."""

    ip: str
    used_at: str


class AdminAccount(msgspec.Struct, frozen=True, kw_only=True):
    """The entity. `ip` and `ips` are shortened networks of browser sessions: more is not kept."""

    id: str
    username: str
    domain: str | None
    created_at: str
    email: str | None
    ip: str | None
    ips: list[AdminIp]
    locale: str | None
    invite_request: str | None
    role: RoleEntity | None
    confirmed: bool
    approved: bool
    disabled: bool
    silenced: bool
    suspended: bool
    sensitized: bool
    account: AccountEntity
    created_by_application_id: str | msgspec.UnsetType = msgspec.UNSET
    invited_by_account_id: str | msgspec.UnsetType = msgspec.UNSET


def admin_accounts(
    tx: ReadTransaction, people: Iterable[Person], *, origin: str
) -> list[AdminAccount]:
    """Show people to the staff."""
    palette.refresh(tx)
    return [_admin_account(each, origin=origin) for each in people]


def _admin_account(person: Person, *, origin: str) -> AdminAccount:
    account, user = person.account, person.user
    flags = user.flags if user else UserFlag(0)
    return AdminAccount(
        id=str(account.id),
        username=account.username,
        domain=account.domain,
        created_at=iso(time_of(account.id)),
        email=user.email if user else None,
        ip=person.seen[0].network if person.seen else None,
        ips=[AdminIp(each.network, iso(each.at_ms)) for each in person.seen],
        locale=user.locale if user else None,
        invite_request=user.reason if user else None,
        role=role_entity(user.role) if user else None,
        confirmed=UserFlag.CONFIRMED in flags,
        approved=UserFlag.APPROVED in flags,
        disabled=UserFlag.DISABLED in flags,
        silenced=AccountFlag.SILENCED in account.flags,
        suspended=AccountFlag.SUSPENDED in account.flags,
        sensitized=AccountFlag.SENSITIVE in account.flags,
        account=shown_account(account, origin),
        created_by_application_id=_app(user),
        invited_by_account_id=str(person.invited_by) if person.invited_by else msgspec.UNSET,
    )


def shown_account(account: Account, origin: str) -> AccountEntity:
    """Show an account that was read already."""
    stats = account.stats
    fields = msgspec.structs.asdict(static_account(account, origin))
    last = stats.last_post_id
    return AccountEntity(
        **fields,
        followers_count=stats.followers,
        following_count=stats.following,
        statuses_count=stats.posts,
        last_status_at=iso_day(time_of(last)) if last else None,
    )


def _app(user: User | None) -> str | msgspec.UnsetType:
    return str(user.app_id) if user and user.app_id else msgspec.UNSET
