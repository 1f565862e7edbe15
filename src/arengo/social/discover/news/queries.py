"""Questions about news: sources, what they brought, and what people near somebody link to."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from arengo.base.ids import MAX_ID, AccountId
from arengo.social.discover.news import store
from arengo.social.discover.news.model import Article, Source
from arengo.social.posts.cards.model import Card
from arengo.social.posts.cards.queries import cards_of
from arengo.social.posts.queries import posts_by_id
from arengo.social.timelines import queries as timelines
from arengo.social.timelines.model import Stretch
from arengo.storage import ReadTransaction

_MOST_OF_STAFF: Final = 100
_LOOKED_AT: Final = 200  # posts of home


class NearLink(NamedTuple):
    """A link that people whom somebody follows shared, and how many of them did."""

    card: Card
    people: int


def source_by_id(tx: ReadTransaction, source_id: int) -> Source | None:
    """Return a source, None when it is not there any more."""
    return store.by_id(tx, source_id)


def sources_for(tx: ReadTransaction, viewer: AccountId | None) -> tuple[list[Source], list[Source]]:
    """Return (what the staff chose, what somebody added), each by name; a source may be in both."""
    chosen = store.of_staff(tx, most=_MOST_OF_STAFF)
    own = store.by_ids(tx, store.read_by(tx, viewer)) if viewer else []
    return chosen, sorted(own, key=lambda source: (source.title.lower(), source.id))


def articles(
    tx: ReadTransaction, sources: Iterable[Source], *, before: int = MAX_ID, most: int
) -> list[Article]:
    """Return the newest articles of some sources."""
    ids = {source.id for source in sources}
    return store.articles(tx, ids, before=before, most=most) if ids else []


def links_near(tx: ReadTransaction, viewer: AccountId, *, most: int) -> list[NearLink]:
    """Return the links of somebody's newest home posts, those of the most people first."""
    page = timelines.home(tx, Stretch(limit=_LOOKED_AT), viewer=viewer)
    shown = [line for line in page.lines if line.kept]
    posts = posts_by_id(tx, {line.shown_id for line in shown})
    cards = cards_of(tx, posts.values())
    people: dict[str, set[int]] = {}
    found: dict[str, Card] = {}
    for each in shown:
        card = cards.get(each.shown_id)
        if card is not None:
            found.setdefault(card.url, card)
            people.setdefault(card.url, set()).update((each.author_id, each.shown_author_id))
    links = [NearLink(card, len(people[url])) for url, card in found.items()]
    return sorted(links, key=lambda link: -link.people)[:most]
