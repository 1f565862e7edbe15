"""Polls as the pages show them: what is told to everybody, and what whoever reads has chosen."""

from collections.abc import Collection

from arengo.base.clock import now_ms
from arengo.base.ids import AccountId
from arengo.social.posts.model import PostFlag
from arengo.social.posts.polls.model import Poll, PollFlag
from arengo.social.posts.polls.queries import choices_of, polls_by_id
from arengo.social.timelines.model import Line
from arengo.storage import ReadTransaction
from arengo.web.context import OptionView, PollView


def poll_views(
    tx: ReadTransaction, lines: Collection[Line], *, viewer: AccountId | None = None
) -> dict[int, PollView]:
    """Return the polls on a page by post; nothing is asked when there is none."""
    asking = [line.shown_id for line in lines if line.shown_flags & PostFlag.POLL]
    polls = polls_by_id(tx, asking)
    chosen = choices_of(tx, polls.values(), viewer=viewer) if viewer and polls else {}
    now = now_ms()
    return {
        post_id: _view(
            poll,
            chosen.get(post_id, []),
            now,
            may_vote=viewer not in {None, poll.account_id} and post_id not in chosen,
        )
        for post_id, poll in polls.items()
    }


def _view(poll: Poll, chosen: Collection[int], now: int, *, may_vote: bool) -> PollView:
    shown = poll.shows_tallies(now)
    whole = max(poll.voters, 1)
    return PollView(
        options=tuple(
            OptionView(
                title=title,
                votes=tally if shown else 0,
                percent=100 * tally // whole if shown else None,
                chosen=number in chosen,
            )
            for number, (title, tally) in enumerate(zip(poll.options, poll.tallies, strict=True))
        ),
        votes=sum(poll.tallies),
        ends_at_ms=poll.ends_ms,
        over=poll.is_over(now),
        multiple=PollFlag.MULTIPLE in poll.flags,
        may_vote=may_vote and not poll.is_over(now),
    )
