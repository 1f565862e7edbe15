"""Mastodon's Relationship: everything between oneself and somebody else."""

import msgspec

from arengo.base.clock import iso
from arengo.social.follows.model import RelationshipState


class Relationship(msgspec.Struct, frozen=True, kw_only=True):
    """The whole entity, as the one who asks sees it."""

    id: str
    following: bool
    showing_reblogs: bool
    notifying: bool
    languages: tuple[str, ...] | None
    followed_by: bool
    blocking: bool
    blocked_by: bool
    muting: bool
    muting_notifications: bool
    muting_expires_at: str | None
    requested: bool
    requested_by: bool
    domain_blocking: bool
    endorsed: bool
    note: str


def relationship(state: RelationshipState) -> Relationship:
    """Return the entity."""
    expires_ms = state.muting_expires_ms
    return Relationship(
        id=str(state.target_id),
        following=state.following,
        showing_reblogs=state.boosts,
        notifying=state.notify,
        languages=state.languages or None,
        followed_by=state.followed_by,
        blocking=state.blocking,
        blocked_by=state.blocked_by,
        muting=state.muting,
        muting_notifications=state.muting_notifications,
        muting_expires_at=iso(expires_ms) if expires_ms else None,
        requested=state.requested,
        requested_by=state.requested_by,
        domain_blocking=state.domain_blocking,
        endorsed=state.endorsed,
        note=state.note,
    )
