"""Search: people, hashtags, and a post by its address."""

import msgspec

from arengo.api.entities.account import AccountEntity, accounts_json
from arengo.api.entities.status import Status, json_list, status_json
from arengo.api.entities.tag import Tag, tag_entity
from arengo.base.errors import BadRequest, Unauthorized
from arengo.base.ids import AccountId
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.accounts.queries import search_accounts
from arengo.social.follows.queries import followed_among
from arengo.social.posts.addresses import account_at, post_at
from arengo.social.timelines.entries.queries import follows_tag, history_of, tags_beginning
from arengo.storage import ReadTransaction

DEFAULT = 20
MOST = 40


class SearchForm(msgspec.Struct, frozen=True, kw_only=True):
    """What is looked for, and of which kind."""

    q: str = ""
    type: str | None = None
    limit: int = DEFAULT
    offset: int = 0
    resolve: bool = False
    following: bool = False

    def wants(self, kind: str) -> bool:
        """Tell whether things of a kind are asked for; one page without a kind is all there is."""
        return self.type == kind or (not self.type and self.offset <= 0)


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
    """Return people and hashtags that begin so, and whose address it is."""
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
    addressed = account_at(tx, form.q, origin=settings.origin)
    if addressed:
        ids = [addressed.id][start:]
    else:
        people = search_accounts(
            tx, form.q, limit=_limit(form), offset=start, host_name=settings.host_name
        )
        ids = [each.id for each in people]
    if form.following and request.viewer_id:
        followed = followed_among(tx, request.viewer_id, ids)
        ids = [each for each in ids if each in followed]
    return json_list(accounts_json(tx, ids, origin=settings.origin))


def _statuses(tx: ReadTransaction, request: Request, form: SearchForm) -> bytes:
    origin, viewer = request.site.settings.origin, request.viewer_id
    post = None if form.offset > 0 else post_at(tx, form.q, origin=origin, viewer=viewer)
    return json_list([status_json(tx, post.id, origin=origin, viewer=viewer)] if post else [])


def _hashtags(tx: ReadTransaction, request: Request, form: SearchForm) -> list[Tag]:
    words = form.q.split()
    if len(words) != 1 or "@" in form.q or "/" in form.q:
        return []
    viewer, start = request.viewer_id, max(form.offset, 0)
    found = tags_beginning(tx, words[0], viewer=viewer, limit=_limit(form), offset=start)
    return [
        tag_entity(
            tag,
            history_of(tx, tag.id),
            origin=request.site.settings.origin,
            following=_follows(tx, viewer, tag.id),
        )
        for tag in found
    ]


def _follows(tx: ReadTransaction, viewer: AccountId | None, tag_id: int) -> bool | None:
    return None if viewer is None else follows_tag(tx, viewer, tag_id)


def _limit(form: SearchForm) -> int:
    return min(max(form.limit, 1), MOST)
