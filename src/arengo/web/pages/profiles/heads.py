"""The head of a profile: who somebody is, and what is between them and whoever reads."""

from typing import Final

from arengo.auth.roles.model import Permission, role_of
from arengo.base.ids import AccountId
from arengo.gate.request import Request
from arengo.social.accounts.model import Account, AccountFlag
from arengo.social.accounts.queries import accounts_by_id, versions_by_id
from arengo.social.follows.queries import count_requests, familiar_followers
from arengo.storage import ReadTransaction
from arengo.web.context import AccountView
from arengo.web.context.people import PersonRow, ProfileHead, ProfileTab
from arengo.web.desks import person_path
from arengo.web.people import hides_people, row_of
from arengo.web.views import account_view, profile_view

_MOST_KNOWN: Final = 3


def profile_head(
    tx: ReadTransaction, request: Request, account: Account, tab: ProfileTab
) -> ProfileHead:
    """Return the head of a profile over one of its tabs."""
    origin, own = request.site.settings.origin, request.viewer_id == account.id
    person = row_of(tx, request, account)
    known = [] if own else _known(tx, request, account)
    people = accounts_by_id(tx, known[:_MOST_KNOWN])
    return ProfileHead(
        profile=profile_view(account, origin=origin),
        person=person,
        tab=tab,
        own=own,
        waiting=count_requests(tx, account.id) if own else 0,
        known=tuple(account_view(people[each], origin=origin) for each in known[:_MOST_KNOWN]),
        known_more=max(0, len(known) - _MOST_KNOWN),
        shows_media=AccountFlag.NO_MEDIA_TAB not in account.flags,
        withheld=_withheld(person),
        memorial=AccountFlag.MEMORIAL in account.flags,
        moved_to=_moved_to(tx, account, origin),
        desk_path=person_path(account.id) if _may_act(request) else "",
    )


def _may_act(request: Request) -> bool:
    """Tell whether somebody of the staff reads this."""
    viewer = request.viewer
    return viewer is not None and role_of(viewer.role).may(Permission.MANAGE_USERS)


def _known(tx: ReadTransaction, request: Request, account: Account) -> list[AccountId]:
    """Return whom the reader follows and who follows this person, as far as all of them show it."""
    viewer = request.viewer_id
    if viewer is None or hides_people(tx, request, account):
        return []
    found = familiar_followers(tx, viewer, [account.id])[account.id]
    open_ids = {
        each.id
        for each in versions_by_id(tx, found).values()
        if each.available and not each.flags & AccountFlag.HIDE_COLLECTIONS
    }
    return [each for each in found if each in open_ids]


def _withheld(person: PersonRow) -> bool:
    """Tell whether a block keeps from the reader what somebody published."""
    return person.between is not None and (person.between.blocking or person.between.blocked_by)


def _moved_to(tx: ReadTransaction, account: Account, origin: str) -> AccountView | None:
    if account.moved_to is None:
        return None
    found = accounts_by_id(tx, [account.moved_to]).get(account.moved_to)
    return account_view(found, origin=origin) if found and found.available else None
