"""Collections: people whom somebody recommends to others."""

from collections.abc import Sequence
from typing import Final

import msgspec

from arengo.api.entities.collection import (
    Collections,
    CollectionWithAccounts,
    WrappedCollection,
    WrappedCollectionItem,
    collection_entity,
    collection_item,
    collection_with_accounts,
    collections_entity,
)
from arengo.base.errors import Forbidden
from arengo.base.ids import AccountId, parse_id
from arengo.gate.answers import EMPTY, Answer
from arengo.gate.paging import OffsetForm, page_by_offset
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.accounts.queries import account_by_id
from arengo.social.collections import actions as collections
from arengo.social.collections.model import CollectionChanges, WholeCollection
from arengo.social.collections.queries import (
    collections_by,
    collections_with,
    visible_collection,
)
from arengo.storage import ReadTransaction

_ONE: Final = "/api/v1/collections/{collection_id}"
_ITEMS: Final = f"{_ONE}/items"
_ITEM: Final = f"{_ITEMS}/{{item_id}}"


class CollectionForm(msgspec.Struct, frozen=True, kw_only=True):
    """What a collection says."""

    name: str | None = None
    description: str | None = None
    language: str | None = None
    tag_name: str | None = None
    sensitive: bool | None = None
    discoverable: bool | None = None

    def changes(self) -> CollectionChanges:
        """Return it in our words."""
        return CollectionChanges(
            name=self.name,
            description=self.description,
            language=self.language,
            tag=self.tag_name,
            sensitive=self.sensitive,
            discoverable=self.discoverable,
        )


class NewCollectionForm(CollectionForm, frozen=True, kw_only=True):
    """What a new collection says, and who is in it."""

    account_ids: list[str] = []

    def people(self) -> list[AccountId]:
        """Return the ids; what cannot be one is 0, who wants nothing to do with collections."""
        return [AccountId(parse_id(each) or 0) for each in self.account_ids]


class ItemForm(msgspec.Struct, frozen=True, kw_only=True):
    """Who is to be put in."""

    account_id: str = ""


@acts("POST", "/api/v1/collections", scope="write:collections", answers=WrappedCollection)
async def make_collection(request: Request, form: NewCollectionForm) -> WrappedCollection:
    """Make a collection."""
    made = await request.write(
        collections.make_collection, by=request.me, changes=form.changes(), people=form.people()
    )
    return _wrapped(request, made)


@reads(_ONE, access=Access.ANYONE, scope="read:collections", answers=CollectionWithAccounts)
def show_collection(tx: ReadTransaction, request: Request, collection_id: int) -> bytes:
    """Return a collection with the people in it."""
    whole = visible_collection(tx, collection_id, viewer=request.viewer_id)
    return collection_with_accounts(tx, whole, origin=request.site.settings.origin)


@acts("PUT", _ONE, scope="write:collections", answers=WrappedCollection)
@acts("PATCH", _ONE, scope="write:collections", answers=WrappedCollection)
async def change_collection(
    request: Request, collection_id: int, form: CollectionForm
) -> WrappedCollection:
    """Change what a collection says."""
    changed = await request.write(
        collections.change_collection,
        by=request.me,
        collection_id=collection_id,
        changes=form.changes(),
    )
    return _wrapped(request, changed)


@acts("DELETE", _ONE, scope="write:collections")
async def remove_collection(request: Request, collection_id: int) -> Answer:
    """Remove a collection."""
    await request.write(collections.remove_collection, by=request.me, collection_id=collection_id)
    return EMPTY


@acts("POST", _ITEMS, scope="write:collections", answers=WrappedCollectionItem)
async def put_in(request: Request, collection_id: int, form: ItemForm) -> WrappedCollectionItem:
    """Put somebody into a collection."""
    given = form.account_id != ""
    item = await request.write(
        collections.put_in,
        by=request.me,
        collection_id=collection_id,
        target_id=AccountId(parse_id(form.account_id) or 0) if given else None,
    )
    return WrappedCollectionItem(collection_item(item))


@acts("DELETE", _ITEM, scope="write:collections")
async def take_out(request: Request, collection_id: int, item_id: int) -> Answer:
    """Take somebody out of a collection."""
    await request.write(
        collections.take_out, by=request.me, collection_id=collection_id, item_id=item_id
    )
    return EMPTY


@acts("POST", f"{_ITEM}/revoke", scope="write:collections")
async def revoke(request: Request, collection_id: int, item_id: int) -> Answer:
    """Take oneself out of somebody's collection, for good."""
    await request.write(
        collections.revoke, by=request.me, collection_id=collection_id, item_id=item_id
    )
    return EMPTY


@reads(
    "/api/v1/accounts/{account_id}/collections",
    access=Access.ANYONE,
    scope="read:collections",
    answers=Collections,
)
def list_collections(
    tx: ReadTransaction, request: Request, account_id: AccountId, form: OffsetForm
) -> Answer:
    """Return somebody's collections."""
    limit = form.most(default=40, most=80)
    found = collections_by(tx, account_id, viewer=request.viewer_id, limit=limit, offset=form.start)
    return _page(request, found, form, limit)


@reads(
    "/api/v1/accounts/{account_id}/in_collections", scope="read:collections", answers=Collections
)
def list_collections_with(
    tx: ReadTransaction, request: Request, account_id: AccountId, form: OffsetForm
) -> Answer:
    """Return the collections that one is in oneself; of others nobody is told that."""
    if account_by_id(tx, account_id).id != request.me:
        raise Forbidden
    limit = form.most(default=40, most=80)
    found = collections_with(tx, account_id, limit=limit, offset=form.start)
    return _page(request, found, form, limit)


def _page(
    request: Request, found: Sequence[WholeCollection], form: OffsetForm, limit: int
) -> Answer:
    entity = collections_entity(found, origin=request.site.settings.origin)
    items = msgspec.json.encode(entity)
    return page_by_offset(request, items, start=form.start, limit=limit, count=len(found))


def _wrapped(request: Request, whole: WholeCollection) -> WrappedCollection:
    return WrappedCollection(collection_entity(whole, origin=request.site.settings.origin))
