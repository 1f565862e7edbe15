"""Questions about open letters."""

from typing import Final

from arengo.base.errors import NotFound
from arengo.base.ids import MAX_ID
from arengo.social.instance.open_letters import store
from arengo.social.instance.open_letters.model import News, OpenLetter
from arengo.storage import ReadTransaction

_DRAFTS_MAX: Final = 100
_NUMBER_MAX: Final = 2**31 - 1


def open_letter(tx: ReadTransaction, letter_id: int) -> OpenLetter:
    """Return a letter or a draft; NotFound when there is none."""
    found = store.letter_by_id(tx, letter_id) if letter_id <= MAX_ID else None
    if found is None:
        raise NotFound
    return found


def signed_letter(tx: ReadTransaction, slug: str) -> OpenLetter:
    """Return a signed letter by the end of its address; NotFound when there is none."""
    found = store.letter_by_slug(tx, slug)
    if found is None:
        raise NotFound
    return found


def signed_letters(
    tx: ReadTransaction, *, limit: int, below: int = _NUMBER_MAX
) -> list[OpenLetter]:
    """Return signed letters, newest first, from a number on."""
    return store.signed(tx, below=min(below, _NUMBER_MAX), limit=limit)


def newest_letter(tx: ReadTransaction) -> OpenLetter | None:
    """Return the letter that was signed last, if there is one."""
    return next(iter(signed_letters(tx, limit=1)), None)


def news_of_letters(tx: ReadTransaction, *, now: int) -> News | None:
    """Return the newest letter, for as long as it wants to be told of on every page."""
    found = store.news(tx)
    return found if found and found.until_ms > now else None


def drafts(tx: ReadTransaction) -> list[OpenLetter]:
    """Return what is not signed yet, newest first."""
    return store.drafts(tx, limit=_DRAFTS_MAX)
