"""Polls as the pages show them: only what is told to everybody."""

from arengo.base.clock import now_ms
from arengo.social.posts.model import PostFlag
from arengo.social.posts.polls.model import Poll
from arengo.social.posts.polls.queries import polls_by_id
from arengo.social.timelines.model import Line
from arengo.storage import ReadTransaction
from arengo.web.context import OptionView, PollView


def poll_views(tx: ReadTransaction, lines: list[Line]) -> dict[int, PollView]:
    """Return the polls on a page by post; nothing is asked when there is none."""
    asking = [line.shown_id for line in lines if line.shown_flags & PostFlag.POLL]
    return {post_id: _view(poll) for post_id, poll in polls_by_id(tx, asking).items()}


def _view(poll: Poll) -> PollView:
    now = now_ms()
    shown = poll.shows_tallies(now)
    whole = max(poll.voters, 1)
    return PollView(
        options=tuple(
            OptionView(title=title, votes=tally, percent=100 * tally // whole)
            if shown
            else OptionView(title=title)
            for title, tally in zip(poll.options, poll.tallies, strict=True)
        ),
        votes=sum(poll.tallies),
        ends_at_ms=poll.ends_ms,
        over=poll.is_over(now),
    )
