"""Hashtags: look at one, follow it, list those that one follows."""

from arengo.api.entities.tag import Tag, tag_entity
from arengo.base.ids import AccountId
from arengo.gate.answers import Answer
from arengo.gate.paging import PageForm, page
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.timelines.entries import actions as tags
from arengo.social.timelines.entries.queries import followed_tags, follows_tag, history_of
from arengo.social.timelines.featured import actions as featured
from arengo.social.timelines.featured.queries import features_tag
from arengo.social.timelines.model import Tag as TagRow
from arengo.storage import ReadTransaction


@reads("/api/v1/tags/{name}", access=Access.ANYONE, answers=Tag)
def show_tag(tx: ReadTransaction, request: Request, name: str) -> Tag:
    """Return a hashtag with its use in the last seven days."""
    return _entity(tx, request=request, tag=tags.tag_named(name))


@acts("POST", "/api/v1/tags/{name}/follow", scope="write:follows", bucket="follow", answers=Tag)
async def follow_tag(request: Request, name: str) -> Tag:
    """Have posts with a hashtag in one's home."""
    tag = await request.write(tags.follow_tag, by=request.me, name=name)
    return await request.read(_entity, request=request, tag=tag)


@acts("POST", "/api/v1/tags/{name}/unfollow", scope="write:follows", answers=Tag)
async def unfollow_tag(request: Request, name: str) -> Tag:
    """Have them there no longer."""
    tag = await request.write(tags.unfollow_tag, by=request.me, name=name)
    return await request.read(_entity, request=request, tag=tag)


@acts("POST", "/api/v1/tags/{name}/feature", scope="write:accounts", answers=Tag)
async def feature_tag(request: Request, name: str) -> Tag:
    """Show a hashtag on one's profile."""
    tag = tags.tag_named(name)
    await request.write(featured.feature, by=request.me, tag=tag)
    return await request.read(_entity, request=request, tag=tag)


@acts("POST", "/api/v1/tags/{name}/unfeature", scope="write:accounts", answers=Tag)
async def unfeature_tag(request: Request, name: str) -> Tag:
    """Show it there no longer."""
    tag = tags.tag_named(name)
    await request.write(featured.unfeature, by=request.me, tag=tag)
    return await request.read(_entity, request=request, tag=tag)


@reads("/api/v1/followed_tags", scope="read:follows", answers=list[Tag])
def list_followed_tags(tx: ReadTransaction, request: Request, form: PageForm) -> Answer:
    """Return the hashtags that one follows, last followed first."""
    found = followed_tags(tx, request.me, **form.bounds(default=100, most=200))
    origin = request.site.settings.origin
    items = [
        tag_entity(TagRow(each.id, each.name), [], origin=origin, following=True) for each in found
    ]
    return page(request, items, [each.cursor for each in found])


def _entity(tx: ReadTransaction, *, request: Request, tag: TagRow) -> Tag:
    viewer: AccountId | None = request.viewer_id
    return tag_entity(
        tag,
        history_of(tx, tag.id),
        origin=request.site.settings.origin,
        following=follows_tag(tx, viewer, tag.id) if viewer else None,
        featuring=features_tag(tx, viewer, tag.id) if viewer else None,
    )
