"""What other parts may ask about media."""

from arengo.base.errors import NotFound
from arengo.base.ids import AccountId
from arengo.social.media import store
from arengo.social.media.model import Media, MediaKind, MediaState
from arengo.storage import ReadTransaction


def own_image(tx: ReadTransaction, media_id: int, *, by: AccountId) -> Media:
    """Return an image that this account uploaded; NotFound for all others and unfinished ones."""
    media = store.media_by_id(tx, media_id, by=by)
    if media is None or media.kind is not MediaKind.IMAGE or media.state is not MediaState.READY:
        raise NotFound
    return media


def own_free_image(tx: ReadTransaction, media_id: int, *, by: AccountId) -> Media:
    """Return an own image that no post has: only such a one may be changed by itself."""
    media = own_image(tx, media_id, by=by)
    if media.post_id is not None:
        raise NotFound
    return media
