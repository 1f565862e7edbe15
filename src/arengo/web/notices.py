"""What the page of notifications says of each kind, with its icon; and which kinds a tab shows."""

from collections.abc import Mapping
from typing import Final

import msgspec

from arengo.base.phrases import N_
from arengo.social.notifications.model import EVERY_TYPE, NotificationType

_T = NotificationType


class Notice(msgspec.Struct, frozen=True):
    """A kind of notification: its name in pages, its icon, what it says of one person."""

    kind: str
    icon: str  # of `web/icons.py`
    text: str  # in English
    whole: bool = False  # the post is shown with all that can be done with it


NOTICES: Final[Mapping[NotificationType, Notice]] = {
    _T.MENTION: Notice("mention", "reply", N_("%(name)s mentioned you"), whole=True),
    _T.BELL: Notice("bell", "push", N_("%(name)s just posted"), whole=True),
    _T.BOOST: Notice("boost", "boost", N_("%(name)s boosted your post")),
    _T.FOLLOW: Notice("follow", "follow", N_("%(name)s now follows you")),
    _T.FOLLOW_REQUEST: Notice("follow_request", "follow", N_("%(name)s asks to follow you")),
    _T.FAVOURITE: Notice("favourite", "star", N_("%(name)s likes your post")),
    _T.UPDATE: Notice("update", "write", N_("%(name)s edited a post"), whole=True),
    _T.POLL: Notice("poll", "poll", N_("A poll by %(name)s has ended"), whole=True),
    _T.QUOTE: Notice("quote", "reply", N_("%(name)s quoted your post"), whole=True),
    _T.QUOTED_UPDATE: Notice(
        "quoted_update", "write", N_("%(name)s edited a post that you quoted"), whole=True
    ),
    _T.COLLECTED: Notice("collected", "list", N_("%(name)s recommends you in a collection")),
    _T.COLLECTION_UPDATE: Notice(
        "collection_update", "list", N_("%(name)s changed a collection that you are in")
    ),
}


class Tab(msgspec.Struct, frozen=True):
    """Some kinds of notifications."""

    key: str
    text: str  # in English
    types: frozenset[NotificationType]


TABS: Final = (
    Tab("", N_("Everything"), EVERY_TYPE),
    Tab("mentions", N_("Mentions"), frozenset({_T.MENTION, _T.QUOTE, _T.BELL})),
    Tab("reactions", N_("Reactions"), frozenset({_T.FAVOURITE, _T.BOOST})),
    Tab("followers", N_("Followers"), frozenset({_T.FOLLOW, _T.FOLLOW_REQUEST})),
)
TYPES_OF: Final[Mapping[str, frozenset[NotificationType]]] = {each.key: each.types for each in TABS}
