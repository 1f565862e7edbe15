"""The rows of people.

Owns: accounts, account_stats, account_names, hosts.
"""

from collections.abc import Collection, Sequence
from typing import Any, Final

import msgspec

from arengo.base.ids import AccountId, PostId, bucket_of
from arengo.social.accounts.model import (
    Account,
    AccountFlag,
    AccountStats,
    Field,
    Habits,
    Picture,
    Preferences,
    Totals,
    Version,
)
from arengo.storage import ReadTransaction, Transaction

_fields: Final = msgspec.json.Decoder(tuple[Field, ...])
_picture: Final = msgspec.json.Decoder(Picture)
_preferences: Final = msgspec.json.Decoder(Preferences)
_habits: Final = msgspec.json.Decoder(Habits)

_COLUMNS: Final = """
SELECT a.id, a.ver, a.flags, a.host_id, a.last_active, a.username, a.domain, a.display_name, a.note,
       a.fields, a.avatar, a.header, a.uri, a.url, a.moved_to,
       s.followers, s.following, s.posts, s.last_post_id
FROM accounts a JOIN account_stats s ON s.bucket = a.bucket AND s.account_id = a.id
"""


def _account(*row: Any) -> Account:
    (account_id, ver, flags, host_id, active, username, domain, display_name, note, *rest) = row
    fields, avatar, header, uri, url, moved_to, followers, following, posts, last_post_id = rest
    return Account(
        id=account_id,
        ver=ver,
        flags=AccountFlag(flags),
        host_id=host_id,
        last_active=active,
        username=username,
        domain=domain,
        display_name=display_name,
        note=note,
        fields=_fields.decode(fields) if fields != "[]" else (),
        avatar=_picture.decode(avatar) if avatar else None,
        header=_picture.decode(header) if header else None,
        uri=uri,
        url=url,
        moved_to=moved_to,
        stats=AccountStats(followers, following, posts, last_post_id or None),
    )


def account_by_id(tx: ReadTransaction, account_id: int) -> Account | None:
    """Return one account, whatever its state."""
    return tx.one(
        _account,
        _COLUMNS + "WHERE a.bucket = :bucket AND a.id = :id",
        bucket=bucket_of(account_id),
        id=account_id,
    )


def accounts_by_id(tx: ReadTransaction, ids: Collection[int]) -> list[Account]:
    """Return those that exist, in no order."""
    return tx.all(
        _account,
        _COLUMNS + "WHERE a.bucket IN :buckets AND a.id IN :ids",
        buckets=list({bucket_of(each) for each in ids}),
        ids=list(ids),
    )


def versions_by_id(tx: ReadTransaction, ids: Collection[int]) -> list[Version]:
    """Return what a cached rendering needs of those that exist, in no order."""
    return tx.all(
        Version,
        """
        SELECT a.id, a.ver, a.flags, s.followers, s.following, s.posts, s.last_post_id, a.username
        FROM accounts a JOIN account_stats s ON s.bucket = a.bucket AND s.account_id = a.id
        WHERE a.bucket IN :buckets AND a.id IN :ids
        """,
        buckets=list({bucket_of(each) for each in ids}),
        ids=list(ids),
    )


def preferences_of(tx: ReadTransaction, account_id: int) -> Preferences | None:
    """Return what somebody wants as default."""
    found = tx.value(
        "SELECT preferences FROM accounts WHERE bucket = :bucket AND id = :id",
        bucket=bucket_of(account_id),
        id=account_id,
    )
    return None if found is None else _preferences.decode(found)


def habits_of(tx: ReadTransaction, account_id: int) -> Habits | None:
    """Return how somebody likes our pages."""
    found = tx.value(
        "SELECT habits FROM accounts WHERE bucket = :bucket AND id = :id",
        bucket=bucket_of(account_id),
        id=account_id,
    )
    return None if found is None else _habits.decode(found)


def choices_of(tx: ReadTransaction, account_id: int) -> tuple[Habits, Preferences] | None:
    """Return how somebody likes our pages, and their defaults everywhere."""
    row = tx.row(
        "SELECT habits, preferences FROM accounts WHERE bucket = :bucket AND id = :id",
        bucket=bucket_of(account_id),
        id=account_id,
    )
    return None if row is None else (_habits.decode(row[0]), _preferences.decode(row[1]))


def ids_by_prefix(tx: ReadTransaction, prefix: bytes, *, limit: int) -> list[AccountId]:
    """Return who has a name that begins so, in the order of the names."""
    rows = tx.rows(
        """
        SELECT account_id FROM account_names
        WHERE name >= :low AND name < :high ORDER BY name, account_id LIMIT :limit
        """,
        low=prefix,
        high=prefix + b"\xff",
        limit=limit,
    )
    return [AccountId(row[0]) for row in rows]


def newest_ids(tx: ReadTransaction, *, before: int, limit: int) -> list[AccountId]:
    """Return local accounts, newest first: a scatter, for the operator."""
    return tx.all(
        AccountId,
        """
        SELECT id FROM accounts WHERE host_id = 0 AND id < :before ORDER BY id DESC LIMIT :limit
        """,
        before=before,
        limit=limit,
    )


def known_hosts(tx: ReadTransaction, *, limit: int) -> list[str]:
    """Return the names of the other servers that we have heard of."""
    return tx.all(str, "SELECT domain FROM hosts ORDER BY domain LIMIT :limit", limit=limit)


