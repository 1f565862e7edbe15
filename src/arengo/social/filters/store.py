"""The rows of filters.

Owns: filter_sets, filters, filter_keywords, filter_posts.
"""

from collections.abc import Sequence

from arengo.base.ids import AccountId, PostId, bucket_of
from arengo.social.filters.model import Action, Context, Filter, FilteredPost, Keyword
from arengo.storage import ReadTransaction, Transaction

_READ_MOST = 2_000


def version_of(tx: ReadTransaction, account_id: AccountId) -> int:
    """Return the version of what somebody filters; 0 when nothing."""
    return (
        tx.value(
            "SELECT ver FROM filter_sets WHERE bucket = :bucket AND account_id = :account_id",
            bucket=bucket_of(account_id),
            account_id=account_id,
        )
        or 0
    )


def put_version(tx: Transaction, account_id: AccountId, *, ver: int) -> None:
    """Say that somebody filters, and that it is different from now on."""
    tx.execute(
        """
        INSERT INTO filter_sets (bucket, account_id, ver) VALUES (:bucket, :account_id, :ver)
        ON CONFLICT (bucket, account_id) DO UPDATE SET ver = excluded.ver
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        ver=ver,
    )


def remove_version(tx: Transaction, account_id: AccountId) -> None:
    """Say that somebody filters nothing."""
    tx.execute(
        "DELETE FROM filter_sets WHERE bucket = :bucket AND account_id = :account_id",
        bucket=bucket_of(account_id),
        account_id=account_id,
    )


def filters_of(tx: ReadTransaction, account_id: AccountId) -> list[Filter]:
    """Return somebody's filters, in the order in which they were made."""
    return tx.all(
        _filter,
        """
        SELECT id, title, contexts, action, expires_ms FROM filters
        WHERE bucket = :bucket AND account_id = :account_id ORDER BY id LIMIT :most
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        most=_READ_MOST,
    )


def put_filter(tx: Transaction, account_id: AccountId, each: Filter) -> None:
    """Write a filter, a new one or as it is from now on."""
    tx.execute(
        """
        INSERT INTO filters (bucket, account_id, id, title, contexts, action, expires_ms)
        VALUES (:bucket, :account_id, :id, :title, :contexts, :action, :expires_ms)
        ON CONFLICT (bucket, account_id, id) DO UPDATE SET
          title = excluded.title, contexts = excluded.contexts, action = excluded.action,
          expires_ms = excluded.expires_ms
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        id=each.id,
        title=each.title,
        contexts=int(each.contexts),
        action=int(each.action),
        expires_ms=each.expires_ms,
    )


def remove_filter(tx: Transaction, account_id: AccountId, filter_id: int) -> None:
    """Remove a filter; what is in it is removed by the other two."""
    tx.execute(
        "DELETE FROM filters WHERE bucket = :bucket AND account_id = :account_id AND id = :id",
        bucket=bucket_of(account_id),
        account_id=account_id,
        id=filter_id,
    )


def remove_keywords_of(tx: Transaction, account_id: AccountId, filter_id: int) -> None:
    """Remove the keywords of a filter."""
    tx.execute(
        """
        DELETE FROM filter_keywords
        WHERE bucket = :bucket AND account_id = :account_id AND filter_id = :filter_id
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        filter_id=filter_id,
    )


def remove_posts_of(tx: Transaction, account_id: AccountId, filter_id: int) -> None:
    """Remove the posts of a filter."""
    tx.execute(
        """
        DELETE FROM filter_posts
        WHERE bucket = :bucket AND account_id = :account_id AND filter_id = :filter_id
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        filter_id=filter_id,
    )


def keywords_of(tx: ReadTransaction, account_id: AccountId) -> list[Keyword]:
    """Return the keywords of all of somebody's filters."""
    return tx.all(
        _keyword,
        """
        SELECT id, filter_id, keyword, whole_word FROM filter_keywords
        WHERE bucket = :bucket AND account_id = :account_id ORDER BY id LIMIT :most
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        most=_READ_MOST,
    )


def put_keywords(tx: Transaction, account_id: AccountId, keywords: Sequence[Keyword]) -> None:
    """Write keywords, new ones or as they are from now on."""
    tx.execute_many(
        """
        INSERT INTO filter_keywords (bucket, account_id, id, filter_id, keyword, whole_word)
        VALUES (:bucket, :account_id, :id, :filter_id, :keyword, :whole_word)
        ON CONFLICT (bucket, account_id, id) DO UPDATE SET
          keyword = excluded.keyword, whole_word = excluded.whole_word
        """,
        [
            {
                "bucket": bucket_of(account_id),
                "account_id": account_id,
                "id": each.id,
                "filter_id": each.filter_id,
                "keyword": each.text,
                "whole_word": int(each.whole_word),
            }
            for each in keywords
        ],
    )


def remove_keyword(tx: Transaction, account_id: AccountId, keyword_id: int) -> None:
    """Remove one keyword."""
    tx.execute(
        """
        DELETE FROM filter_keywords
        WHERE bucket = :bucket AND account_id = :account_id AND id = :id
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        id=keyword_id,
    )


def posts_of(tx: ReadTransaction, account_id: AccountId) -> list[FilteredPost]:
    """Return the posts of all of somebody's filters."""
    return tx.all(
        FilteredPost,
        """
        SELECT id, filter_id, post_id FROM filter_posts
        WHERE bucket = :bucket AND account_id = :account_id ORDER BY id LIMIT :most
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        most=_READ_MOST,
    )


def add_post(tx: Transaction, account_id: AccountId, each: FilteredPost) -> None:
    """Put a post into a filter; one that is in it stays as it is."""
    tx.execute(
        """
        INSERT INTO filter_posts (bucket, account_id, id, filter_id, post_id)
        VALUES (:bucket, :account_id, :id, :filter_id, :post_id)
        ON CONFLICT DO NOTHING
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        id=each.id,
        filter_id=each.filter_id,
        post_id=each.post_id,
    )


def remove_post(tx: Transaction, account_id: AccountId, row_id: int) -> None:
    """Take a post out of a filter."""
    tx.execute(
        "DELETE FROM filter_posts WHERE bucket = :bucket AND account_id = :account_id AND id = :id",
        bucket=bucket_of(account_id),
        account_id=account_id,
        id=row_id,
    )


def remove_post_everywhere(tx: Transaction, post_id: PostId, *, most: int) -> int:
    """Take a post that is gone out of filters, some at a time: a scatter, for a job."""
    return tx.execute(
        """
        DELETE FROM filter_posts WHERE post_id = :post_id AND id IN (
          SELECT id FROM filter_posts WHERE post_id = :post_id ORDER BY id LIMIT :most)
        """,
        post_id=post_id,
        most=most,
    )


def remove_all(tx: Transaction, account_id: AccountId) -> int:
    """Forget what somebody who is going filtered; returns how many rows."""
    owner = {"bucket": bucket_of(account_id), "account_id": account_id}
    return sum(
        tx.execute(
            f"DELETE FROM {table} WHERE bucket = :bucket AND account_id = :account_id", **owner
        )
        for table in ("filter_sets", "filters", "filter_keywords", "filter_posts")
    )


def _filter(row_id: int, title: str, contexts: int, action: int, expires_ms: int | None) -> Filter:
    return Filter(row_id, title, Context(contexts), Action(action), expires_ms)


def _keyword(row_id: int, filter_id: int, text: str, whole_word: int) -> Keyword:
    return Keyword(row_id, filter_id, text, bool(whole_word))
