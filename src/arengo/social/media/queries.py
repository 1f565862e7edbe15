"""What other parts may ask about media."""

from collections.abc import Collection

from arengo.base.errors import NotFound
from arengo.base.ids import AccountId
from arengo.social.media import store
from arengo.social.media.model import TYPES, Media, MediaState
from arengo.storage import ReadTransaction


def own_media(tx: ReadTransaction, media_id: int, *, by: AccountId) -> Media:
    """Return what this account uploaded for a post; NotFound for all others and unstored ones."""
    media = store.media_by_id(tx, media_id, by=by)
    if media is None or media.kind not in TYPES or media.state is MediaState.STORING:
        raise NotFound
    return media


def own_free_media(tx: ReadTransaction, media_id: int, *, by: AccountId) -> Media:
    """Return an own upload that no post has: only such a one may be changed by itself."""
    media = own_media(tx, media_id, by=by)
    if media.post_id is not None:
        raise NotFound
    return media


def kept_bytes(tx: ReadTransaction, account_id: AccountId) -> int:
    """Return how much of images and recordings an account keeps."""
    return store.bytes_of(tx, account_id)


def own_upload(tx: ReadTransaction, media_id: int, *, by: AccountId) -> Media | None:
    """Return a row however far it is; None when it is gone."""
    return store.media_by_id(tx, media_id, by=by)


def uploads(tx: ReadTransaction, ids: Collection[int], *, by: AccountId) -> dict[int, Media]:
    """Return those of somebody's uploads for posts that are there, by id."""
    found = store.media_by_ids(tx, ids, by=by) if ids else []
    return {
        media.id: media
        for media in found
        if media.state is not MediaState.STORING and media.kind in TYPES
    }
