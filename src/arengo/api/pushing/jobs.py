"""The job that wakes one app: encrypt, sign, send, and learn that it is gone for good."""

import logging
from collections.abc import Callable
from functools import partial
from typing import Final

import msgspec

from arengo.api.pushing.payload import Payload, letter_payload, payload
from arengo.base.clock import DAY_MS, now_ms
from arengo.base.errors import NotFound
from arengo.base.ids import time_of
from arengo.gate.site import Site
from arengo.providers.egress import Incoming, Outgoing, Refused
from arengo.providers.push import Receiver, message, message_of_old
from arengo.social.notifications.push.actions import forget
from arengo.social.notifications.push.model import Subscription
from arengo.social.notifications.push.queries import subscription_of
from arengo.social.notifications.push.signing import signer
from arengo.storage import ReadTransaction

_log = logging.getLogger("arengo.push")

_TIMEOUT_S: Final = 10.0
_ANSWER_BYTES: Final = 16 * 1024
_STALE_MS: Final = DAY_MS
_GONE: Final = frozenset({404, 410})
_LATER: Final = frozenset({408, 425, 429})
_Say = Callable[..., Payload]  # what a subscription is told; NotFound when it is not


class NotTaken(Exception):
    """The push service does not take messages at the moment."""


async def deliver(site: Site, *, token_id: int, subscription_id: int, notification_id: int) -> None:
    """Wake one app with one notification; a subscription that is gone at its service is removed."""
    if now_ms() - time_of(notification_id) > _STALE_MS:
        return
    say = partial(payload, notification_id=notification_id)
    await _wake(site, say, token_id=token_id, subscription_id=subscription_id)


async def deliver_letter(
    site: Site, *, token_id: int, subscription_id: int, letter_id: int
) -> None:
    """Wake one browser with an open letter, unless it is withdrawn by now."""
    say = partial(letter_payload, letter_id=letter_id)
    await _wake(site, say, token_id=token_id, subscription_id=subscription_id)


async def _wake(site: Site, say: _Say, *, token_id: int, subscription_id: int) -> None:
    prepared = await site.db.read(_prepared, site, token_id, subscription_id, say=say)
    if prepared is None:
        return
    subscription, said = prepared
    try:
        answer = await site.egress.send(
            _sealed(site, subscription, said),
            most_bytes=_ANSWER_BYTES,
            timeout_s=_TIMEOUT_S,
            redirects=0,
            cut=True,
        )
    except Refused as refusal:
        _log.warning("a push endpoint is out of reach: %s", refusal)
        return
    if answer.status in _GONE:
        await site.db.write(forget, token_id=token_id, subscription_id=subscription_id)
        return
    _check(answer)


def _prepared(
    tx: ReadTransaction, site: Site, token_id: int, subscription_id: int, *, say: _Say
) -> tuple[Subscription, Payload] | None:
    try:
        subscription = subscription_of(tx, token_id)
        if subscription.id != subscription_id:
            return None
        origin = site.settings.origin
        said = say(tx, subscription, keys=site.keys, origin=origin)
    except NotFound:
        return None
    return subscription, said


def _sealed(site: Site, subscription: Subscription, said: Payload) -> Outgoing:
    address = subscription.address
    make = message if address.standard else message_of_old
    return make(
        msgspec.json.encode(said),
        endpoint=address.endpoint,
        to=Receiver(address.p256dh, address.auth),
        signer=signer(site.keys, site.settings.origin),
    )


def _check(answer: Incoming) -> None:
    """Raise NotTaken when another attempt may succeed; what was refused for good is only told."""
    if answer.status >= 500 or answer.status in _LATER:  # noqa: PLR2004
        raise NotTaken(f"status {answer.status}")
    if not 200 <= answer.status < 300:  # noqa: PLR2004
        _log.warning("a push service refused a message: status %s", answer.status)
