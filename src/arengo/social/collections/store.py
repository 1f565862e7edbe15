"""Collections and who is in them.

Owns: collections, collection_items.
"""

from collections.abc import Sequence
from typing import Any, Final

from arengo.base.ids import AccountId, bucket_of
from arengo.social.collections.model import Collection, Item, ItemState
from arengo.storage import ReadTransaction, Transaction

_COLUMNS: Final = (
    "id, account_id, name, description, language, tag, sensitive, discoverable, changed_ms"
)
_ITEM: Final = "id, collection_id, target_id, state"


def add(tx: Transaction, known: Collection) -> None:
    """Write a new collection."""
    tx.execute(
        f"""
        INSERT INTO collections (bucket, {_COLUMNS})
        VALUES (:bucket, :id, :account_id, :name, :description, :language, :tag, :sensitive,
                :discoverable, :changed_ms)
        """,
        account_id=known.account_id,
        **_values(known),
    )


def change(tx: Transaction, known: Collection) -> None:
    """Write what a collection says from now on."""
    tx.execute(
        """
        UPDATE collections SET
          name = :name, description = :description, language = :language, tag = :tag,
          sensitive = :sensitive, discoverable = :discoverable, changed_ms = :changed_ms
        WHERE bucket = :bucket AND id = :id
        """,
        **_values(known),
    )


def touch(tx: Transaction, collection_id: int, *, changed_ms: int) -> None:
    """Write down that who is in a collection has changed."""
    tx.execute(
        "UPDATE collections SET changed_ms = :changed_ms WHERE bucket = :bucket AND id = :id",
        bucket=bucket_of(collection_id),
        id=collection_id,
        changed_ms=changed_ms,
    )


def remove(tx: Transaction, collection_id: int) -> None:
    """Remove a collection; who is in it is removed by the other."""
    tx.execute(
        "DELETE FROM collections WHERE bucket = :bucket AND id = :id",
        bucket=bucket_of(collection_id),
        id=collection_id,
    )


def remove_items_of(tx: Transaction, collection_id: int) -> list[AccountId]:
    """Take everybody out of a collection that goes; returns who that was."""
    return tx.all(
        AccountId,
        """
        DELETE FROM collection_items WHERE bucket = :bucket AND collection_id = :collection_id
        RETURNING target_id
        """,
        bucket=bucket_of(collection_id),
        collection_id=collection_id,
    )


def collections_by_id(tx: ReadTransaction, ids: Sequence[int]) -> list[Collection]:
    """Return those of the collections that exist, newest first."""
    return tx.all(
        _collection,
        f"""
        SELECT {_COLUMNS} FROM collections WHERE bucket IN :buckets AND id IN :ids
        ORDER BY id DESC LIMIT 1000
        """,
        buckets=list({bucket_of(each) for each in ids}),
        ids=list(ids),
    )


def collections_of(
    tx: ReadTransaction, account_id: AccountId, *, least: int, limit: int, offset: int
) -> list[Collection]:
    """Return somebody's collections, newest first; with `least` 1 those for everybody's eyes."""
    return tx.all(
        _collection,
        f"""
        SELECT {_COLUMNS} FROM collections
        WHERE bucket = :bucket AND account_id = :account_id AND discoverable >= :least
        ORDER BY id DESC LIMIT :limit OFFSET :offset
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        least=least,
        limit=limit,
        offset=offset,
    )


def ids_with(tx: ReadTransaction, target_id: AccountId, *, limit: int, offset: int) -> list[int]:
    """Return the collections that somebody is in, newest first: a scatter, and rare."""
    rows = tx.rows(
        """
        SELECT collection_id FROM collection_items WHERE target_id = :target_id AND state = 1
        ORDER BY collection_id DESC LIMIT :limit OFFSET :offset
        """,
        target_id=target_id,
        limit=limit,
        offset=offset,
    )
    return [row[0] for row in rows]


def items_of(tx: ReadTransaction, collection_ids: Sequence[int]) -> list[Item]:
    """Return who is in collections, or was, in the order in which they came."""
    return tx.all(
        _item,
        f"""
        SELECT {_ITEM} FROM collection_items
        WHERE bucket IN :buckets AND collection_id IN :ids ORDER BY id LIMIT 10000
        """,
        buckets=list({bucket_of(each) for each in collection_ids}),
        ids=list(collection_ids),
    )


def put_item(tx: Transaction, item: Item, *, account_id: AccountId) -> None:
    """Write down that somebody is in a collection, or took themselves out."""
    tx.execute(
        """
        INSERT INTO collection_items (bucket, collection_id, target_id, account_id, id, state)
        VALUES (:bucket, :collection_id, :target_id, :account_id, :id, :state)
        ON CONFLICT (bucket, collection_id, target_id) DO UPDATE SET state = excluded.state
        """,
        bucket=bucket_of(item.collection_id),
        collection_id=item.collection_id,
        target_id=item.target_id,
        account_id=account_id,
        id=item.id,
        state=int(item.state),
    )


def remove_item(tx: Transaction, item: Item) -> None:
    """Take somebody out of a collection."""
    tx.execute(
        """
        DELETE FROM collection_items
        WHERE bucket = :bucket AND collection_id = :collection_id AND target_id = :target_id
        """,
        bucket=bucket_of(item.collection_id),
        collection_id=item.collection_id,
        target_id=item.target_id,
    )


def remove_between(tx: Transaction, account_id: AccountId, target_id: AccountId) -> list[int]:
    """Take somebody out of all collections of somebody else; returns which these were."""
    rows = tx.rows(
        """
        DELETE FROM collection_items
        WHERE bucket = :bucket AND account_id = :account_id AND target_id = :target_id
        RETURNING collection_id
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        target_id=target_id,
    )
    return [row[0] for row in rows]


def remove_everywhere(tx: Transaction, target_id: AccountId, *, most: int) -> int:
    """Take somebody who is going out of collections, some at a time: a scatter, for a job."""
    return tx.execute(
        """
        DELETE FROM collection_items WHERE target_id = :target_id AND id IN (
          SELECT id FROM collection_items WHERE target_id = :target_id ORDER BY id LIMIT :most)
        """,
        target_id=target_id,
        most=most,
    )


def _values(known: Collection) -> dict[str, Any]:
    return {
        "bucket": bucket_of(known.id),
        "id": known.id,
        "name": known.name,
        "description": known.description,
        "language": known.language,
        "tag": known.tag,
        "sensitive": int(known.sensitive),
        "discoverable": int(known.discoverable),
        "changed_ms": known.changed_ms,
    }


def _collection(*columns: Any) -> Collection:
    number, account_id, name, description, language, tag, sensitive, discoverable, at_ms = columns
    return Collection(
        number,
        account_id,
        name,
        description,
        language,
        tag,
        bool(sensitive),
        bool(discoverable),
        at_ms,
    )


def _item(item_id: int, collection_id: int, target_id: AccountId, state: int) -> Item:
    return Item(item_id, collection_id, target_id, ItemState(state))
