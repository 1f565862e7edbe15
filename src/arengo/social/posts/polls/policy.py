"""What may be asked and how it may be answered, in Mastodon's words."""

from collections.abc import Sequence
from typing import Final

from arengo.base.clock import SECOND_MS
from arengo.base.errors import Invalid
from arengo.base.ids import AccountId
from arengo.base.text import clean_text, visible_length
from arengo.social.posts.polls.model import NewPoll, Outcome, Poll, Question

MOST_OPTIONS: Final = 4
MOST_CHARACTERS: Final = 50
SHORTEST_S: Final = 300
LONGEST_S: Final = 2_629_746
MOST_BROUGHT: Final = 20  # options of a poll that was held elsewhere
_LONGEST_BROUGHT: Final = 500
_MOST_VOTES: Final = 100_000_000  # for one of them: all together fit into a column

_OVER: Final = "Validation failed: The poll has already ended"
_NO_CHOICE: Final = "Validation failed: The chosen vote option does not exist"
_OWN: Final = "Validation failed: You cannot vote in your own polls"
ALREADY: Final = "Validation failed: You have already voted on this poll"


def new_poll(
    options: Sequence[str], *, lasts_s: int | None, multiple: bool = False, hidden: bool = False
) -> NewPoll:
    """Return a poll that may be published; raises Invalid with all that is wrong."""
    cleaned = tuple(filter(None, (clean_text(each, multiline=False) for each in options)))
    wrong = [*_wrong_options(cleaned), *_wrong_end(lasts_s)]
    if wrong or lasts_s is None:
        raise Invalid("Validation failed: " + ", ".join(wrong))
    question = Question(cleaned, multiple=multiple)
    return NewPoll(question=question, lasts_ms=lasts_s * SECOND_MS, hidden=hidden)


def held_elsewhere(
    options: Sequence[str],
    tallies: Sequence[int],
    *,
    multiple: bool,
    voters: int,
    ended_ms: int,
) -> NewPoll | None:
    """Return a poll that is over, with as many options as it had; None when it cannot be one."""
    cleaned = tuple(clean_text(each, multiline=False) for each in options)
    if not 1 < len(set(cleaned)) == len(cleaned) <= MOST_BROUGHT or not all(cleaned):
        return None
    if any(visible_length(each) > _LONGEST_BROUGHT for each in cleaned):
        return None
    votes = tuple(min(max(each, 0), _MOST_VOTES) for each in tallies)
    fewest, most = (max(votes), sum(votes)) if multiple else (sum(votes), sum(votes))
    outcome = Outcome(tallies=votes, voters=min(max(voters, fewest), most), ended_ms=ended_ms)
    return NewPoll(question=Question(cleaned, multiple=multiple), outcome=outcome)


def chosen(poll: Poll, choices: Sequence[str], *, by: AccountId, now: int) -> int:
    """Return what somebody chooses as bits; raises Invalid when it cannot be chosen, or by them."""
    if poll.is_over(now):
        raise Invalid(_OVER)
    places = {str(place): place for place in range(len(poll.options))}
    if not choices or not set(choices) <= places.keys():
        raise Invalid(_NO_CHOICE)
    if by == poll.account_id:
        raise Invalid(_OWN)
    numbers = {places[each] for each in choices}
    if len(numbers) > 1 and not poll.question.multiple:
        raise Invalid(ALREADY)
    return sum(1 << number for number in numbers)


def counted(tallies: Sequence[int], choices: int, *, by: int) -> tuple[int, ...]:
    """Return tallies after a vote was added (`by` 1) or taken away (-1)."""
    return tuple(tally + by * (choices >> number & 1) for number, tally in enumerate(tallies))


def _wrong_options(options: Sequence[str]) -> list[str]:
    wrong = []
    if len(options) <= 1:
        wrong.append("Choices must have more than one item")
    if len(options) > MOST_OPTIONS:
        wrong.append(f"Choices can't contain more than {MOST_OPTIONS} items")
    if any(visible_length(each) > MOST_CHARACTERS for each in options):
        wrong.append(f"Choices cannot be longer than {MOST_CHARACTERS} characters each")
    if len(set(options)) < len(options):
        wrong.append("Choices contain duplicate items")
    return wrong


def _wrong_end(lasts_s: int | None) -> list[str]:
    if lasts_s is None or lasts_s > LONGEST_S:
        return ["Deadline is too far into the future"]
    return ["Deadline is too soon"] if lasts_s < SHORTEST_S else []
