"""Sources of news: one's own to add and leave, and those that the staff shows to everybody."""

from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

import msgspec

from arengo.auth.roles.model import Permission, role_of
from arengo.base.errors import Invalid
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.moderation.audit.actions import noted
from arengo.moderation.audit.model import Act, Deed
from arengo.social.discover.news import actions as news
from arengo.social.discover.news.fetching import Asked, find_feed
from arengo.social.discover.news.model import MOST_SOURCES, Source
from arengo.social.discover.news.queries import sources_for
from arengo.storage import ReadTransaction
from arengo.web.context import FieldError, Form
from arengo.web.context.news import SourceRow, Sources
from arengo.web.pages.auth.problems import wrong
from arengo.web.pages.frames import done, frame_of, page_answer

PATH: Final = "/news/sources"
_CHOOSING: Final = Permission.MANAGE_TAXONOMIES
_LONGEST: Final = 2_000
_FAILING: Final = 3
_SCHEMES: Final = ("http://", "https://")


class SourceForm(msgspec.Struct, frozen=True, kw_only=True):
    """The address of a feed or of a page that names one; staff may choose it for everybody."""

    url: str = ""
    for_everybody: bool = False


@reads(PATH, access=Access.MEMBER, bucket="page", bounded=False)
def show_sources(tx: ReadTransaction, request: Request) -> Answer:
    """Show the sources, and a form for another one."""
    return _page(tx, request, Form(action=PATH))


@acts("POST", PATH, access=Access.MEMBER, bucket="media")
async def add_source(request: Request, form: SourceForm) -> Answer:
    """Look for a feed at an address and read it from now on."""
    address = _address(form.url.strip())
    if address is None:
        return await _again(request, form, wrong("url", "no_address"))
    asked = await find_feed(request.site.egress, address)
    if asked.feed is None:
        return await _again(request, form, wrong("url", _trouble(asked)))
    try:
        if form.for_everybody and _may_choose(request):
            await request.write(noted(news.choose_source, _chosen(request)), asked=asked)
        else:
            await request.write(news.add_source, by=request.me, asked=asked)
    except Invalid:
        return await _again(request, form, wrong("", "sources_many", most=MOST_SOURCES))
    return done(request, PATH, "source_added")


@acts("POST", f"{PATH}/{{source_id}}/leave", access=Access.MEMBER, bucket="write")
async def leave_source(request: Request, source_id: int) -> Answer:
    """Read one of one's own sources no longer."""
    await request.write(news.leave_source, by=request.me, source_id=source_id)
    return done(request, PATH, "source_left")


@acts("POST", f"{PATH}/{{source_id}}/drop", access=Access.MEMBER, permission=_CHOOSING)
async def drop_source(request: Request, source_id: int) -> Answer:
    """Show a source no longer to everybody."""
    deed = Deed(by=request.me, act=Act.DROP_SOURCE, entry=source_id)
    await request.write(noted(news.drop_source, lambda _: deed), source_id=source_id)
    return done(request, PATH, "source_left")


def _address(typed: str) -> str | None:
    """Return the whole address that somebody means, with or without https://; None for no address.

    Without it only what looks like the name of a host is one.
    """
    whole = typed if typed.lower().startswith(_SCHEMES) else f"https://{typed}"
    try:
        parts = urlsplit(whole)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return None
    means_a_host = whole == typed or ("." in host.strip(".") and "@" not in parts.netloc)
    fits = len(whole) <= _LONGEST and not any(each.isspace() for each in whole)
    return whole if host and means_a_host and fits else None


async def _again(request: Request, form: SourceForm, error: FieldError) -> Answer:
    values = {"url": form.url, "for_everybody": "true" if form.for_everybody else ""}
    shown = Form(action=PATH, values=values, errors=(error,))
    return await request.read(_page, request, shown)


def _page(tx: ReadTransaction, request: Request, form: Form) -> Answer:
    chosen, own = sources_for(tx, request.me)
    may_choose = _may_choose(request)
    sources = Sources(
        chosen=_rows(
            chosen, lambda s: {"drop_action": f"{PATH}/{s.id}/drop" if may_choose else ""}
        ),
        own=_rows(own, lambda s: {"leave_action": f"{PATH}/{s.id}/leave"}),
        may_choose=may_choose,
    )
    frame = frame_of(tx, request, form=True)
    return page_answer(request, "news/sources.html", frame, sources=sources, form=form)


def _rows(
    sources: list[Source], actions: Callable[[Source], dict[str, str]]
) -> tuple[SourceRow, ...]:
    return tuple(
        SourceRow(
            title=source.title,
            url=source.url,
            home=source.home or source.url,
            read_ms=source.read_ms or None,
            failing=source.fails >= _FAILING,
            **actions(source),
        )
        for source in sources
    )


def _chosen(request: Request) -> Callable[[Source], Deed]:
    """Return what the audit log is told of a source that staff chose for everybody."""

    def deed(source: Source) -> Deed:
        return Deed(by=request.me, act=Act.CHOOSE_SOURCE, entry=source.id, about=source.url)

    return deed


def _may_choose(request: Request) -> bool:
    return request.viewer is not None and role_of(request.viewer.role).may(_CHOOSING)


def _trouble(asked: Asked) -> str:
    return "no_feed" if asked.outcome == "no feed" else "no_answer"
