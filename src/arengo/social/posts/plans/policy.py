"""How much may be planned, and how far ahead, in Mastodon's words where it has some."""

from typing import Final

import msgspec

from arengo.base.clock import DAY_MS, MINUTE_MS
from arengo.base.errors import Conflict, Invalid
from arengo.social.posts.plans.model import Plan
from arengo.social.posts.wishes import Wish

MOST_SCHEDULED: Final = 300
MOST_ON_A_DAY: Final = 25
MOST_DRAFTS: Final = 100
MOST_BYTES: Final = 65_536  # of a draft, as it is kept
MOST_PLANNED_MEDIA: Final = 40  # ten posts with four each
SOONEST_MS: Final = 5 * MINUTE_MS


def check_due(due_ms: int, now: int) -> None:
    """Raise Invalid when a time is too near, or over."""
    if due_ms <= now + SOONEST_MS:
        raise Invalid("Validation failed: Scheduled at The scheduled date must be in the future")


def check_scheduled(*, at_all: int, on_that_day: int) -> None:
    """Raise Invalid when as much is scheduled as may be."""
    if at_all >= MOST_SCHEDULED:
        raise Invalid(_exceeded(f"{MOST_SCHEDULED} scheduled posts"))
    if on_that_day >= MOST_ON_A_DAY:
        raise Invalid(_exceeded(f"{MOST_ON_A_DAY} scheduled posts for today"))


def check_draft(wish: Wish, *, others: int) -> None:
    """Raise Invalid when a draft is too large, or one too many."""
    if others >= MOST_DRAFTS:
        raise Invalid(_exceeded(f"{MOST_DRAFTS} drafts"))
    if len(wish.all_media_ids) > MOST_PLANNED_MEDIA:
        raise Invalid(_exceeded(f"{MOST_PLANNED_MEDIA} files"))
    if len(msgspec.json.encode(wish)) > MOST_BYTES:
        raise Invalid(f"Validation failed: The draft is larger than {MOST_BYTES} bytes")


def check_version(plan: Plan, version: int | None) -> None:
    """Raise Conflict when somebody changed a draft since it was read; None does not mind."""
    if version not in {None, plan.ver}:
        raise Conflict(f"This draft was changed meanwhile: its version is {plan.ver}")


def day_of(due_ms: int) -> int:
    """Return when the day (UTC) of a time begins."""
    return due_ms // DAY_MS * DAY_MS


def _exceeded(what: str) -> str:
    return f"Validation failed: You have exceeded the limit of {what}"
