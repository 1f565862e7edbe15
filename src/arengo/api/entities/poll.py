"""Mastodon's Poll: it moves without the version of its post, and differs from viewer to viewer."""

from collections.abc import Collection
from typing import Final

import msgspec

from arengo.api.entities.emoji import CustomEmoji, emojis_in
from arengo.base.clock import iso, now_ms
from arengo.base.ids import AccountId
from arengo.social.instance.emojis.palette import palette
from arengo.social.posts.polls.model import Poll, PollFlag
from arengo.social.posts.polls.queries import choices_of, polls_by_id
from arengo.storage import ReadTransaction

_encoder: Final = msgspec.json.Encoder()


class PollOption(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to choose; the number is null while it is not told."""

    title: str
    votes_count: int | None


class PollEntity(msgspec.Struct, frozen=True, kw_only=True):
    """A poll; own votes only for who is signed in."""

    id: str
    expires_at: str
    expired: bool
    multiple: bool
    votes_count: int
    voters_count: int | None
    voted: bool | msgspec.UnsetType = msgspec.UNSET
    own_votes: list[int] | msgspec.UnsetType = msgspec.UNSET
    options: list[PollOption]
    emojis: list[CustomEmoji]


def polls_json(
    tx: ReadTransaction, post_ids: Collection[int], *, origin: str, viewer: AccountId | None
) -> dict[int, bytes]:
    """Return the polls of posts that were found visible, by post."""
    palette.refresh(tx)
    polls = polls_by_id(tx, post_ids)
    own = choices_of(tx, polls.values(), viewer=viewer) if viewer and polls else {}
    now = now_ms()
    return {
        each.id: _encoder.encode(_entity(each, own.get(each.id), viewer, now, origin=origin))
        for each in polls.values()
    }


def _entity(
    poll: Poll, own: list[int] | None, viewer: AccountId | None, now: int, *, origin: str
) -> PollEntity:
    shown = poll.shows_tallies(now)
    multiple = PollFlag.MULTIPLE in poll.flags
    return PollEntity(
        id=str(poll.id),
        expires_at=iso(poll.ends_ms),
        expired=poll.is_over(now),
        multiple=multiple,
        votes_count=sum(poll.tallies),
        voters_count=poll.voters if multiple else None,
        voted=(own is not None or viewer == poll.account_id) if viewer else msgspec.UNSET,
        own_votes=(own or []) if viewer else msgspec.UNSET,
        options=[
            PollOption(title=title, votes_count=tally if shown else None)
            for title, tally in zip(poll.options, poll.tallies, strict=True)
        ],
        emojis=emojis_in(*poll.options, origin=origin),
    )
