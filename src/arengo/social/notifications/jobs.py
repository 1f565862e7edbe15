"""Telling and forgetting that may be long: small transactions, a few of them to a job."""

from typing import Final

from arengo.base.clock import DAY_MS, now_ms
from arengo.base.ids import BUCKETS, MAX_ID, AccountId, PostId, first_id_at
from arengo.social.notifications import bells
from arengo.social.notifications.actions import clear, forget_post, forget_sender
from arengo.social.notifications.merging import merge
from arengo.social.notifications.queries import recipients_of_old
from arengo.social.notifications.requests.actions import forget_held
from arengo.storage import Database

_PEOPLE: Final = 100  # told in one transaction
_SLICES: Final = 5  # transactions in one job
_ROWS: Final = 200
_OLD_ROWS: Final = 1_000
_BUCKETS: Final = 64
KEPT_MS: Final = 180 * DAY_MS
_FEW: Final = 20  # told one by one, for each hears of another post


async def ring_bells(db: Database, *, post_id: int, after: int = 0) -> None:
    """Tell followers with a bell of a new post, five hundred of them; the rest is another job."""
    cursor = after
    for _ in range(_SLICES):
        cursor = await db.write(bells.ring, post_id=PostId(post_id), after=cursor, most=_PEOPLE)
        if not cursor:
            return
    await db.write(bells.ring_on, post_id=PostId(post_id), after=cursor)


async def tell_boosters(db: Database, *, post_id: int, before: int = MAX_ID) -> None:
    """Tell those who boosted a post that it was edited, five hundred of them."""
    cursor = before
    for _ in range(_SLICES):
        cursor = await db.write(
            bells.tell_boosters, post_id=PostId(post_id), before=cursor, most=_PEOPLE
        )
        if not cursor:
            return
    await db.write(bells.tell_boosters_on, post_id=PostId(post_id), before=cursor)


async def tell_voters(db: Database, *, post_id: int, after: int = 0) -> None:
    """Tell those who voted in a poll that it has ended, five hundred of them."""
    cursor = after
    for _ in range(_SLICES):
        cursor = await db.write(
            bells.tell_voters, post_id=PostId(post_id), after=cursor, most=_PEOPLE
        )
        if not cursor:
            return
    await db.write(bells.tell_voters_on, post_id=PostId(post_id), after=cursor)


async def tell_quoters(db: Database, *, post_id: int) -> None:
    """Tell those who quote a post that it was edited."""
    cursor = MAX_ID
    while cursor:
        cursor = await db.write(
            bells.tell_quoters, post_id=PostId(post_id), before=cursor, most=_FEW
        )


async def forget_post_of_author(db: Database, *, post_id: int, author_id: int) -> None:
    """Remove what an author and the followers with a bell were told about a deleted post."""
    author, post = AccountId(author_id), PostId(post_id)
    while await db.write(forget_post, account_id=author, post_id=post, most=_ROWS) == _ROWS:
        continue
    cursor = 0
    while cursor := await db.write(
        bells.unring, author_id=author, post_id=post, after=cursor, most=_ROWS
    ):
        continue


async def forget_sender_of(db: Database, *, account_id: int, from_id: int) -> None:
    """Remove what one person was told about another whom they blocked."""
    account, sender = AccountId(account_id), AccountId(from_id)
    while await db.write(forget_sender, account_id=account, from_id=sender, most=_ROWS) == _ROWS:
        continue


async def forget_old(db: Database) -> None:
    """Remove what was told half a year ago, some buckets after the others."""
    before = first_id_at(now_ms() - KEPT_MS)
    for first in range(0, BUCKETS, _BUCKETS):
        buckets = range(first, first + _BUCKETS)
        while people := await db.read(
            recipients_of_old, buckets=buckets, before=before, most=_PEOPLE
        ):
            for each in people:
                while await db.write(clear, by=each, before=before, most=_OLD_ROWS):
                    continue


async def merge_accepted(db: Database, *, account_id: int, from_id: int) -> None:
    """Move what was held back of a sender whom somebody has accepted."""
    account, sender = AccountId(account_id), AccountId(from_id)
    while await db.write(merge, account_id=account, from_id=sender, most=_PEOPLE):
        continue


async def forget_held_of(db: Database, *, account_id: int, from_id: int, before: int) -> None:
    """Remove what was held back of a sender whose request was dismissed."""
    account, sender = AccountId(account_id), AccountId(from_id)
    while (
        await db.write(forget_held, account_id=account, from_id=sender, before=before, most=_ROWS)
        == _ROWS
    ):
        continue
