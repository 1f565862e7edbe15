"""What the desk for replies is told, on its page and in threads.

replies.html → desk: Desk, form: Form · parts/decided.html → said: str (a key of `said.py`)
"""

from typing import Literal

import msgspec

from arengo.web.context import PostView

State = Literal["waiting", "approved", "refused"]
Shelf = Literal["waiting", "approved", "refused", "hidden"]


class OfferView(msgspec.Struct, frozen=True, kw_only=True):
    """A reply, and what speaks for its author or against: plain facts, no score."""

    post: PostView
    state: State
    version: int  # what is approved is what was read
    follows_you: bool
    approved_before: int
    here_since_ms: int
    new_here: bool
    decided_at_ms: int | None = None
    asked_again: bool = False  # it was approved, and then edited


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """Replies in one state, newest first."""

    state: Shelf
    offers: tuple[OfferView, ...] = ()
    hidden: tuple[PostView, ...] = ()
    waiting: int
    older_url: str = ""
