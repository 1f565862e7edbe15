"""What was published under a tag; following it."""

from typing import Annotated, Literal

import msgspec

from arengo.base.errors import Invalid, NotFound
from arengo.base.ids import MAX_ID
from arengo.base.text import is_tag, normalise_tag, tag_id
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.filters.model import Context
from arengo.social.timelines import queries as timelines
from arengo.social.timelines.entries import actions as tags
from arengo.social.timelines.entries.queries import followed_tags
from arengo.social.timelines.model import Tag
from arengo.storage import ReadTransaction
from arengo.web.context import FieldError, Form
from arengo.web.context.keeping import FollowedTagRow, FollowedTags
from arengo.web.pages.frames import done, frame_of, page_answer, public_page, wants_part
from arengo.web.pages.listings import OlderForm, listing
from arengo.web.tag_rows import tag_path, tag_rows

_FOLLOWED = "/followed_tags"  # below /tags it would hide a tag of that name
_PER_PAGE = 100


class FollowForm(msgspec.Struct, frozen=True):
    """Whether one wants to follow it; which way the piece of a page comes back."""

    do: Literal["follow", "unfollow"] = "follow"


class NameForm(msgspec.Struct, frozen=True):
    """A tag as somebody types it."""

    name: str = ""
    before: Annotated[int, msgspec.Meta(ge=1, le=MAX_ID)] = MAX_ID


@reads("/tags/{name}", access=Access.PAGE, bucket="page", bounded=False)
def show_tag(tx: ReadTransaction, request: Request, name: str, form: OlderForm) -> Answer:
    """Show public posts that bear a tag, in whatever way it is written."""
    tag = _tag(name)
    posts = listing(
        tx,
        request,
        form,
        tag_path(tag.name),
        lambda stretch: timelines.tagged(tx, stretch, tag_id=tag.id, viewer=request.viewer_id),
        place=Context.PUBLIC,
    )
    return public_page(
        request,
        "tag.html",
        frame_of(tx, request),
        name=tag.name,
        listing=posts,
        tag=tag_rows(tx, [tag], viewer=request.viewer_id)[0],
    )


@acts("POST", "/tags/{name}/follow", access=Access.MEMBER, bucket="follow")
async def follow_tag(request: Request, name: str, form: FollowForm) -> Answer:
    """Have posts with a tag in one's home, or have them there no longer."""
    tag = _tag(name)
    verb = tags.follow_tag if form.do == "follow" else tags.unfollow_tag
    await request.write(verb, by=request.me, name=tag.name)
    if wants_part(request):
        return await request.read(_piece, request, tag)
    return done(request, tag_path(tag.name), "saved")


@reads(_FOLLOWED, access=Access.MEMBER, bucket="page")
def show_followed_tags(tx: ReadTransaction, request: Request, form: OlderForm) -> Answer:
    """Show the tags that one follows, last followed first."""
    return _followed(tx, request, NameForm(before=form.before))


@acts("POST", _FOLLOWED, access=Access.MEMBER, bucket="follow")
async def follow_tag_by_name(request: Request, form: NameForm) -> Answer:
    """Follow a tag that somebody typed, with or without its mark."""
    try:
        await request.write(tags.follow_tag, by=request.me, name=_one_word(form.name))
    except Invalid:
        wrong = FieldError(field="name", key="tag_wrong")
        return await request.read(_followed, request, form, wrong)
    return done(request, _FOLLOWED, "tag_followed")


@acts("POST", f"{_FOLLOWED}/remove", access=Access.MEMBER, bucket="write")
async def unfollow_tag(request: Request, form: NameForm) -> Answer:
    """Follow a tag no longer, from the list of all."""
    await request.write(tags.unfollow_tag, by=request.me, name=form.name)
    return done(request, _FOLLOWED, "tag_unfollowed")


def _one_word(typed: str) -> str:
    """Return what was typed, unless it is several words; raises Invalid."""
    words = typed.split()
    if len(words) != 1:
        raise Invalid
    return words[0]


def _tag(name: str) -> Tag:
    name = normalise_tag(name)
    if not is_tag(name):
        raise NotFound
    return Tag(tag_id(name), name)


def _piece(tx: ReadTransaction, request: Request, tag: Tag) -> Answer:
    row = tag_rows(tx, [tag], viewer=request.me)[0]
    return page_answer(request, "parts/tag_follow.html", frame_of(tx, request, form=True), tag=row)


def _followed(tx: ReadTransaction, request: Request, form: NameForm, *errors: FieldError) -> Answer:
    found = followed_tags(
        tx, request.me, before=form.before, after=0, upwards=False, limit=_PER_PAGE + 1
    )
    shown = found[:_PER_PAGE]
    rows = FollowedTags(
        rows=tuple(FollowedTagRow(name=each.name, url=tag_path(each.name)) for each in shown),
        unfollow_action=f"{_FOLLOWED}/remove",
        older_url=f"{_FOLLOWED}?before={shown[-1].cursor}" if len(found) > _PER_PAGE else "",
    )
    return page_answer(
        request,
        "followed_tags.html",
        frame_of(tx, request, form=True),
        form=Form(action=_FOLLOWED, values={"name": form.name}, errors=errors),
        tags=rows,
    )
