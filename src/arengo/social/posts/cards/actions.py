"""The verbs of cards: stage a file, keep what was read, show it below a post, forget it."""

from collections.abc import Iterable

from arengo.base.ids import PostId
from arengo.base.lanes import Lane
from arengo.social.posts.cards import store
from arengo.social.posts.cards.events import CardChanged
from arengo.social.posts.cards.model import Card, CardId, CardState, KnownCard, card_id
from arengo.social.posts.cards.policy import link_of
from arengo.social.posts.cards.queries import known_card
from arengo.social.posts.queries import posts_by_id
from arengo.social.posts.versions import renew, show_card
from arengo.storage import Transaction

_LOCK = "card"


def stage(tx: Transaction, *, url: str, name: str, now: int) -> None:
    """Promise a file that is about to be written; one promised before is not needed any more."""
    before = _locked(tx, card_id(url))
    if before is None or before.state is CardState.FAILED:
        before = KnownCard(card_id(url), CardState.STORING, now, url, None, None)
    _delete_files(tx, [before.staged])
    store.put(tx, _changed(before, staged=name))


def keep(tx: Transaction, *, card: Card, now: int) -> None:
    """Keep what a page says of itself now; posts that show something else are rendered anew."""
    key = card_id(card.url)
    before = _locked(tx, key)
    store.put(tx, KnownCard(key, CardState.READY, now, card.url, card, None))
    if before is None:
        return
    old = before.card.image if before.card else None
    _delete_files(tx, {old, before.staged} - {card.image})
    if before.card and before.card != card:
        tx.enqueue("posts.renew_cards", lane=Lane.MEDIA, card_id=key)


def fail(tx: Transaction, *, url: str, now: int) -> None:
    """Remember that a page could not be read; a card that was read earlier stays."""
    before = _locked(tx, card_id(url))
    if before and before.card:
        _delete_files(tx, [before.staged])
        store.put(tx, KnownCard(before.id, before.state, now, url, before.card, None))
        return
    _delete_files(tx, [before.staged] if before else [])
    store.put(tx, KnownCard(card_id(url), CardState.FAILED, now, "", None, None))


def settle(tx: Transaction, *, post_id: PostId, origin: str) -> bool:
    """Show below a post the card of its link, or none; False when that is not known by now."""
    tx.lock("post", post_id)  # before the card, as an edit does
    post = posts_by_id(tx, [post_id]).get(post_id)
    url = link_of(post, origin=origin) if post else None
    key = card_id(url) if url else None
    known = _locked(tx, key) if key else None
    if post is None or known is None:
        if post and post.extra.card:
            _leave(tx, CardId(post.extra.card), post_id)
            show_card(tx, post, None)
            tx.announce(CardChanged(post_id=post_id))
        return key is None
    shown = known.id if known.card and known.url == url else None
    if post.extra.card and post.extra.card != shown:
        _leave(tx, CardId(post.extra.card), post_id)
    if shown:
        store.add_entry(tx, shown, post_id=post_id, account_id=post.account_id)
    if post.extra.card != shown and (post.extra.card or (known.card and known.card.embeds)):
        tx.announce(CardChanged(post_id=post_id))
    show_card(tx, post, shown)
    return True


def forget(tx: Transaction, *, key: CardId, post_id: PostId) -> None:
    """Let a post that is gone, or says something else, show a card no longer."""
    _leave(tx, key, post_id)


def discard_unused(tx: Transaction, *, url: str) -> None:
    """Remove a card that no post shows."""
    _discard(tx, card_id(url))


def renew_posts(tx: Transaction, *, key: CardId, after: int, most: int) -> int:
    """Let some posts show a card that changed; returns where to go on, 0 at the end."""
    found = store.posts_of(tx, key, after=after, limit=most)
    renew(tx, found)
    for post_id in found:
        tx.announce(CardChanged(post_id=post_id))
    return found[-1] if len(found) == most else 0


def forget_unread(tx: Transaction, *, before_ms: int, most: int) -> int:
    """Forget some of what was tried before a time and did not come to be; returns how many."""
    found = store.unread(tx, before_ms=before_ms, limit=most)
    for known in found:
        store.remove(tx, known.id)
    _delete_files(tx, [known.staged for known in found])
    return len(found)


def _leave(tx: Transaction, key: CardId, post_id: PostId) -> None:
    _locked(tx, key)
    store.remove_entry(tx, key, post_id=post_id)
    _discard(tx, key)


def _discard(tx: Transaction, key: CardId) -> None:
    known = _locked(tx, key)
    if known is None or known.card is None or store.posts_of(tx, key, limit=1):
        return
    store.remove(tx, key)
    _delete_files(tx, [known.card.image, known.staged])


def _locked(tx: Transaction, key: CardId) -> KnownCard | None:
    tx.lock(_LOCK, key)
    return known_card(tx, key)


def _changed(known: KnownCard, *, staged: str | None) -> KnownCard:
    return KnownCard(known.id, known.state, known.fetched_ms, known.url, known.card, staged)


def _delete_files(tx: Transaction, names: Iterable[str | None]) -> None:
    there = sorted({name for name in names if name})
    if there:
        tx.enqueue("media.delete_files", lane=Lane.MEDIA, names=" ".join(there))
