"""Whatever changes what can be found is noted for the job that learns it."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from arengo.base.events import Event
from arengo.base.lanes import Lane
from arengo.bus import Bus
from arengo.social.accounts.events import (
    AccountCreated,
    AccountDeleted,
    ProfileChanged,
    SensitivityChanged,
)
from arengo.social.posts.cards.events import CardChanged
from arengo.social.posts.events import PostDeleted, PostEdited, PostPublished
from arengo.social.search.actions import note
from arengo.social.search.model import Kind
from arengo.storage import Listeners, Transaction

TOPIC: Final = "search"  # on the bus: one process alone writes the files, and this wakes it


def learn_post(tx: Transaction, event: PostPublished | PostEdited | PostDeleted) -> None:
    """A post says something new, something else, or nothing any more."""
    note(tx, Kind.POST, [event.post.id])


def learn_card(tx: Transaction, event: CardChanged) -> None:
    """A post may be one with something to play from now on, or not any more."""
    note(tx, Kind.POST, [event.post_id])


def learn_person(tx: Transaction, event: AccountCreated | AccountDeleted) -> None:
    """Somebody came or left."""
    note(tx, Kind.ACCOUNT, [event.account_id])


def learn_profile(tx: Transaction, event: ProfileChanged) -> None:
    """A name may have changed, and whether everybody may find somebody's posts."""
    note(tx, Kind.ACCOUNT, [event.account_id])
    if event.indexable_changed:
        learn_posts_of(tx, event)


def learn_posts_of(tx: Transaction, event: ProfileChanged | SensitivityChanged) -> None:
    """What is true of everything that somebody wrote has changed."""
    account_id = event.account_id
    tx.enqueue(
        "search.learn_posts_of", lane=Lane.SEARCH, dedup=str(account_id), account_id=account_id
    )


def tell_learner(bus: Bus, tx: Transaction, event: Event) -> None:
    """Let the process that learns hear of it, whichever it is, once it is true."""
    del event
    tx.after_commit(lambda: bus.publish(TOPIC, "noted", 0))


_HEARD: Final[tuple[tuple[type[Event], Callable[[Transaction, Any], None]], ...]] = (
    (PostPublished, learn_post),
    (PostEdited, learn_post),
    (PostDeleted, learn_post),
    (CardChanged, learn_card),
    (AccountCreated, learn_person),
    (AccountDeleted, learn_person),
    (ProfileChanged, learn_profile),
    (SensitivityChanged, learn_posts_of),
)


def listen(listeners: Listeners, bus: Bus) -> None:
    """Register what this feature hears of."""
    for kind, learn in _HEARD:
        listeners.add(kind, learn)
        listeners.add(kind, partial(tell_learner, bus))
