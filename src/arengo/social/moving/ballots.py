"""A poll of an archive: as it went, or as words where it can be no poll here."""

from datetime import UTC, datetime
from typing import Any, Final

import msgspec

from arengo.base.clock import now_ms
from arengo.social.posts.polls.model import NewPoll
from arengo.social.posts.polls.policy import MOST_BROUGHT, held_elsewhere

POLL_AS_WORDS: Final = "Its poll came as words: it can be no poll here"
POLL_CUT_SHORT: Final = "Its poll ended when it came: who could still vote is not here"


class Ballot(msgspec.Struct, frozen=True):
    """What becomes of a poll: the poll, or the lines that stand for it, and what is said of it."""

    poll: NewPoll | None = None
    words: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


NONE: Final = Ballot()


def ballot_of(
    listed: Any, *, multiple: bool, voters: Any, began_ms: int, ends: Any, alone: bool
) -> Ballot:
    """Return what becomes of a poll that was held elsewhere; `alone` means without pictures.

    One that is not over ends now.
    """
    options = _options(listed)
    if not options:
        return NONE
    ends_ms, now = _end(ends, began_ms), now_ms()
    poll = alone and held_elsewhere(
        [name for name, _ in options],
        [votes for _, votes in options],
        multiple=multiple,
        voters=_number(voters),
        ended_ms=min(ends_ms, now),
    )
    if not poll:
        words = ("", *(f"- {name} ({votes})" for name, votes in options[:MOST_BROUGHT]))
        return Ballot(words=words, remarks=(POLL_AS_WORDS,))
    return Ballot(poll=poll, remarks=(POLL_CUT_SHORT,) if ends_ms > now else ())


def _options(listed: Any) -> list[tuple[str, int]]:
    """Return what could be chosen, and by how many it was."""
    said = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    return [
        (name, _number(votes.get("totalItems") if isinstance(votes, dict) else None))
        for name, votes in ((each.get("name"), each.get("replies")) for each in said)
        if isinstance(name, str)
    ]


def _number(said: Any) -> int:
    return said if type(said) is int and said > 0 else 0


def _end(said: Any, began_ms: int) -> int:
    """Return when a poll ended or will; one that does not say so is over."""
    try:
        moment = datetime.fromisoformat(said)
        ended = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(int(ended.timestamp() * 1000), began_ms)
    except (TypeError, ValueError, OverflowError):
        return began_ms
