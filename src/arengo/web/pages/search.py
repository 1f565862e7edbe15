"""Search: people, tags, and for whoever is signed in posts by their words."""

from typing import Annotated, Final, Literal
from urllib.parse import urlencode

import msgspec

from arengo.base.ids import MAX_ID, AccountId
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.posts.addresses import account_at, post_at
from arengo.social.search.model import Reach
from arengo.social.search.people import search_people
from arengo.social.search.queries import search_posts
from arengo.social.search.syntax import MOST_CHARACTERS, read_question
from arengo.social.timelines.entries.queries import tags_beginning
from arengo.storage import ReadTransaction
from arengo.web.context.finding import Search, TagRow
from arengo.web.context.people import PersonRow
from arengo.web.pages.frames import frame_of, public_page
from arengo.web.people import people_rows
from arengo.web.posts_shown import posts_shown
from arengo.web.tag_rows import tag_rows

_PATH: Final = "/search"
_SOME: Final = 5  # of people and tags beside the others
_ALL: Final = 40
_POSTS: Final = 20


class SearchForm(msgspec.Struct, frozen=True):
    """What is looked for, of which kind, and from where on."""

    q: str = ""
    kind: Literal["", "people", "tags", "posts"] = ""
    before: Annotated[int, msgspec.Meta(ge=1, le=MAX_ID)] = MAX_ID

    @property
    def text(self) -> str:
        """Return what is looked for, as much of it as is read."""
        return self.q.strip()[:MOST_CHARACTERS]

    def wants(self, kind: str) -> bool:
        """Tell whether things of a kind are asked for; older posts come alone."""
        return bool(self.text) and self.kind in {"", kind}


@reads(_PATH, access=Access.PAGE, bucket="search", bounded=False)
def search(tx: ReadTransaction, request: Request, form: SearchForm) -> Answer:
    """Show what was found: some of each kind, or all of one."""
    people = _people(tx, request, form) if form.wants("people") else ()
    tags = _tags(tx, request, form) if form.wants("tags") else ()
    ids = _posts(tx, request, form) if form.wants("posts") else []
    posts = posts_shown(tx, request, ids[:_POSTS])
    most = _ALL if form.kind else _SOME
    found = Search(
        q=form.text,
        kind=form.kind,
        people=people[:most],
        tags=tags[:most],
        posts=tuple(posts[each] for each in ids[:_POSTS] if each in posts),
        more_people=_address(form, "people") if len(people) > most and not form.kind else "",
        more_tags=_address(form, "tags") if len(tags) > most and not form.kind else "",
        older_url=_address(form, "posts", before=ids[_POSTS - 1]) if len(ids) > _POSTS else "",
        searches_posts=request.viewer_id is not None,
        tabs=tuple((_address(form, kind), kind) for kind in ("", "people", "tags", "posts")),
    )
    return public_page(request, "search.html", frame_of(tx, request), search=found)


def _address(form: SearchForm, kind: str, *, before: int = 0) -> str:
    query: dict[str, object] = {"q": form.text}
    if kind:
        query["kind"] = kind
    if before:
        query["before"] = before
    return f"{_PATH}?{urlencode(query)}"


def _people(tx: ReadTransaction, request: Request, form: SearchForm) -> tuple[PersonRow, ...]:
    settings = request.site.settings
    addressed = account_at(tx, form.text, origin=settings.origin)
    ids = (
        [addressed.id]
        if addressed
        else search_people(
            tx,
            request.site.search,
            form.text,
            viewer=request.viewer_id,
            limit=_limit(form),
            host_name=settings.host_name,
        )
    )
    return people_rows(tx, request, ids)


def _tags(tx: ReadTransaction, request: Request, form: SearchForm) -> tuple[TagRow, ...]:
    words = form.text.split()
    if len(words) != 1 or "@" in form.text or "/" in form.text:
        return ()
    found = tags_beginning(tx, words[0], viewer=request.viewer_id, limit=_limit(form))
    return tag_rows(tx, found, viewer=request.viewer_id)


def _posts(tx: ReadTransaction, request: Request, form: SearchForm) -> list[int]:
    settings, viewer = request.site.settings, request.viewer_id
    post = post_at(tx, form.text, origin=settings.origin, viewer=viewer)
    if post:
        return [post.id]
    if viewer is None or form.text.startswith(f"{settings.origin}/"):
        return []
    return _by_words(tx, request, form, viewer)


def _by_words(
    tx: ReadTransaction, request: Request, form: SearchForm, viewer: AccountId
) -> list[int]:
    return search_posts(
        tx,
        request.site.search,
        read_question(form.text),
        viewer=viewer,
        reach=Reach(before=form.before, limit=_POSTS + 1),
        host_name=request.site.settings.host_name,
    )


def _limit(form: SearchForm) -> int:
    return (_ALL if form.kind else _SOME) + 1
