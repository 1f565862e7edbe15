"""Turns a page of a timeline into cards for whoever reads: with their marks, filters and rights.

`cards(tx, request, page)` for every list of posts; a template shows each by `post_row(post)`.
"""

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Final

import msgspec
from msgspec.structs import replace

from arengo.base.errors import NotFound
from arengo.base.ids import AccountId
from arengo.gate.request import Request
from arengo.social.filters.model import Action, Context
from arengo.social.filters.reasons import Reasons, reasons_for
from arengo.social.follows.queries import followed_among
from arengo.social.posts.model import QUOTE_CHOICE, REPLY_CHOICE, PostFlag
from arengo.social.posts.policy import may_quote
from arengo.social.posts.queries import posts_by_id
from arengo.social.posts.quotes.queries import quotes_of
from arengo.social.posts.quotes.sight import Sight, sights
from arengo.social.timelines.model import Line, Mark, Page
from arengo.social.timelines.queries import page_of
from arengo.storage import ReadTransaction
from arengo.web.context import Mine, PostView, QuoteView
from arengo.web.context.posts import QuoteSight
from arengo.web.polls import poll_views
from arengo.web.views import moving, people_of, views_of

_CHOICE: Final = int(QUOTE_CHOICE | REPLY_CHOICE)
_QUOTE: Final = int(PostFlag.QUOTE)
_MENTIONED: Final = int(PostFlag.REPLIES_MENTIONED)
_FOLLOWERS: Final = int(PostFlag.REPLIES_FOLLOWERS)
_BOOSTABLE: Final = frozenset({"public", "unlisted"})
_NOWHERE: Final = Context(0)
_SIGHTS: Final[Mapping[Sight, QuoteSight]] = {
    Sight.SHOWN: "shown",
    Sight.REVOKED: "revoked",
    Sight.GONE: "gone",
    Sight.UNSEEN: "unseen",
    Sight.BLOCKED: "blocked",
    Sight.MUTED: "muted",
}


def cards(
    tx: ReadTransaction, request: Request, page: Page, *, place: Context = Context.PUBLIC
) -> tuple[PostView, ...]:
    """Return the posts of a page, which were found visible, as whoever asks is shown them.

    `place` says which of their filters count: what those hide is left out, and of a quote what
    is quoted.
    """
    settings = request.site.settings
    reader = _Reader(
        id=request.viewer_id,
        origin=settings.origin,
        place=place,
        has_translator=bool(settings.translation_url),
    )
    return _cards(tx, page, reader)


def card_of(tx: ReadTransaction, request: Request, post_id: int) -> PostView | None:
    """Return one post that was found visible; None when it went away since."""
    found = cards(tx, request, page_of(tx, [post_id], viewer=request.viewer_id), place=_NOWHERE)
    return found[0] if found else None


def shown_card(tx: ReadTransaction, request: Request, post_id: int) -> PostView:
    """Return one post that was found visible; NotFound when it went away since."""
    found = card_of(tx, request, post_id)
    if found is None:
        raise NotFound
    return found


class _Reader(msgspec.Struct, frozen=True, kw_only=True):
    """Who reads, and where: nobody's filters count nowhere."""

    id: AccountId | None
    origin: str
    place: Context
    has_translator: bool


def _cards(
    tx: ReadTransaction, page: Page, reader: _Reader, *, quoted: bool = False
) -> tuple[PostView, ...]:
    if not page.lines:
        return ()
    viewer, place = reader.id, reader.place
    views = views_of(tx, page, origin=reader.origin)
    people = people_of(tx, page, origin=reader.origin)
    reasons = _reasons(tx, page, viewer)
    lines = [
        line
        for line in page.lines
        if line.shown_id in views and not _hidden(reasons.get(line.shown_id, ()), place)
    ]
    polls = poll_views(tx, lines, viewer=viewer)
    quotes = {} if quoted else _quotes(tx, lines, reader)
    rights = _Rights.read(tx, lines, reader, viewer) if viewer else None
    return tuple(
        replace(
            view := views[line.shown_id],
            **moving(line, page, people),
            poll=polls.get(line.shown_id),
            quote=quotes.get(line.shown_id),
            mine=rights.mine(line, view, page) if rights else None,
            filtered=_titles(reasons.get(line.shown_id, ()), place, Action.WARN),
            blurred=_titles(reasons.get(line.shown_id, ()), place, Action.BLUR),
        )
        for line in lines
    )


