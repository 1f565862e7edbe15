"""People by the beginning of their names, and by names that are nearly right."""

from typing import Final

from arengo.base.ids import AccountId
from arengo.social.accounts.model import Account
from arengo.social.accounts.policy import handle_key, split_handle
from arengo.social.accounts.queries import SEARCHED, accounts_by_id, search_accounts
from arengo.social.follows.queries import followed_among
from arengo.social.search.words import plain_name, trigrams
from arengo.storage import ReadTransaction
from arengo.storage.sidecar import SearchFiles

_ENOUGH: Final = 5  # so many with the right beginning, and nobody meant another name
_COMPARED: Final = 60
_SHORTEST: Final = 4  # of a name that can be nearly right
_LONG: Final = 8  # of a name in which two slips are forgiven


def search_people(
    tx: ReadTransaction,
    files: SearchFiles,
    text: str,
    *,
    viewer: AccountId | None,
    only_followed: bool = False,
    limit: int,
    offset: int = 0,
    host_name: str,
) -> list[AccountId]:
    """Return who is called so: the exact name, those one follows, others by fame, near names."""
    found = search_accounts(tx, text, limit=SEARCHED + 1, host_name=host_name)
    near = _near(tx, files, text, known={each.id for each in found}) if len(found) < _ENOUGH else []
    people = [*found, *near]
    followed = followed_among(tx, viewer, [each.id for each in people]) if viewer else set()
    if only_followed:
        people = [each for each in people if each.id in followed]
    exact = handle_key(*split_handle(text, host_name))
    near_ids = {each.id for each in near}
    people.sort(  # what is alike stays as it came: by fame, or by nearness
        key=lambda each: (
            handle_key(each.username, each.domain) != exact,
            each.id in near_ids,
            each.id not in followed,
        )
    )
    return [each.id for each in people[offset : offset + limit]]


def _near(
    tx: ReadTransaction, files: SearchFiles, text: str, *, known: set[AccountId]
) -> list[Account]:
    """Return who has a name that differs by a slip or two."""
    wanted = plain_name(text).removeprefix("@").partition("@")[0]
    expression = trigrams(wanted) if len(wanted) >= _SHORTEST else None
    if expression is None:
        return []
    ids = [each for each in files.find_people(expression, limit=_COMPARED) if each not in known]
    people = accounts_by_id(tx, ids)
    slips = 1 if len(wanted) < _LONG else 2
    scored = [
        (distance, position, people[AccountId(each)])
        for position, each in enumerate(ids)
        if AccountId(each) in people
        and people[AccountId(each)].available
        and (distance := _distance_to(people[AccountId(each)], wanted, slips)) <= slips
    ]
    return [account for _, _, account in sorted(scored, key=lambda each: each[:2])]


def _distance_to(account: Account, wanted: str, most: int) -> int:
    """Return the fewest slips between what was typed and any name of somebody."""
    shown = plain_name(account.display_name)
    names = {plain_name(account.username), shown, *shown.split()}
    return min(slips_between(wanted, name, most) for name in names)


def slips_between(one: str, two: str, most: int) -> int:
    """Count letters added, left out, mistaken or swapped with a neighbour; at most `most` + 1."""
    if abs(len(one) - len(two)) > most:
        return most + 1
    one, two = _where_they_differ(one, two)
    before, last = [0] * (len(two) + 1), list(range(len(two) + 1))
    for row, letter in enumerate(one, start=1):
        line = [row]
        for column, other in enumerate(two, start=1):
            cost = min(last[column] + 1, line[column - 1] + 1, last[column - 1] + (letter != other))
            swapped = row > 1 and column > 1 and letter == two[column - 2] and one[row - 2] == other
            line.append(min(cost, before[column - 2] + 1) if swapped else cost)
        if min(line) > most:
            return most + 1
        before, last = last, line
    return min(last[-1], most + 1)


def _where_they_differ(one: str, two: str) -> tuple[str, str]:
    """Return two words without what they begin and end with alike."""
    while one and two and one[0] == two[0]:
        one, two = one[1:], two[1:]
    while one and two and one[-1] == two[-1]:
        one, two = one[:-1], two[:-1]
    return one, two
