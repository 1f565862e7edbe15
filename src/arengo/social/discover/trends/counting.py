"""Counts what is a trend now, out of what people wrote and liked."""

from typing import Final

from arengo.base.clock import DAY_MS, now_ms
from arengo.base.ids import first_id_at, time_of
from arengo.social.discover.trends import store
from arengo.social.discover.trends.histories import histories
from arengo.social.discover.trends.model import (
    KEPT,
    POST_AGE_MS,
    Trend,
    TrendBody,
    TrendKind,
)
from arengo.social.discover.trends.policy import cooled, is_over, liked, surge
from arengo.social.instance.queries import site_settings
from arengo.storage import ReadTransaction

_CANDIDATES: Final = 500
_LIKED: Final = 2_000


def count_used(tx: ReadTransaction, kind: TrendKind) -> list[Trend]:
    """Return the tags or links that more people use than before, and those that cool down yet."""
    now = now_ms()
    known = {each.id: each for each in store.all_trends(tx, kind)}
    least = site_settings(tx).trends_threshold
    people = store.used_lately(
        tx, kind, after=first_id_at(now - DAY_MS), least=least, most=_CANDIDATES
    )
    ids = [*people, *(known.keys() - people.keys())]
    if not ids:
        return []
    names = _names(tx, kind, ids)
    days = histories(tx, kind, ids)
    found = [
        _trend(
            each,
            TrendBody(names[each], days[each]),
            people=people.get(each, 0),
            known=known.get(each),
            now=now,
        )
        for each in ids
        if each in names
    ]
    return _strongest(found)


def count_posts(tx: ReadTransaction) -> list[Trend]:
    """Return the posts that several people liked, of each author the best."""
    now = now_ms()
    rows = store.liked_lately(
        tx,
        after=first_id_at(now - POST_AGE_MS),
        least=site_settings(tx).trends_threshold,
        most=_LIKED,
    )
    best: dict[int, Trend] = {}
    for post_id, author_id, favourites, boosts in rows:
        score = liked(favourites, boosts, now - time_of(post_id))
        if author_id not in best or best[author_id].score < score:
            best[author_id] = Trend(post_id, score, score, now, TrendBody())
    return _strongest(list(best.values()))


def _strongest(found: list[Trend]) -> list[Trend]:
    kept = [each for each in found if not is_over(each.score)]
    return sorted(kept, key=lambda each: (-each.score, -each.id))[:KEPT]


def _names(tx: ReadTransaction, kind: TrendKind, ids: list[int]) -> dict[int, str]:
    if kind is TrendKind.TAG:
        return store.names_of_tags(tx, ids)
    return store.addresses_of_cards(tx, ids)


def _trend(trend_id: int, body: TrendBody, *, people: int, known: Trend | None, now: int) -> Trend:
    fresh = surge(people, [accounts for _, _, accounts in body.history[1:]])
    left = cooled(known.peak, now - known.peak_ms) if known else 0.0
    peak, peak_ms = (fresh, now) if known is None or fresh >= left else (known.peak, known.peak_ms)
    return Trend(trend_id, max(fresh, left), peak, peak_ms, body)
