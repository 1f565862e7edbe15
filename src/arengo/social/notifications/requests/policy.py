"""What a policy decides about one notification, without asking anybody."""

from typing import Final

from arengo.base.clock import DAY_MS
from arengo.base.ids import time_of
from arengo.social.accounts.model import AccountFlag
from arengo.social.notifications.model import News, NotificationType
from arengo.social.notifications.requests.model import DEFAULT, Rule, Rules, Standing, Verdict

NEW_FOR_MS: Final = 30 * DAY_MS
# Others were asked for, or are the staff's: no policy touches them.
HELD_BACK: Final = frozenset(
    {
        NotificationType.MENTION,
        NotificationType.BELL,
        NotificationType.BOOST,
        NotificationType.FOLLOW,
        NotificationType.FOLLOW_REQUEST,
        NotificationType.FAVOURITE,
        NotificationType.QUOTE,
        NotificationType.COLLECTED,
        NotificationType.COLLECTION_UPDATE,
    }
)
# What a sender wrote; in the others the post is that of the recipient.
BY_SENDER: Final = (
    int(NotificationType.MENTION),
    int(NotificationType.BELL),
    int(NotificationType.QUOTE),
)
_BITS: Final = 2
_SILENCED: Final = int(AccountFlag.SILENCED)


def packed(rules: Rules) -> int:
    """Return rules as they are stored."""
    return sum(verdict << _BITS * rule for rule, verdict in rules.items())


def unpacked(number: int | None) -> Rules:
    """Return rules from the database; None is somebody who never changed them."""
    if number is None:
        return dict(DEFAULT)
    return {rule: Verdict(number >> _BITS * rule & 3) for rule in Rule}


_STRICT_DEFAULT: Final = {rule: each for rule, each in DEFAULT.items() if each}


def at_stake(number: int | None, news: News, *, sender_flags: int, at_ms: int) -> Rules:
    """Return the rules that may hold this back: most often none, and nobody is asked."""
    if news.type not in HELD_BACK:
        return {}
    strict = _STRICT_DEFAULT if number is None else _strict(unpacked(number))
    applies = {
        Rule.NEW_ACCOUNTS: time_of(news.from_id) > at_ms - NEW_FOR_MS,
        Rule.PRIVATE_MENTIONS: news.is_letter,
        Rule.LIMITED_ACCOUNTS: bool(sender_flags & _SILENCED),
    }
    return {rule: verdict for rule, verdict in strict.items() if applies.get(rule, True)}


def verdict(rules: Rules, standing: Standing) -> Verdict:
    """Return what becomes of a notification, given the rules that are at stake."""
    if standing.permitted:
        return Verdict.ACCEPT
    spared = {
        Rule.NOT_FOLLOWERS: standing.follower,
        Rule.PRIVATE_MENTIONS: standing.followed or standing.answers,
    }
    return max(
        (each for rule, each in rules.items() if not spared.get(rule, standing.followed)),
        default=Verdict.ACCEPT,
    )


def _strict(rules: Rules) -> Rules:
    return {rule: each for rule, each in rules.items() if each}
