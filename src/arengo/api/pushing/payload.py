"""What an app is woken with: enough to show a line, and the id to ask for the rest."""

from typing import Final

import msgspec

from arengo.api.entities.account import static_account
from arengo.api.entities.notification import TYPE_NAMES
from arengo.api.pushing.titles import title
from arengo.auth.users.model import User
from arengo.auth.users.queries import find_user
from arengo.base.errors import NotFound
from arengo.base.ids import AccountId
from arengo.config.keys import Keys
from arengo.social.accounts.model import Account
from arengo.social.accounts.queries import account_by_id
from arengo.social.collections.queries import visible_collection
from arengo.social.instance.open_letters.queries import open_letter
from arengo.social.notifications.model import OF_COLLECTIONS, Notification
from arengo.social.notifications.push.model import Subscription
from arengo.social.notifications.queries import notification, people_heard
from arengo.social.posts.queries import visible_post
from arengo.storage import ReadTransaction

BODY_MAX: Final = 140


class Payload(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Mastodon's names. Apps that hold several accounts find theirs by the token.

    `url` is ours, for what stands on a page of its own: where our pages are led by it.
    """

    access_token: str
    preferred_locale: str
    notification_id: int
    notification_type: str
    icon: str
    title: str
    body: str
    url: str = ""


def payload(
    tx: ReadTransaction,
    subscription: Subscription,
    *,
    notification_id: int,
    keys: Keys,
    origin: str,
) -> Payload:
    """Return the message; NotFound when it is not to be told (any more)."""
    me = subscription.account_id
    told = notification(tx, me, notification_id)
    user = _somebody(tx, me)
    if not people_heard(tx, me, [told.from_id]):
        raise NotFound
    sender = account_by_id(tx, told.from_id)
    type_name = TYPE_NAMES[told.type]
    return Payload(
        access_token=keys.decrypt(subscription.address.token).decode(),
        preferred_locale=user.locale,
        notification_id=told.id,
        notification_type=type_name,
        icon=static_account(sender, origin).avatar_static,
        title=title(type_name, language=user.locale, name=sender.display_name or sender.username),
        body=shortened(_body(tx, told, sender)),
    )


def letter_payload(
    tx: ReadTransaction, subscription: Subscription, *, letter_id: int, keys: Keys, origin: str
) -> Payload:
    """Return what an open letter says first, in the reader's language if it is said in it.

    Raises NotFound when it is withdrawn, or not wished for any more.
    """
    letter, user = open_letter(tx, letter_id), _somebody(tx, subscription.account_id)
    if letter.seal is None or not subscription.wishes.letters:
        raise NotFound
    texts = letter.words.texts
    text = next((each for each in texts if each.language == user.locale), texts[0])
    return Payload(
        access_token=keys.decrypt(subscription.address.token).decode(),
        preferred_locale=text.language,
        notification_id=letter.id,
        notification_type="open_letter",
        icon=f"{origin}/static/icon-192.png",
        title=text.title,
        body=shortened(text.text),
        url=f"/letter/{letter.seal.slug}",
    )


def _somebody(tx: ReadTransaction, account_id: AccountId) -> User:
    user = find_user(tx, account_id)
    if user is None or not user.may_sign_in or not account_by_id(tx, account_id).available:
        raise NotFound
    return user


def shortened(text: str) -> str:
    """Return the beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= BODY_MAX else line[: BODY_MAX - 1] + "…"


def _body(tx: ReadTransaction, told: Notification, sender: Account) -> str:
    if told.post_id is None:
        return sender.note
    if told.type in OF_COLLECTIONS:
        return visible_collection(tx, told.post_id, viewer=told.account_id).collection.name
    post = visible_post(tx, told.post_id, viewer=told.account_id)
    return post.spoiler or post.text
