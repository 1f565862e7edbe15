"""Whose posts are left out unasked: of people whom the staff has limited, or the viewer muted.

Nothing is asked as long as no such author stands on a page, and nothing is kept that could be late.
"""

from collections.abc import Collection, Iterable
from typing import Final

from msgspec.structs import replace

from arengo.base.ids import AccountId
from arengo.social.accounts.model import AccountFlag
from arengo.social.follows.queries import followed_among, kept_apart
from arengo.social.timelines.model import Author, Page
from arengo.storage import ReadTransaction

_SILENCED: Final = int(AccountFlag.SILENCED)


def kept_from(tx: ReadTransaction, authors: Iterable[Author], viewer: AccountId | None) -> set[int]:
    """Return which of these authors are silenced, and neither followed by the viewer nor them."""
    silenced = {AccountId(each.id) for each in authors if each.flags & _SILENCED}
    silenced.discard(viewer or AccountId(0))
    if silenced and viewer:
        silenced -= followed_among(tx, viewer, silenced)
    return set(silenced)


def without_silenced(tx: ReadTransaction, page: Page, *, viewer: AccountId | None) -> Page:
    """Return a page without what was written by people who are kept from the viewer."""
    hidden = kept_from(tx, page.authors.values(), viewer)
    if not hidden:
        return page
    return _without(page, hidden)


def without_muted(tx: ReadTransaction, page: Page, *, viewer: AccountId | None) -> Page:
    """Return a page without what was written by people whom the viewer muted."""
    others = {AccountId(each.author_id) for each in page.lines if each.author_id != viewer}
    return _without(page, kept_apart(tx, viewer, others)) if viewer else page


def _without(page: Page, hidden: Collection[int]) -> Page:
    return replace(page, lines=[each for each in page.lines if each.author_id not in hidden])
