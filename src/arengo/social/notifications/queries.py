"""What people were told, one by one and in groups."""

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from arengo.base.errors import NotFound
from arengo.base.ids import AccountId
from arengo.social.notifications import policy
from arengo.social.notifications.model import Asked, Group, Notification, NotificationType
from arengo.social.notifications.requests import queries as requests
from arengo.social.notifications.requests.model import Stretch
from arengo.social.notifications.store import groups, leaving, notifications, pages
from arengo.social.notifications.store.pages import mask
from arengo.storage import ReadTransaction


def notification(tx: ReadTransaction, account_id: AccountId, notification_id: int) -> Notification:
    """Return one of somebody's notifications; NotFound when it is not there."""
    found = notifications.by_id(tx, account_id, notification_id)
    if found is None:
        held = requests.held_by_id(tx, account_id, notification_id)
        if held is None:
            raise NotFound
        return policy.released(account_id, held)
    return found


def page(tx: ReadTransaction, account_id: AccountId, asked: Asked) -> list[Notification]:
    """Return what somebody was told, newest first, without whom they muted so or block.

    Some of it may be about people or posts that are gone: whoever shows it leaves that out.
    """
    found = pages.page(tx, account_id, asked) if asked.types else []
    if asked.with_held:
        found += _held(tx, account_id, asked)
        found.sort(key=lambda each: each.id, reverse=not asked.upwards)
        del found[asked.limit :]
    return found[::-1] if asked.upwards else found


def groups_page(
    tx: ReadTransaction,
    account_id: AccountId,
    asked: Asked,
    *,
    separate: frozenset[NotificationType] = frozenset(),
) -> list[Group]:
    """Return somebody's groups, the one with the latest news first.

    Notifications of `separate` types stand alone, whatever group they are in; so does what is held
    back.
    """
    together = replace(asked, types=asked.types - separate)
    apart = replace(asked, types=asked.types & separate)
    found = groups.page(tx, account_id, together) if together.types else []
    singles = pages.page(tx, account_id, apart) if apart.types else []
    if asked.with_held:
        singles += _held(tx, account_id, asked)
    if singles:
        found += [policy.alone(each) for each in singles]
        found.sort(key=lambda each: each.latest_id, reverse=not asked.upwards)
        del found[asked.limit :]
    return found[::-1] if asked.upwards else found


def group(tx: ReadTransaction, account_id: AccountId, key: str) -> Group:
    """Return one of somebody's groups; the key of one alone names any notification.

    NotFound when there is no such group.
    """
    number = policy.ungrouped_id(key)
    if number is not None:
        return policy.alone(notification(tx, account_id, number))
    found = groups.by_key(tx, account_id, key)
    if found is None:
        raise NotFound
    return found


def heard(tx: ReadTransaction, account_id: AccountId, found: Sequence[Group]) -> list[Group]:
    """Leave out people who are gone, blocked or muted so, and groups of nobody else."""
    people = {who for each in found for who in each.sample}
    audible = people_heard(tx, account_id, people)
    shown = (
        each._replace(sample=tuple(who for who in each.sample if who in audible)) for each in found
    )
    return [each for each in shown if each.sample]


def without_silenced(
    tx: ReadTransaction, account_id: AccountId, found: Sequence[Group]
) -> list[Group]:
    """Leave out people who are blocked or muted so; whoever shows it leaves out who is gone."""
    people = {who for each in found for who in each.sample}
    silenced = pages.silenced(tx, account_id, people) if people else set()
    if not silenced:
        return list(found)
    return [
        each._replace(sample=tuple(who for who in each.sample if who not in silenced))
        for each in found
    ]


def people_page(
    tx: ReadTransaction, account_id: AccountId, key: str, asked: Asked
) -> list[tuple[int, AccountId]]:
    """Return (cursor, who) of everybody in a group, newest first; NotFound as for the group."""
    found = group(tx, account_id, key)
    if policy.ungrouped_id(key) is not None:
        return [(found.latest_id, found.sample[0])]
    rows = notifications.people_of_group(tx, account_id, key, asked)
    return rows[::-1] if asked.upwards else rows


def people_heard(
    tx: ReadTransaction, account_id: AccountId, people: Collection[AccountId]
) -> set[AccountId]:
    """Return who of these is there and neither blocked nor muted so."""
    return pages.audible(tx, account_id, people) if people else set()


def recipients_of_old(
    tx: ReadTransaction, *, buckets: Sequence[int], before: int, most: int
) -> list[AccountId]:
    """Return some of these buckets who were told something before an id."""
    return leaving.recipients_of_old(tx, buckets=buckets, before=before, most=most)


def _held(tx: ReadTransaction, account_id: AccountId, asked: Asked) -> list[Notification]:
    stretch = Stretch(
        before=asked.before,
        after=asked.after,
        upwards=asked.upwards,
        limit=asked.limit,
        types=mask(asked.types),
        from_id=asked.from_id,
    )
    found = requests.held_page(tx, account_id, stretch)
    heard = people_heard(tx, account_id, {each.from_id for each in found})
    return [policy.released(account_id, each) for each in found if each.from_id in heard]