def _reasons(tx: ReadTransaction, page: Page, viewer: AccountId | None) -> Mapping[int, Reasons]:
    """Return post → why the reader filters it; who filters nothing is asked nothing."""
    if not viewer or not page.filters_ver:
        return {}
    keys = {line[3:5] for line in page.lines if line.shown_author_id != viewer}
    found = reasons_for(tx, keys, reader_id=viewer, ver=page.filters_ver)
    return {key[0]: reasons for key, reasons in found.items() if reasons}


def _hidden(reasons: Reasons, place: Context) -> bool:
    return any(r.filter.action is Action.HIDE and r.filter.contexts & place for r in reasons)


def _titles(reasons: Reasons, place: Context, action: Action) -> tuple[str, ...]:
    here = [r.filter for r in reasons if r.filter.contexts & place]
    return tuple(each.title for each in here if each.action is action)


def _quotes(tx: ReadTransaction, lines: Collection[Line], reader: _Reader) -> dict[int, QuoteView]:
    """Return post → what it quotes; what that quotes itself is not shown."""
    quoting = [line.shown_id for line in lines if line.shown_flags & _QUOTE]
    if not quoting:
        return {}
    quotes = quotes_of(tx, quoting)
    seen = sights(tx, quotes.values(), viewer=reader.id)
    shown = {q.quoted_id for q in quotes.values() if seen[q.post_id].readable}
    page = page_of(tx, list(shown), viewer=reader.id)
    posts = {view.id: view for view in _cards(tx, page, reader, quoted=True)}
    reasons = _reasons(tx, page, reader.id)
    hidden = {post_id for post_id, why in reasons.items() if _hidden(why, reader.place)}
    return {
        post_id: QuoteView(sight="filtered")
        if quote.quoted_id in hidden
        else _quote(seen[post_id], posts.get(quote.quoted_id))
        for post_id, quote in quotes.items()
    }


def _quote(sight: Sight, post: PostView | None) -> QuoteView:
    """Return a quote; what went away since we looked is gone."""
    there = post is not None or not sight.readable
    return QuoteView(sight=_SIGHTS[sight if there else Sight.GONE], post=post)


class _Rights(msgspec.Struct, frozen=True):
    """What a reader may do with the posts of a page; most posts let everybody do everything."""

    viewer: AccountId
    has_translator: bool
    followed: Collection[int] = ()
    mentioned_in: Collection[int] = ()

    @classmethod
    def read(
        cls, tx: ReadTransaction, lines: Collection[Line], reader: _Reader, viewer: AccountId
    ) -> "_Rights":
        """Ask what those posts depend on whose authors chose."""
        chosen = [
            line for line in lines if line.shown_flags & _CHOICE and line.shown_author_id != viewer
        ]
        if not chosen:
            return cls(viewer, reader.has_translator)
        posts = posts_by_id(tx, {line.shown_id for line in chosen})
        return cls(
            viewer,
            reader.has_translator,
            followed_among(tx, viewer, {AccountId(line.shown_author_id) for line in chosen}),
            {post.id for post in posts.values() if viewer in post.mentioned_ids},
        )

    def mine(self, line: Line, view: PostView, page: Page) -> Mine:
        """Return what one post is to the reader."""
        own, flags = line.shown_author_id == self.viewer, line.shown_flags
        following = line.shown_author_id in self.followed
        return _mine(
            page.marks.get(line.shown_id, 0),
            own=own,
            may_reply=own
            or (not view.waits and line.shown_id in self.mentioned_in)
            or (not view.waits and _may_reply(flags, following=following)),
            may_boost=view.visibility in _BOOSTABLE or (own and view.visibility == "private"),
            may_quote=may_quote(flags, own=own, following=following) if flags & _CHOICE else True,
            may_translate=self.has_translator and view.visibility in _BOOSTABLE,
        )


def _may_reply(flags: int, *, following: bool) -> bool:
    return not flags & _MENTIONED and (following or not flags & _FOLLOWERS)


@lru_cache(maxsize=4096)
def _mine(marks: int, **may: bool) -> Mine:
    return Mine(
        favourited=bool(marks & Mark.FAVOURITED),
        boosted=bool(marks & Mark.BOOSTED),
        bookmarked=bool(marks & Mark.BOOKMARKED),
        pinned=bool(marks & Mark.PINNED),
        muted=bool(marks & Mark.MUTED),
        **may,
    )
