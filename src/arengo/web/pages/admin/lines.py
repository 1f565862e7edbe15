"""How people and entries of the audit log stand in the lists of administration."""

from collections.abc import Collection, Sequence
from typing import Any, Final

import msgspec

from arengo.auth.roles.model import role_of
from arengo.auth.users.model import UserFlag
from arengo.base.ids import time_of
from arengo.gate.request import Request
from arengo.moderation.audit.model import Act, Entry
from arengo.moderation.people.model import Person
from arengo.social.accounts.model import Account, AccountFlag
from arengo.social.accounts.queries import accounts_by_id
from arengo.storage import ReadTransaction
from arengo.web.context import AccountView
from arengo.web.context.admin import AuditLine, PersonLine
from arengo.web.desks import person_path
from arengo.web.views import account_view

_ABOUT_ROLES: Final = frozenset({Act.CHANGE_ROLE, Act.CREATE})


def person_line(person: Person, *, origin: str) -> PersonLine:
    """Return somebody as a list shows them."""
    account, user = person.account, person.user
    return PersonLine(
        account=account_view(account, origin=origin),
        path=person_path(account.id),
        states=states_of(person),
        role=role_of(user.role).number.name.lower() if user else "",
        email=user.email if user else "",
        joined_ms=time_of(account.id),
        reason=(user.reason or "") if user else "",
    )


def states_of(person: Person) -> tuple[str, ...]:
    """Return in which states somebody is, as keys of `STATE_WORDS`; active when in no other."""
    account, user = person.account.flags, person.user
    login = user.flags if user else UserFlag.APPROVED | UserFlag.CONFIRMED
    held = (
        ("suspended", AccountFlag.SUSPENDED in account),
        ("silenced", AccountFlag.SILENCED in account),
        ("sensitized", AccountFlag.SENSITIVE in account),
        ("disabled", UserFlag.DISABLED in login),
        ("pending", UserFlag.APPROVED not in login),
        ("unconfirmed", UserFlag.CONFIRMED not in login),
        ("elsewhere", not person.account.local),
    )
    return tuple(key for key, holds in held if holds) or ("active",)


def views_of(tx: ReadTransaction, request: Request, ids: Collection[int]) -> dict[int, AccountView]:
    """Return those of them who are still there."""
    origin = request.site.settings.origin
    return {
        number: account_view(account, origin=origin)
        for number, account in accounts_by_id(tx, sorted(set(ids))).items()
        if _is_there(account)
    }


def audit_lines(
    tx: ReadTransaction, request: Request, entries: Sequence[Entry]
) -> tuple[AuditLine, ...]:
    """Return entries of the audit log with the names that those people have today."""
    deeds = [each.deed for each in entries]
    known = views_of(tx, request, [who for each in deeds for who in (each.by, each.person) if who])
    return tuple(
        AuditLine(
            number=each.seq,
            at_ms=each.at_ms,
            act=each.deed.act.value,
            who=known.get(each.deed.by or 0),
            by_command=each.deed.by is None,
            whom=known.get(each.deed.person or 0),
            whom_path=person_path(each.deed.person) if each.deed.person else "",
            whom_id=str(each.deed.person or ""),
            about=each.deed.about,
            after="" if _is_setting(each) else each.deed.after or "",
            setting=_said(each.deed.after) if _is_setting(each) else None,
            role=each.deed.about if each.deed.act in _ABOUT_ROLES else "",
        )
        for each in entries
    )


def _is_setting(entry: Entry) -> bool:
    return entry.deed.act is Act.CHANGE_SETTING


def _said(after: str | None) -> tuple[str | bool, ...]:
    """Return what a setting says, written down as JSON: a line for each of several things."""
    value = msgspec.json.decode(after or "null")
    if isinstance(value, bool):
        return (value,)
    several = value if isinstance(value, list) else [value]
    return tuple(line for each in several if (line := _line(each)))


def _line(value: Any) -> str:
    """Return words as they are; of what has parts these, without its number."""
    if isinstance(value, dict):
        parts = (_line(each) for name, each in value.items() if name != "id")
        return ": ".join(part for part in parts if part)
    return "" if value is None else str(value)


def _is_there(account: Account) -> bool:
    return AccountFlag.DELETED not in account.flags
