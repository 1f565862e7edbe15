"""The verbs of polls: open, change, vote, end, and what happens when things go."""

from collections.abc import Sequence

from msgspec.structs import replace

from arengo.base.clock import now_ms
from arengo.base.errors import Invalid, NotFound
from arengo.base.ids import AccountId, PostId, new_id
from arengo.base.lanes import Lane
from arengo.social.posts.polls import store
from arengo.social.posts.polls.events import PollEnded, VotesForgotten
from arengo.social.posts.polls.model import NewPoll, Poll, PollFlag
from arengo.social.posts.polls.policy import ALREADY, chosen, counted
from arengo.social.posts.queries import posts_by_id, visible_post
from arengo.storage import Transaction


def open_poll(tx: Transaction, *, by: AccountId, post_id: PostId, poll: NewPoll) -> None:
    """Let people vote from now on until its end; who has opened a post's poll has its lock.

    One that was held elsewhere is over, and nobody is told of its end.
    """
    options, outcome = poll.question.options, poll.outcome
    if outcome:
        flags = _flags(poll) | PollFlag.TOLD | PollFlag.BROUGHT
        went = (outcome.tallies, outcome.voters, outcome.ended_ms)
        store.put_poll(tx, Poll(post_id, by, flags, new_id(by), options, *went))
        return
    opened = Poll(
        post_id,
        by,
        _flags(poll),
        new_id(by),
        options,
        (0,) * len(options),
        0,
        now_ms() + poll.lasts_ms,
    )
    store.put_poll(tx, opened)
    _end_later(tx, opened)


def change_poll(tx: Transaction, *, by: AccountId, post_id: PostId, poll: NewPoll) -> None:
    """Ask something else, or for another time; who is asked something else votes again.

    What was asked elsewhere is not asked again: its voters are not here.
    """
    before = store.poll_by_id(tx, post_id)
    if before and PollFlag.BROUGHT in before.flags and before.question == poll.question:
        return
    if before is None or before.question != poll.question:
        open_poll(tx, by=by, post_id=post_id, poll=poll)
        _forget_later(tx, post_id)
        return
    after = replace(before, flags=_flags(poll), ends_ms=now_ms() + poll.lasts_ms)
    store.put_poll(tx, after)
    _end_later(tx, after)


def remove_poll(tx: Transaction, post_id: PostId) -> None:
    """Take a poll away; the votes go by job."""
    if store.delete_poll(tx, post_id):
        _forget_later(tx, post_id)


def vote(tx: Transaction, *, by: AccountId, poll_id: PostId, choices: Sequence[str]) -> None:
    """Vote, once. NotFound when the viewer sees no such poll; Invalid when it cannot be chosen."""
    visible_post(tx, poll_id, viewer=by)
    tx.lock("post", poll_id)  # of many at once each finds what the other left
    poll = store.poll_by_id(tx, poll_id)
    if poll is None:
        raise NotFound
    bits = chosen(poll, choices, by=by, now=now_ms())
    if not store.add_vote(tx, by, poll, bits):
        raise Invalid(ALREADY)
    tallies = counted(poll.tallies, bits, by=1)
    if not store.set_tallies(tx, poll_id, tallies=tallies, voters=poll.voters + 1):
        raise NotFound  # it was deleted meanwhile


def end(tx: Transaction, *, poll_id: PostId) -> None:
    """Announce that a poll is over, once; nothing when it is gone or lasts longer by now."""
    tx.lock("post", poll_id)
    poll = store.poll_by_id(tx, poll_id)
    post = posts_by_id(tx, [poll_id]).get(poll_id)
    if not poll or not post or PollFlag.TOLD in poll.flags or not poll.is_over(now_ms()):
        return
    store.put_poll(tx, replace(poll, flags=poll.flags | PollFlag.TOLD))
    tx.announce(PollEnded(post=post))


def forget_votes(tx: Transaction, *, poll_id: PostId, most: int) -> int:
    """Forget some votes that count no more; returns how many."""
    poll = store.poll_by_id(tx, poll_id)
    voters = store.delete_votes(tx, poll_id, but_round=poll.round if poll else 0, most=most)
    if voters:
        tx.announce(VotesForgotten(poll_id=poll_id, voters=tuple(voters)))
    return len(voters)


def forget_account(tx: Transaction, *, account_id: AccountId, most: int = 50) -> int:
    """Take back some votes of an account that is going; returns how many."""
    cast = store.votes_of(tx, account_id, limit=most)
    for each in cast:  # in the order of the polls, so that two who leave never wait for each other
        tx.lock("post", each.poll_id)
        poll = store.poll_by_id(tx, each.poll_id)
        store.delete_vote(tx, account_id, each.poll_id)
        if poll and poll.round == each.round:
            tallies = counted(poll.tallies, each.choices, by=-1)
            store.set_tallies(tx, poll.id, tallies=tallies, voters=poll.voters - 1)
    return len(cast)


def _flags(poll: NewPoll) -> PollFlag:
    flags = PollFlag.MULTIPLE if poll.question.multiple else PollFlag(0)
    return flags | PollFlag.HIDDEN if poll.hidden else flags


def _end_later(tx: Transaction, poll: Poll) -> None:
    tx.enqueue("polls.end", lane=Lane.FANOUT, run_ms=poll.ends_ms, poll_id=poll.id)


def _forget_later(tx: Transaction, post_id: PostId) -> None:
    tx.enqueue("polls.forget_votes", lane=Lane.MAINTENANCE, poll_id=post_id)
