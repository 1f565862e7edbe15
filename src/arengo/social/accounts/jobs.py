"""What goes on after somebody left: everything they owned is erased, piece by piece."""

from collections.abc import Callable, Sequence

from arengo.base.clock import DAY_MS, now_ms
from arengo.base.ids import AccountId
from arengo.providers.files import FileStore
from arengo.social.accounts import actions
from arengo.social.accounts.queries import pictures_of
from arengo.storage import Database

NAME_KEPT_MS = 365 * DAY_MS
Step = Callable[..., int]  # (tx, *, account_id) → how many rows went; 0 when nothing is left


async def erase(db: Database, files: FileStore, steps: Sequence[Step], *, account_id: int) -> None:
    """Let every feature erase what it keeps of an account, then the account itself.

    Then once more: a request or a job may have been on its way until the account was not there.
    """
    await _erase(db, steps, AccountId(account_id))
    names = await db.read(pictures_of, account_id)
    for name in names:
        await files.delete(name)
    await db.write(actions.remove_account, AccountId(account_id))
    await _erase(db, steps, AccountId(account_id))


async def _erase(db: Database, steps: Sequence[Step], account_id: AccountId) -> None:
    for step in steps:
        while await db.write(step, account_id=account_id):
            continue


async def delete_files(files: FileStore, *, names: str) -> None:
    """Delete pictures that nobody shows any more; names are separated by blanks."""
    for name in names.split():
        await files.delete(name)


async def free_names(db: Database) -> None:
    """Let user names be taken again, a year after their owners left."""
    await db.write(actions.free_names, before_ms=now_ms() - NAME_KEPT_MS)
