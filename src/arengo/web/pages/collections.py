"""The page of a collection: whom somebody recommends."""

from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.accounts.model import AccountFlag
from arengo.social.accounts.queries import accounts_by_id
from arengo.social.collections.addresses import collection_url
from arengo.social.collections.model import WholeCollection
from arengo.social.collections.queries import visible_collection
from arengo.storage import ReadTransaction
from arengo.web.context import CollectionView
from arengo.web.pages.frames import frame_of, public_page
from arengo.web.views import profile_view


@reads("/collections/{collection_id}", access=Access.PAGE, bucket="page", bounded=False)
def show_collection(tx: ReadTransaction, request: Request, collection_id: int) -> Answer:
    """Show a collection with those in it whom the reader may see."""
    whole = visible_collection(tx, collection_id, viewer=request.viewer_id)
    view = _view(tx, whole, request.site.settings.origin)
    return public_page(request, "collection.html", frame_of(tx, request), collection=view)


def _view(tx: ReadTransaction, whole: WholeCollection, origin: str) -> CollectionView:
    known = whole.collection
    ids = [known.account_id, *(each.target_id for each in whole.items)]
    people = accounts_by_id(tx, dict.fromkeys(ids))
    curator = people[known.account_id]
    return CollectionView(
        url=collection_url(origin, known.id),
        name=known.name,
        description=known.description,
        language=known.language or "",
        tag=known.tag or "",
        sensitive=known.sensitive,
        curator=profile_view(curator, origin=origin).account,
        people=tuple(profile_view(people[each.target_id], origin=origin) for each in whole.items),
        changed_at_ms=known.changed_ms,
        indexable=known.discoverable and AccountFlag.INDEXABLE in curator.flags,
    )
