"""Background work of follows."""

from contextlib import suppress

from arengo.base.errors import NotFound
from arengo.base.ids import AccountId
from arengo.social.follows.actions import accept_some, end_expired_mute
from arengo.storage import Database


async def accept_all(db: Database, *, account_id: int) -> None:
    """Accept everybody who asks an account that is not locked any more."""
    with suppress(NotFound):  # it is gone by now, and so are those who ask
        while await db.write(accept_some, by=AccountId(account_id)):
            continue


async def end_mute(db: Database, *, by_id: int, target_id: int) -> None:
    """End a mute whose time is over."""
    await db.write(end_expired_mute, by=AccountId(by_id), target=AccountId(target_id))
