"""Asking pages for their cards, and what follows from it."""

from typing import Final

from arengo.base.clock import now_ms
from arengo.base.errors import NotFound
from arengo.base.ids import PostId
from arengo.social.posts.cards.actions import (
    discard_unused,
    fail,
    forget_unread,
    keep,
    renew_posts,
    settle,
    stage,
)
from arengo.social.posts.cards.fetching import picture_of, read_page
from arengo.social.posts.cards.model import FAILED_MS, CardId
from arengo.social.posts.cards.ports import Newsstand
from arengo.social.posts.cards.queries import wanted
from arengo.storage import Database

_ROUNDS: Final = 2  # the card may go with another post just before ours shows it
_BATCH: Final = 100


async def fetch_card(stand: Newsstand, *, post_id: int) -> None:
    """Give a post the card of its first link, asking the page unless we know it well enough."""
    post, origin = PostId(post_id), stand.settings.origin
    for _ in range(_ROUNDS):
        try:
            _, url, known = await stand.db.read(wanted, post_id=post, origin=origin)
        except NotFound:
            return
        if url and not (known and known.is_settled(now_ms())):
            await _ask(stand, url)
        if await stand.db.write(settle, post_id=post, origin=origin):
            break
    if url:
        await stand.db.write(discard_unused, url=url)


async def renew_cards(db: Database, *, card_id: int) -> None:
    """Let every post with a card that changed be rendered anew."""
    cursor = 0
    while cursor := await db.write(renew_posts, key=CardId(card_id), after=cursor, most=_BATCH):
        continue


async def sweep_cards(db: Database) -> None:
    """Forget which addresses could not be read, once they may be asked again."""
    before_ms = now_ms() - FAILED_MS
    while await db.write(forget_unread, before_ms=before_ms, most=_BATCH) == _BATCH:
        continue


async def _ask(stand: Newsstand, url: str) -> None:
    card, image_url = await read_page(stand.egress, url)
    if card is None:
        await stand.db.write(fail, url=url, now=now_ms())
        return
    picture = await picture_of(stand, image_url) if image_url else None
    if picture:
        name = picture.name
        await stand.db.write(stage, url=url, name=name, now=now_ms())
        await stand.files.put(name, picture.data, picture.content_type)
        card = picture.on(card)
    await stand.db.write(keep, card=card, now=now_ms())