def totals(tx: ReadTransaction, *, month_from: int, halfyear_from: int) -> Totals:
    """Return how many local accounts there are, and their posts: a scatter, and rare."""
    row = tx.row(
        """
        SELECT COUNT(*), COALESCE(SUM(CASE WHEN a.last_active >= :month THEN 1 ELSE 0 END), 0),
               COALESCE(SUM(CASE WHEN a.last_active >= :halfyear THEN 1 ELSE 0 END), 0),
               COALESCE(SUM(s.posts), 0)
        FROM accounts a JOIN account_stats s ON s.bucket = a.bucket AND s.account_id = a.id
        WHERE a.host_id = 0 AND (a.flags & :unavailable) = 0
        """,
        month=month_from,
        halfyear=halfyear_from,
        unavailable=int(AccountFlag.SUSPENDED | AccountFlag.DELETED),
    )
    assert row is not None
    return Totals(*map(int, row))


def add_account(tx: Transaction, *, account_id: AccountId, username: str, day: int) -> None:
    """Insert the row of somebody new."""
    tx.execute(
        """
        INSERT INTO accounts (bucket, id, username, last_active) VALUES (:bucket, :id, :name, :day)
        """,
        bucket=bucket_of(account_id),
        id=account_id,
        name=username,
        day=day,
    )


def add_stats(tx: Transaction, account_id: AccountId) -> None:
    """Insert the counters of somebody new."""
    tx.execute(
        "INSERT INTO account_stats (bucket, account_id) VALUES (:bucket, :id)",
        bucket=bucket_of(account_id),
        id=account_id,
    )


def put_names(tx: Transaction, account_id: AccountId, names: Collection[bytes]) -> None:
    """Replace what somebody is found by."""
    key = {"bucket": bucket_of(account_id), "account_id": account_id}
    tx.execute(
        "DELETE FROM account_names WHERE bucket = :bucket AND account_id = :account_id", **key
    )
    if names:
        tx.execute_many(
            """
            INSERT INTO account_names (bucket, account_id, name)
            VALUES (:bucket, :account_id, :name)
            """,
            [{**key, "name": name} for name in sorted(names)],
        )


def put_profile(tx: Transaction, account: Account) -> None:
    """Write what somebody shows, and raise the version."""
    tx.execute(
        """
        UPDATE accounts SET display_name = :display_name, note = :note, fields = :fields,
                            avatar = :avatar, header = :header, ver = ver + 1
        WHERE bucket = :bucket AND id = :id
        """,
        bucket=bucket_of(account.id),
        id=account.id,
        display_name=account.display_name,
        note=account.note,
        fields=_json(account.fields),
        avatar=_json(account.avatar) if account.avatar else None,
        header=_json(account.header) if account.header else None,
    )


def put_preferences(tx: Transaction, account_id: AccountId, preferences: Preferences) -> None:
    """Write what somebody wants as default."""
    tx.execute(
        "UPDATE accounts SET preferences = :preferences WHERE bucket = :bucket AND id = :id",
        bucket=bucket_of(account_id),
        id=account_id,
        preferences=_json(preferences),
    )


def put_habits(tx: Transaction, account_id: AccountId, habits: Habits) -> None:
    """Write how somebody likes our pages."""
    tx.execute(
        "UPDATE accounts SET habits = :habits WHERE bucket = :bucket AND id = :id",
        bucket=bucket_of(account_id),
        id=account_id,
        habits=_json(habits),
    )


def change_flags(
    tx: Transaction, account_id: AccountId, *, on: AccountFlag, off: AccountFlag
) -> bool:
    """Set and clear bits and raise the version; False when nothing was to change."""
    changed = tx.execute(
        """
        UPDATE accounts SET flags = (flags | :on_bits) & ~:off_bits, ver = ver + 1
        WHERE bucket = :bucket AND id = :id AND (flags | :on_bits) & ~:off_bits <> flags
        """,
        bucket=bucket_of(account_id),
        id=account_id,
        on_bits=int(on),
        off_bits=int(off),
    )
    return changed == 1


def touch_active(tx: Transaction, account_ids: Sequence[AccountId], *, day: int) -> None:
    """Remember the day that these were last here, in the order given."""
    tx.execute_many(
        """
        UPDATE accounts SET last_active = :day
        WHERE bucket = :bucket AND id = :id AND last_active < :day
        """,
        [{"bucket": bucket_of(each), "id": each, "day": day} for each in account_ids],
    )


def count(
    tx: Transaction,
    account_id: AccountId,
    *,
    followers: int,
    following: int,
    posts: int,
    last_post_id: PostId | None,
) -> bool:
    """Add to the counters of an account; False when it is not there any more."""
    counted = tx.execute(
        """
        UPDATE account_stats SET
          followers = followers + :followers, following = following + :following,
          posts = posts + :posts,
          last_post_id = CASE WHEN last_post_id < :last THEN :last ELSE last_post_id END
        WHERE bucket = :bucket AND account_id = :id
        """,
        bucket=bucket_of(account_id),
        id=account_id,
        followers=followers,
        following=following,
        posts=posts,
        last=last_post_id or 0,
    )
    return counted == 1


def remove_account(tx: Transaction, account_id: AccountId) -> None:
    """Remove the rows of an account that owns nothing any more."""
    key = {"bucket": bucket_of(account_id), "id": account_id}
    tx.execute("DELETE FROM account_names WHERE bucket = :bucket AND account_id = :id", **key)
    tx.execute("DELETE FROM account_stats WHERE bucket = :bucket AND account_id = :id", **key)
    tx.execute("DELETE FROM accounts WHERE bucket = :bucket AND id = :id", **key)


def _json(value: Sequence[Field] | Picture | Preferences | Habits) -> str:
    return msgspec.json.encode(value).decode()
