"""The verbs of news: add a source, leave it, choose it for everybody, keep what it brought."""

import msgspec
from msgspec.structs import replace

from arengo.base.clock import now_ms
from arengo.base.errors import Invalid, NotFound
from arengo.base.ids import AccountId, new_account_id
from arengo.base.lanes import Lane
from arengo.social.discover.news import store
from arengo.social.discover.news.fetching import Asked
from arengo.social.discover.news.model import (
    CLAIMED_MS,
    KEPT_MS,
    MOST_ARTICLES,
    MOST_SOURCES,
    Entry,
    Source,
    article_id,
)
from arengo.social.discover.news.policy import next_due_ms
from arengo.storage import Transaction

READ_JOB = "discover.read_source"


def add_source(tx: Transaction, *, by: AccountId, asked: Asked) -> Source:
    """Let a member read a feed that was just found. Invalid when they have as many as they may."""
    if len(store.read_by(tx, by)) >= MOST_SOURCES:
        raise Invalid("Validation failed: You have too many sources")
    source = _known(tx, asked)
    store.add_reader(tx, by, source.id)
    return source


def choose_source(tx: Transaction, *, asked: Asked) -> Source:
    """Show a feed that was just found to everybody."""
    source = _known(tx, asked)
    store.set_of_staff(tx, source.id, chosen=True)
    return source


def leave_source(tx: Transaction, *, by: AccountId, source_id: int) -> None:
    """Read a source no longer; the last reader takes it along. NotFound when one did not."""
    if not store.remove_reader(tx, by, source_id):
        raise NotFound
    store.remove_unread(tx, source_id)


def drop_source(tx: Transaction, *, source_id: int) -> None:
    """Show a source no longer to everybody; members who added it keep it. Or NotFound."""
    if not store.set_of_staff(tx, source_id, chosen=False):
        raise NotFound
    store.remove_unread(tx, source_id)


def claim_due(tx: Transaction, *, most: int) -> int:
    """Let jobs read what is due; returns how many sources that are."""
    now = now_ms()
    found = store.due(tx, now=now, most=most)
    store.postpone(tx, found, due_ms=now + CLAIMED_MS)
    for source_id in found:
        tx.enqueue(READ_JOB, lane=Lane.MEDIA, dedup=str(source_id), source_id=source_id)
    return len(found)


def keep_answer(tx: Transaction, *, source_id: int, asked: Asked) -> None:
    """Keep what a source brought, or that it brought nothing; it may be gone meanwhile."""
    source = store.by_id(tx, source_id)
    if source is not None:
        _keep(tx, source, asked)


def forget_account(tx: Transaction, *, account_id: AccountId) -> int:
    """Let an account that is going read nothing any more; returns how many sources that were."""
    found = store.read_by(tx, account_id)
    for source_id in found:
        leave_source(tx, by=account_id, source_id=source_id)
    return len(found)


def _known(tx: Transaction, asked: Asked) -> Source:
    """Return the source of a feed, writing it and its articles down when it is new."""
    if asked.feed is None:
        raise Invalid("Validation failed: There is no feed at this address")
    if (known := store.by_url(tx, asked.url)) is not None:
        return known
    title, due_ms = asked.feed.title, next_due_ms(now_ms())
    store.add(tx, new_account_id(), url=asked.url, title=title, due_ms=due_ms)
    source = store.by_url(tx, asked.url)
    if source is None:
        raise NotFound
    _keep(tx, source, asked)
    return source


def _keep(tx: Transaction, source: Source, asked: Asked) -> None:
    now = now_ms()
    if asked.feed is not None:
        rows = [_row(entry, now) for entry in asked.feed.entries]
        store.put_articles(tx, source.id, rows)
        oldest = article_id(now - KEPT_MS, 0)
        store.keep_newest(tx, source.id, most=MOST_ARTICLES, after=oldest)
        source = replace(
            source,
            title=asked.feed.title,
            home=asked.feed.home,
            language=asked.feed.language,
            marks=asked.marks,
        )
    came = asked.outcome in {"read", "unchanged"}
    fails = 0 if came else source.fails + 1
    source = replace(source, fails=fails, read_ms=now if came else source.read_ms)
    due_ms = next_due_ms(now, fails=fails, gone=asked.outcome == "gone")
    store.describe(tx, source, due_ms=due_ms)


def _row(entry: Entry, now: int) -> tuple[int, int, bytes]:
    at_ms = min(entry.at_ms, now) if entry.at_ms and entry.at_ms > 0 else now
    return entry.key, article_id(at_ms, entry.key), msgspec.json.encode(entry.body)
