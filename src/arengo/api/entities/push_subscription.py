"""Mastodon's WebPushSubscription."""

from typing import Final

import msgspec

from arengo.api.entities.notification import TYPE_NAMES
from arengo.social.notifications.push.model import From, Subscription

SENDER_NAMES: Final = {
    From.ALL: "all",
    From.FOLLOWED: "followed",
    From.FOLLOWERS: "follower",
    From.NOBODY: "none",
}
SENDERS_BY_NAME: Final = {name: senders for senders, name in SENDER_NAMES.items()}


class WebPushSubscription(msgspec.Struct, frozen=True, kw_only=True):
    """Where an app is woken, and when."""

    id: str
    endpoint: str
    standard: bool
    alerts: dict[str, bool]
    policy: str
    server_key: str


def push_subscription(subscription: Subscription, *, server_key: str) -> WebPushSubscription:
    """Return the entity."""
    wishes = subscription.wishes
    return WebPushSubscription(
        id=str(subscription.id),
        endpoint=subscription.address.endpoint,
        standard=subscription.address.standard,
        alerts={name: type_ in wishes.types for type_, name in TYPE_NAMES.items()},
        policy=SENDER_NAMES[wishes.senders],
        server_key=server_key,
    )
