"""Hashtags on a profile: show them, suggest some, feature and unfeature."""

from typing import Any

import msgspec

from arengo.api.entities.featured_tag import FeaturedTagEntity, featured_tag_entity
from arengo.api.entities.tag import Tag, tag_entity
from arengo.base.errors import Invalid, NotFound
from arengo.base.ids import AccountId
from arengo.gate.answers import EMPTY, Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.accounts.queries import account_by_id
from arengo.social.follows.queries import blocked_by
from arengo.social.timelines.entries.actions import tag_named
from arengo.social.timelines.entries.queries import history_of
from arengo.social.timelines.featured import actions
from arengo.social.timelines.featured.model import FeaturedTag
from arengo.social.timelines.featured.queries import featured_tags, suggested_tags
from arengo.storage import ReadTransaction


class NameForm(msgspec.Struct, frozen=True, kw_only=True):
    """Which hashtag is meant."""

    name: str = ""


@reads("/api/v1/featured_tags", scope="read:accounts", answers=list[FeaturedTagEntity])
def list_own_featured_tags(tx: ReadTransaction, request: Request) -> list[FeaturedTagEntity]:
    """Return the hashtags on one's profile, the most used first."""
    return _featured(tx, request, request.me)


@reads(
    "/api/v1/accounts/{account_id}/featured_tags",
    access=Access.ANYONE,
    scope="read:accounts",
    answers=list[FeaturedTagEntity],
)
def list_featured_tags(
    tx: ReadTransaction, request: Request, account_id: AccountId
) -> list[FeaturedTagEntity]:
    """Return the hashtags on somebody's profile, the most used first."""
    if not account_by_id(tx, account_id).available:
        raise NotFound
    if request.viewer_id and blocked_by(tx, request.viewer_id, [account_id]):
        return []
    return _featured(tx, request, account_id)


@acts("POST", "/api/v1/featured_tags", scope="write:accounts", answers=FeaturedTagEntity)
async def feature_tag(request: Request, form: NameForm) -> FeaturedTagEntity:
    """Show a hashtag on one's profile."""
    try:
        tag = tag_named(form.name)
    except Invalid:
        raise Invalid("Validation failed: Tag is invalid") from None
    made = await request.write(actions.feature, by=request.me, tag=tag)
    return await request.read(_one, request, made)


@acts(
    "DELETE",
    "/api/v1/featured_tags/{featured_id}",
    scope="write:accounts",
    bucket="delete",
    answers=dict[str, Any],
)
async def unfeature_tag(request: Request, featured_id: int) -> Answer:
    """Show it there no longer."""
    await request.write(actions.unfeature_by_id, by=request.me, featured_id=featured_id)
    return EMPTY


@reads(
    "/api/v1/featured_tags/suggestions",
    scope="read:accounts",
    bounded=False,
    answers=list[Tag],
)
def list_suggested_tags(tx: ReadTransaction, request: Request) -> list[Tag]:
    """Return hashtags that one used lately and does not feature, the most used first."""
    origin = request.site.settings.origin
    return [
        tag_entity(each, history_of(tx, each.id), origin=origin, featuring=False)
        for each in suggested_tags(tx, request.me)
    ]


def _featured(
    tx: ReadTransaction, request: Request, account_id: AccountId
) -> list[FeaturedTagEntity]:
    username, origin = account_by_id(tx, account_id).username, request.site.settings.origin
    return [
        featured_tag_entity(each, username, origin=origin) for each in featured_tags(tx, account_id)
    ]


def _one(tx: ReadTransaction, request: Request, tag: FeaturedTag) -> FeaturedTagEntity:
    username = account_by_id(tx, tag.account_id).username
    return featured_tag_entity(tag, username, origin=request.site.settings.origin)
