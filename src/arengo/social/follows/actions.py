"""The verbs between two people, all in one place."""

from arengo.social.follows.blocking import (
    block,
    end_expired_mute,
    mute,
    set_note,
    unblock,
    unmute,
)
from arengo.social.follows.endorsing import endorse, unendorse
from arengo.social.follows.erasing import erase_some
from arengo.social.follows.following import (
    accept,
    accept_some,
    follow,
    reject,
    remove_follower,
    unfollow,
)

__all__ = [
    "accept",
    "accept_some",
    "block",
    "end_expired_mute",
    "endorse",
    "erase_some",
    "follow",
    "mute",
    "reject",
    "remove_follower",
    "set_note",
    "unblock",
    "unendorse",
    "unfollow",
    "unmute",
]
