"""Posts by their words: the files find, the database decides what is for whom."""

from collections.abc import Collection
from typing import Final

from msgspec.structs import replace

from arengo.base.ids import AccountId
from arengo.social.accounts.queries import find_account
from arengo.social.posts.queries import visible_ids
from arengo.social.search import store
from arengo.social.search.facts import ANY, OPEN, author_fact, mention_fact
from arengo.social.search.model import Question, Reach, Scope
from arengo.storage import ReadTransaction
from arengo.storage.sidecar import Match, SearchFiles

FURTHEST: Final = 1_000  # how far a search can be leafed through
LIBRARY: Final = 5_000  # of favourites, bookmarks and boosts each: the latest
_ROUNDS: Final = 6  # each reads twice as much: what is found may be for others only
_SPARE: Final = 5


def search_posts(
    tx: ReadTransaction,
    files: SearchFiles,
    question: Question,
    *,
    viewer: AccountId,
    reach: Reach,
    host_name: str,
) -> list[int]:
    """Return what somebody finds, newest first."""
    expressions = _expressions(tx, question, viewer=viewer, reach=reach, host_name=host_name)
    if not expressions or reach.offset >= FURTHEST:
        return []
    match = Match(
        expression=expressions[0],
        before=min(question.before, reach.before),
        after=max(question.after, reach.after),
        upwards=reach.upwards,
        limit=reach.offset + reach.limit + _SPARE,
    )
    among = [] if question.scope is Scope.PUBLIC else store.marked_ids(tx, viewer, most=LIBRARY)
    marked = replace(match, expression=expressions[1], among=among) if among else None
    found = _fill(tx, files, match, marked, viewer=viewer, scope=question.scope, reach=reach)
    return found[::-1] if reach.upwards else found


def _fill(
    tx: ReadTransaction,
    files: SearchFiles,
    match: Match,
    marked: Match | None,
    *,
    viewer: AccountId,
    scope: Scope,
    reach: Reach,
) -> list[int]:
    """Read on from the last id read (not the last one kept) until the page is full."""
    kept: list[int] = []
    wanted = reach.offset + reach.limit
    for _ in range(_ROUNDS):
        hits = _hits(files, match, marked)
        kept += _for(tx, hits, viewer=viewer, scope=scope)
        if len(kept) >= wanted or len(hits) < match.limit:
            break
        match = _further(match, hits[-1])
        marked = _further(marked, hits[-1]) if marked else None
    return kept[reach.offset : wanted]


def _further(match: Match, edge: int) -> Match:
    further = replace(match, limit=2 * match.limit)
    return replace(further, after=edge) if match.upwards else replace(further, before=edge)


def _hits(files: SearchFiles, match: Match, marked: Match | None) -> list[int]:
    """Return what both matches find, without gaps: as many as each of them was asked for."""
    found = files.find(match)
    if marked:
        found += files.find(_within(marked, found))
    return sorted(set(found), reverse=not match.upwards)[: match.limit]


def _within(marked: Match, found: list[int]) -> Match:
    """Return a match among what was marked that stops where a full page of others ends."""
    assert marked.among is not None
    low, high = marked.after, marked.before
    if len(found) == marked.limit:
        low, high = (low, found[-1]) if marked.upwards else (found[-1], high)
    among = [each for each in marked.among if low < each < high]
    low, high = max(low, min(among, default=0) - 1), min(high, max(among, default=0) + 1)
    return replace(marked, after=low, before=high, among=among)


def _for(tx: ReadTransaction, hits: list[int], *, viewer: AccountId, scope: Scope) -> list[int]:
    if not hits:
        return []
    findable = store.findable_ids(
        tx,
        hits,
        viewer=viewer,
        public=scope is not Scope.LIBRARY,
        library=scope is not Scope.PUBLIC,
    )
    visible = visible_ids(tx, findable, viewer=viewer)
    return [each for each in hits if each in visible]


def _expressions(
    tx: ReadTransaction,
    question: Question,
    *,
    viewer: AccountId,
    reach: Reach,
    host_name: str,
) -> tuple[str, str] | None:
    """Return the question for what anybody or oneself may find, and without that; None: nothing."""
    if not question.says_something:
        return None
    own = {"me": viewer}
    wanted, unwanted = list(question.wanted), list(question.unwanted)
    if question.authors:
        authors = _accounts(tx, question.authors, own, host_name)
        if not authors:
            return None
        wanted.append(_one_of(map(author_fact, authors)))
    if reach.account_id is not None:
        wanted.append(f"facts : {author_fact(reach.account_id)}")
    strangers = _accounts(tx, question.not_authors, own, host_name)
    unwanted += [f"facts : {author_fact(each)}" for each in strangers]
    scope = _one_of(_scope(question.scope, viewer))
    return _joined([scope, *wanted], unwanted), _joined(wanted or [f"facts : {ANY}"], unwanted)


def _scope(scope: Scope, viewer: AccountId) -> list[str]:
    own = [author_fact(viewer), mention_fact(viewer)]
    match scope:
        case Scope.PUBLIC:
            return [OPEN]
        case Scope.LIBRARY:
            return own
        case Scope.ALL:
            return [OPEN, *own]


def _accounts(
    tx: ReadTransaction, handles: Collection[str], own: dict[str, AccountId], host_name: str
) -> set[int]:
    found = set()
    for handle in handles:
        account = None if handle.lower() in own else find_account(tx, handle, host_name)
        account_id = own.get(handle.lower()) if account is None else account.id
        if account_id is not None:
            found.add(int(account_id))
    return found


def _one_of(facts: "Collection[str] | map[str]") -> str:
    return f"({' OR '.join(f'facts : {each}' for each in facts)})"


def _joined(wanted: list[str], unwanted: list[str]) -> str:
    text = f"({' AND '.join(wanted)})"
    return f"{text} NOT ({' OR '.join(unwanted)})" if unwanted else text
