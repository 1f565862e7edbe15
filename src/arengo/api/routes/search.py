"""Search: people, hashtags, posts by their words and by their address."""

import msgspec

from arengo.api.entities.account import AccountEntity, accounts_json
from arengo.api.entities.status import Status, json_list, status_json, statuses_json
from arengo.api.entities.tag import Tag, tag_entity
from arengo.base.errors import BadRequest, Unauthorized
from arengo.base.ids import AccountId, parse_id
from arengo.gate.paging import PageForm
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.discover.trends.tags import approved_tags_beginning
from arengo.social.follows.queries import is_following
from arengo.social.instance.queries import site_settings
from arengo.social.posts.addresses import account_at, post_at
from arengo.social.search.model import Reach
from arengo.social.search.people import search_people
from arengo.social.search.queries import search_posts
from arengo.social.search.syntax import read_question
from arengo.social.timelines.entries.queries import followed_tag_ids, history_of, tags_beginning
from arengo.social.timelines.queries import page_of
from arengo.storage import ReadTransaction

DEFAULT = 20
MOST = 40


class SearchForm(PageForm, frozen=True, kw_only=True):
    """What is looked for, and of which kind."""

    q: str = ""
    type: str | None = None
    account_id: str | None = None
    offset: int = 0
    resolve: bool = False
    following: bool = False
    exclude_unreviewed: bool = False

    def wants(self, kind: str) -> bool:
        """Tell whether things of a kind are asked for.

        One page without a kind is all there is; a single `#word` without a kind is a hashtag.
        """
        if self.type:
            return self.type == kind
        is_tag = self.q.strip().startswith("#") and len(self.q.split()) == 1
        return self.offset <= 0 and (kind == "hashtags" or not is_tag)


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """What was found."""

    accounts: list[AccountEntity]
    statuses: list[Status]
    hashtags: list[Tag]


@reads(
    "/api/v2/search",
    access=Access.ANYONE,
    scope="read:search",
    bucket="search",
    bounded=False,
    answers=Search,
)
def search(tx: ReadTransaction, request: Request, form: SearchForm) -> bytes:
    """Return people called so or nearly so, hashtags that begin so, posts that say so."""
    _check(form, signed_in=request.viewer_id is not None)
    accounts = _accounts(tx, request, form) if form.wants("accounts") else b"[]"
    statuses = _statuses(tx, request, form) if form.wants("statuses") else b"[]"
    hashtags = _hashtags(tx, request, form) if form.wants("hashtags") else []
    return b'{"accounts":%b,"statuses":%b,"hashtags":%b}' % (
        accounts,
        statuses,
        msgspec.json.encode(hashtags),
    )


def _check(form: SearchForm, *, signed_in: bool) -> None:
    """Refuse what strangers may not ask for, in Mastodon's words."""
    if not form.q.strip():
        raise BadRequest("param is missing or the value is empty: q")
    if signed_in:
        return
    if form.offset:
        raise Unauthorized("Search queries pagination is not supported without authentication")
    if form.resolve:
        raise Unauthorized(
            "Search queries that resolve remote resources are not supported without authentication"
        )


def _accounts(tx: ReadTransaction, request: Request, form: SearchForm) -> bytes:
    settings, start = request.site.settings, max(form.offset, 0)
    viewer = request.viewer_id
    addressed = account_at(tx, form.q, origin=settings.origin)
    if addressed:
        left_out = form.following and viewer and not is_following(tx, viewer, addressed.id)
        ids = [] if left_out else [addressed.id][start:]
    else:
        ids = search_people(
            tx,
            request.site.search,
            form.q,
            viewer=viewer,
            only_followed=form.following,
            limit=_limit(form),
            offset=start,
            host_name=settings.host_name,
        )
    return json_list(accounts_json(tx, ids, origin=settings.origin))


def _statuses(tx: ReadTransaction, request: Request, form: SearchForm) -> bytes:
    settings, viewer = request.site.settings, request.viewer_id
    post = post_at(tx, form.q, origin=settings.origin, viewer=viewer)
    if post:
        found = [status_json(tx, post.id, origin=settings.origin, viewer=viewer)]
        return json_list(found[max(form.offset, 0) :])
    if viewer is None or form.q.strip().startswith(f"{settings.origin}/"):
        return b"[]"
    ids = search_posts(
        tx,
        request.site.search,
        read_question(form.q),
        viewer=viewer,
        reach=_reach(form),
        host_name=settings.host_name,
    )
    page = page_of(tx, ids, viewer=viewer)
    return json_list(statuses_json(tx, page, origin=settings.origin, viewer=viewer))


def _reach(form: SearchForm) -> Reach:
    window = form.window(default=DEFAULT, most=MOST)
    author = parse_id(form.account_id or "")
    return Reach(
        account_id=None if author is None else AccountId(author),
        before=window.before,
        after=window.after,
        upwards=window.upwards and not form.max_id,
        offset=max(form.offset, 0),
        limit=window.limit,
    )


def _hashtags(tx: ReadTransaction, request: Request, form: SearchForm) -> list[Tag]:
    words = form.q.split()
    if len(words) != 1 or "@" in form.q or "/" in form.q:
        return []
    viewer, start = request.viewer_id, max(form.offset, 0)
    reviewed = form.exclude_unreviewed and site_settings(tx).trends_need_approval
    search_tags = approved_tags_beginning if reviewed else tags_beginning
    found = search_tags(tx, words[0], viewer=viewer, limit=_limit(form), offset=start)
    followed = followed_tag_ids(tx, viewer, [tag.id for tag in found]) if viewer else set()
    return [
        tag_entity(
            tag,
            history_of(tx, tag.id),
            origin=request.site.settings.origin,
            following=tag.id in followed if viewer else None,
        )
        for tag in found
    ]


def _limit(form: SearchForm) -> int:
    return form.window(default=DEFAULT, most=MOST).limit
