"""Whatever changes what can be found is noted for the job that learns it."""

from arengo.base.lanes import Lane
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


def listen(listeners: Listeners) -> None:
    """Register what this feature hears of."""
    listeners.add(PostPublished, learn_post)
    listeners.add(PostEdited, learn_post)
    listeners.add(PostDeleted, learn_post)
    listeners.add(CardChanged, learn_card)
    listeners.add(AccountCreated, learn_person)
    listeners.add(AccountDeleted, learn_person)
    listeners.add(ProfileChanged, learn_profile)
    listeners.add(SensitivityChanged, learn_posts_of)
