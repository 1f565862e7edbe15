"""The nouns of polls: what is asked, and how it stands."""

from enum import IntFlag

import msgspec

from arengo.base.ids import AccountId, PostId


class PollFlag(IntFlag):
    """Bits of `polls.flags`."""

    MULTIPLE = 1
    HIDDEN = 2  # how many chose what is told at the end
    TOLD = 4  # its end was announced
    BROUGHT = 8  # it was held elsewhere: how many chose what came along, who did not


class Question(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a poll asks: a post carries it, and its history keeps it."""

    options: tuple[str, ...]
    multiple: bool = False


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """How a poll went that was held elsewhere."""

    tallies: tuple[int, ...]
    voters: int
    ended_ms: int


class NewPoll(msgspec.Struct, frozen=True, kw_only=True):
    """A poll that was cleaned and measured, before it meets the database."""

    question: Question
    lasts_ms: int = 0
    hidden: bool = False
    outcome: Outcome | None = None  # of one that is over and was brought along


class Poll(msgspec.Struct, frozen=True):
    """A row of `polls`."""

    id: PostId
    account_id: AccountId
    flags: PollFlag
    round: int
    options: tuple[str, ...]
    tallies: tuple[int, ...]
    voters: int
    ends_ms: int

    @property
    def question(self) -> Question:
        """Return what is asked."""
        return Question(self.options, multiple=PollFlag.MULTIPLE in self.flags)

    def is_over(self, now: int) -> bool:
        """Return whether nobody can vote any more."""
        return self.ends_ms <= now

    def shows_tallies(self, now: int) -> bool:
        """Return whether a viewer is told how many chose what."""
        return PollFlag.HIDDEN not in self.flags or self.is_over(now)


class Vote(msgspec.Struct, frozen=True):
    """What somebody chose, as bits."""

    account_id: AccountId
    poll_id: PostId
    round: int
    choices: int
