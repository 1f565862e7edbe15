"""The push subscription of a token."""

from typing import Literal

import msgspec

from arengo.api.entities.notification import TYPES_BY_NAME
from arengo.api.entities.push_subscription import (
    SENDERS_BY_NAME,
    WebPushSubscription,
    push_subscription,
)
from arengo.base.errors import Invalid, NotFound
from arengo.gate.answers import EMPTY, Answer
from arengo.gate.request import Request
from arengo.gate.routes import acts, reads
from arengo.providers.push import Receiver
from arengo.social.notifications.push import actions
from arengo.social.notifications.push.endpoints import check_endpoint
from arengo.social.notifications.push.model import Address, Wishes
from arengo.social.notifications.push.queries import subscription_of
from arengo.social.notifications.push.signing import vapid_key
from arengo.storage import ReadTransaction

Senders = Literal["all", "followed", "follower", "none"]


class KeysForm(msgspec.Struct, frozen=True, kw_only=True):
    """The app's public key and the secret that it shares with us."""

    p256dh: str = ""
    auth: str = ""


class SubscriptionForm(msgspec.Struct, frozen=True, kw_only=True):
    """Where the app is woken; `standard` asks for RFC 8291 instead of its draft."""

    endpoint: str = ""
    keys: KeysForm = KeysForm()
    standard: bool = False


class DataForm(msgspec.Struct, frozen=True, kw_only=True):
    """When it is woken; what is not named is not wanted."""

    alerts: dict[str, bool] = {}
    policy: Senders | None = None


class WishesForm(msgspec.Struct, frozen=True, kw_only=True):
    """The part that changes; clients name the policy in either place."""

    data: DataForm = DataForm()
    policy: Senders | None = None

    def wishes(self) -> Wishes:
        """Return it in our words; a type that is not known here is not wanted."""
        alerts = self.data.alerts
        return Wishes(
            types=frozenset(TYPES_BY_NAME[name] for name in TYPES_BY_NAME if alerts.get(name)),
            senders=SENDERS_BY_NAME[self.data.policy or self.policy or "all"],
        )


class PushForm(WishesForm, frozen=True, kw_only=True):
    """A whole subscription."""

    subscription: SubscriptionForm = SubscriptionForm()


@acts("POST", "/api/v1/push/subscription", scope="push", answers=WebPushSubscription)
async def subscribe(request: Request, form: PushForm) -> WebPushSubscription:
    """Wake this app from now on, in place of the subscription that the token had."""
    assert request.token
    wanted = form.subscription
    check_endpoint(wanted.endpoint, request.site.settings)
    receiver = _receiver(wanted.keys)
    address = Address(
        endpoint=wanted.endpoint,
        p256dh=receiver.point,
        auth=receiver.auth,
        standard=wanted.standard,
        token=request.site.keys.encrypt(request.token.encode()),
    )
    made = await request.write(
        actions.subscribe,
        by=request.me,
        token_id=_token_id(request),
        address=address,
        wishes=form.wishes(),
    )
    return push_subscription(
        made, server_key=vapid_key(request.site.keys, request.site.settings.origin)
    )


@reads("/api/v1/push/subscription", scope="push", answers=WebPushSubscription)
def show_subscription(tx: ReadTransaction, request: Request) -> WebPushSubscription:
    """Return the subscription of this token."""
    return push_subscription(
        subscription_of(tx, _token_id(request)),
        server_key=vapid_key(request.site.keys, request.site.settings.origin),
    )


@acts("PUT", "/api/v1/push/subscription", scope="push", answers=WebPushSubscription)
async def change_subscription(request: Request, form: WishesForm) -> WebPushSubscription:
    """Say anew when to wake this app."""
    token_id = _token_id(request)
    await request.write(actions.change, token_id=token_id, wishes=form.wishes())
    changed = await request.read(subscription_of, token_id)
    return push_subscription(
        changed, server_key=vapid_key(request.site.keys, request.site.settings.origin)
    )


@acts("DELETE", "/api/v1/push/subscription", scope="push")
async def unsubscribe(request: Request) -> Answer:
    """Wake this app no more."""
    await request.write(actions.unsubscribe, token_id=_token_id(request))
    return EMPTY


def _token_id(request: Request) -> int:
    if request.viewer is None or request.viewer.token_id is None:
        raise NotFound
    return request.viewer.token_id


def _receiver(keys: KeysForm) -> Receiver:
    try:
        return Receiver.read(keys.p256dh, keys.auth)
    except ValueError:
        raise Invalid("Validation failed: Key p256dh or auth is not a valid Web Push key") from None
