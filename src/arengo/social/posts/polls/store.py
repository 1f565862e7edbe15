"""The rows of polls and votes.

Owns: polls, poll_votes.
"""

from collections.abc import Collection, Sequence
from typing import Any, Final

import msgspec

from arengo.base.ids import AccountId, PostId, bucket_of
from arengo.social.posts.polls.model import Poll, PollFlag, Vote
from arengo.storage import ReadTransaction, Transaction

_options: Final = msgspec.json.Decoder(tuple[str, ...])
_tallies: Final = msgspec.json.Decoder(tuple[int, ...])


def _poll(*columns: Any) -> Poll:
    post_id, account_id, flags, round_, options, tallies, voters, ends_ms = columns
    return Poll(
        PostId(post_id),
        AccountId(account_id),
        PollFlag(flags),
        round_,
        _options.decode(options),
        _tallies.decode(tallies),
        voters,
        ends_ms,
    )


def poll_by_id(tx: ReadTransaction, post_id: PostId) -> Poll | None:
    """Return the poll of a post."""
    found = polls_by_id(tx, [post_id])
    return found[0] if found else None


def polls_by_id(tx: ReadTransaction, ids: Collection[int]) -> list[Poll]:
    """Return the polls of posts, in no order."""
    return tx.all(
        _poll,
        """
        SELECT id, account_id, flags, round, options, tallies, voters, ends_ms
        FROM polls WHERE bucket IN :buckets AND id IN :ids
        """,
        buckets=list({bucket_of(each) for each in ids}),
        ids=list(ids),
    )


def put_poll(tx: Transaction, poll: Poll) -> None:
    """Write a poll whole, whether it was there or not."""
    tx.execute(
        """
        INSERT INTO polls
          (bucket, id, account_id, flags, round, options, tallies, voters, ends_ms)
        VALUES
          (:bucket, :id, :account_id, :flags, :round, :options, :tallies, :voters, :ends_ms)
        ON CONFLICT (bucket, id) DO UPDATE SET
          flags = excluded.flags, round = excluded.round, options = excluded.options,
          tallies = excluded.tallies, voters = excluded.voters, ends_ms = excluded.ends_ms
        """,
        bucket=bucket_of(poll.id),
        id=poll.id,
        account_id=poll.account_id,
        flags=int(poll.flags),
        round=poll.round,
        options=msgspec.json.encode(poll.options).decode(),
        tallies=msgspec.json.encode(poll.tallies).decode(),
        voters=poll.voters,
        ends_ms=poll.ends_ms,
    )


def set_tallies(tx: Transaction, post_id: PostId, *, tallies: Sequence[int], voters: int) -> bool:
    """Write how a poll stands; False when it is gone."""
    changed = tx.execute(
        "UPDATE polls SET tallies = :tallies, voters = :voters WHERE bucket = :bucket AND id = :id",
        bucket=bucket_of(post_id),
        id=post_id,
        tallies=msgspec.json.encode(tallies).decode(),
        voters=voters,
    )
    return changed == 1


def delete_poll(tx: Transaction, post_id: PostId) -> bool:
    """Remove the row of a poll; False when there was none."""
    removed = tx.execute(
        "DELETE FROM polls WHERE bucket = :bucket AND id = :id",
        bucket=bucket_of(post_id),
        id=post_id,
    )
    return removed == 1


def add_vote(tx: Transaction, account_id: AccountId, poll: Poll, choices: int) -> bool:
    """Record what somebody chose; False when they have voted in this round."""
    added = tx.execute(
        """
        INSERT INTO poll_votes (bucket, account_id, poll_id, round, choices)
        VALUES (:bucket, :account_id, :poll_id, :round, :choices)
        ON CONFLICT (bucket, account_id, poll_id) DO UPDATE SET
          round = excluded.round, choices = excluded.choices
          WHERE poll_votes.round <> excluded.round
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        poll_id=poll.id,
        round=poll.round,
        choices=choices,
    )
    return added == 1


def votes_in(tx: ReadTransaction, account_id: AccountId, poll_ids: Collection[int]) -> list[Vote]:
    """Return what somebody chose in these polls."""
    return tx.all(
        Vote,
        """
        SELECT account_id, poll_id, round, choices FROM poll_votes
        WHERE bucket = :bucket AND account_id = :account_id AND poll_id IN :ids
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        ids=list(poll_ids),
    )


def votes_of(tx: ReadTransaction, account_id: AccountId, *, limit: int) -> list[Vote]:
    """Return some votes of one account, in the order of the polls."""
    return tx.all(
        Vote,
        """
        SELECT account_id, poll_id, round, choices FROM poll_votes
        WHERE bucket = :bucket AND account_id = :account_id ORDER BY poll_id LIMIT :limit
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        limit=limit,
    )


def delete_vote(tx: Transaction, account_id: AccountId, poll_id: PostId) -> None:
    """Remove one vote."""
    tx.execute(
        """
        DELETE FROM poll_votes
        WHERE bucket = :bucket AND account_id = :account_id AND poll_id = :poll_id
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        poll_id=poll_id,
    )


def voters(
    tx: ReadTransaction, poll_id: PostId, *, round: int, after: int, limit: int
) -> list[AccountId]:
    """Return who has voted in a round: a scatter along its own index, for a job."""
    return tx.all(
        AccountId,
        """
        SELECT account_id FROM poll_votes
        WHERE poll_id = :poll_id AND account_id > :after AND round = :round
        ORDER BY account_id LIMIT :limit
        """,
        poll_id=poll_id,
        round=round,
        after=after,
        limit=limit,
    )


def delete_votes(tx: Transaction, poll_id: PostId, *, but_round: int, most: int) -> list[AccountId]:
    """Remove some votes of all rounds but one, and return whose: a scatter, for a job."""
    return tx.all(
        AccountId,
        """
        DELETE FROM poll_votes
        WHERE poll_id = :poll_id AND round <> :round AND account_id IN (
          SELECT account_id FROM poll_votes
          WHERE poll_id = :poll_id AND round <> :round ORDER BY account_id LIMIT :most)
        RETURNING account_id
        """,
        poll_id=poll_id,
        round=but_round,
        most=most,
    )
