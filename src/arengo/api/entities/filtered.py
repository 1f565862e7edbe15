"""Which of a viewer's filters each post of a page matches: `filtered` of a status.

A viewer without filters is known by the page itself and costs nothing here. What was said of the
posts of the others is kept as JSON beside the reasons it was made of.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import msgspec
from msgspec.structs import replace

from arengo.api.entities.filter import FilterResult, filter_head
from arengo.base.ids import AccountId
from arengo.social.filters.model import Action, Context
from arengo.social.filters.reasons import Key, Reason, Reasons, reasons_for
from arengo.social.timelines.model import Page
from arengo.storage import ReadTransaction

_MOST_KEPT: Final = 2_000
_encoder: Final = msgspec.json.Encoder()


def filtered_json(tx: ReadTransaction, page: Page, *, viewer: AccountId) -> dict[int, bytes]:
    """Return shown post → JSON list of why it is filtered, for those that are.

    What a boost shows is looked into; what the viewer wrote never is.
    """
    found = _reasons(tx, page, viewer)
    return {key[0]: _json(key[0], reasons) for key, reasons in found.items() if reasons}


def without_hidden(tx: ReadTransaction, page: Page, *, viewer: AccountId, context: Context) -> Page:
    """Return a page without what the viewer wants hidden in one place."""
    if not page.filters_ver:
        return page
    hidden = {
        key[0]
        for key, reasons in _reasons(tx, page, viewer).items()
        for reason in reasons
        if reason.filter.action is Action.HIDE and context in reason.filter.contexts
    }
    return replace(page, lines=[line for line in page.lines if line.shown_id not in hidden])


def _reasons(tx: ReadTransaction, page: Page, viewer: AccountId) -> Mapping[Key, Reasons]:
    keys = {line[3:5] for line in page.lines if line.shown_author_id != viewer}
    return reasons_for(tx, keys, reader_id=viewer, ver=page.filters_ver)


@lru_cache(maxsize=_MOST_KEPT)
def _json(post_id: int, reasons: Reasons) -> bytes:
    return _encoder.encode([_result(post_id, each) for each in reasons])


def _result(post_id: int, reason: Reason) -> FilterResult:
    return FilterResult(
        filter=filter_head(reason.filter),
        keyword_matches=list(reason.words) or None,
        status_matches=[str(post_id)] if reason.names_post else None,
    )
