"""The conversation around a post as whoever reads sees it: before, after, and what is folded."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Annotated, Final

import msgspec
from msgspec.structs import replace

from arengo.base.errors import NotFound
from arengo.base.ids import MAX_ID
from arengo.gate.request import Request
from arengo.social.filters.model import Context as Place
from arengo.social.posts.model import Post, PostFlag
from arengo.social.posts.queries import history_of
from arengo.social.posts.threads.queries import context_of
from arengo.social.timelines import queries as timelines
from arengo.social.timelines.model import Page
from arengo.social.timelines.silenced import without_muted, without_silenced
from arengo.storage import ReadTransaction
from arengo.web.branches import Twig, children_of, twig
from arengo.web.cards import cards
from arengo.web.context import PostView
from arengo.web.context.threads import Branch, Order, Replying, Thread
from arengo.web.desk import offer_views, set_aside, waiting_among

MOST_ANCESTORS: Final = 40
PER_PAGE: Final = 20
_MOST_HIDDEN: Final = 100
_EVERYWHERE: Final = Place(0)  # nobody's filter hides what was asked for by its address


class ThreadForm(msgspec.Struct, frozen=True):
    """Which replies are wanted: in which order, those behind `past`, and those that are folded."""

    order: Order = "oldest"
    past: Annotated[int, msgspec.Meta(ge=0, le=MAX_ID)] = 0
    hidden: bool = False


def thread_of(tx: ReadTransaction, request: Request, post: Post, form: ThreadForm) -> Thread:
    """Return a post that was found visible, with what the reader may see of its conversation."""
    focus = timelines.seen_page_of(tx, [post.id], viewer=request.viewer_id)
    if not focus.lines:
        raise NotFound
    context = context_of(tx, post, viewer=request.viewer_id)
    before, _ = _split(tx, request, context.ancestors[-MOST_ANCESTORS:])
    aside = set_aside(tx, request, [post.id, *context.descendants])
    decided = {each.post_id for each in aside}
    open_ids = [each for each in context.descendants if each not in decided]
    after, hidden = _split(tx, request, open_ids)
    ancestors = cards(tx, request, before, place=Place.THREAD)
    children = children_of(post.id, [line.id for line in after.lines], context.parents)
    first, further = _one_page(children[post.id], form)
    twigs = [twig(each, children) for each in first]
    return Thread(
        post=cards(tx, request, focus, place=_EVERYWHERE)[0],
        ancestors=ancestors,
        goes_back=len(context.ancestors) > MOST_ANCESTORS,
        branches=tuple(_branches(twigs, _views(tx, request, after, twigs))),
        replies=len(after.lines),
        hidden=len(hidden.lines),
        unhidden=_unhidden(tx, request, hidden) if form.hidden else (),
        order=form.order,
        further=further,
        edits=len(history_of(tx, post)) - 1 if post.edited_ms else 0,
        quotes=focus.counts[post.id].quotes if post.id in focus.counts else 0,
        replying=_replying(post),
        desk=offer_views(tx, request, waiting_among(aside)),
        hides=context.hidden,
    )


def _split(tx: ReadTransaction, request: Request, ids: Sequence[int]) -> tuple[Page, Page]:
    """Return what of these posts stands in the open, and what is folded: it can be seen as well."""
    viewer = request.viewer_id
    page = timelines.seen_page_of(tx, ids, viewer=viewer)
    shown = without_muted(tx, without_silenced(tx, page, viewer=viewer), viewer=viewer)
    kept = {line.id for line in shown.lines}
    return shown, _part(page, {line.id for line in page.lines} - kept)


def _part(page: Page, ids: Collection[int]) -> Page:
    return replace(page, lines=[line for line in page.lines if line.id in ids])


def _one_page(answers: Sequence[int], form: ThreadForm) -> tuple[Sequence[int], int]:
    """Return one page of the answers to the post itself, and behind which one it goes on."""
    newest = form.order == "newest"
    ordered = answers[::-1] if newest else answers
    if form.past:
        ordered = [each for each in ordered if (each < form.past if newest else each > form.past)]
    page = ordered[:PER_PAGE]
    return page, page[-1] if len(ordered) > PER_PAGE else 0


def _views(
    tx: ReadTransaction, request: Request, page: Page, twigs: Sequence[Twig]
) -> dict[int, PostView]:
    ids = {each for part in twigs for each in part.ids()}
    return {view.id: view for view in cards(tx, request, _part(page, ids), place=Place.THREAD)}


def _branches(twigs: Sequence[Twig], views: Mapping[int, PostView]) -> Iterator[Branch]:
    """Grow leaves; what a filter of the reader hides goes with what answers it."""
    for each in twigs:
        if each.id in views:
            answers = tuple(_branches(each.answers, views))
            yield Branch(post=views[each.id], answers=answers, more=each.more)


def _unhidden(tx: ReadTransaction, request: Request, hidden: Page) -> tuple[PostView, ...]:
    first = replace(hidden, lines=sorted(hidden.lines)[:_MOST_HIDDEN])
    return cards(tx, request, first, place=Place.THREAD)


def _replying(post: Post) -> Replying:
    if PostFlag.REPLIES_MENTIONED in post.flags:
        return "mentioned"
    if PostFlag.REPLIES_ASK in post.flags:
        return "ask"
    return "followers" if PostFlag.REPLIES_FOLLOWERS in post.flags else "everyone"
