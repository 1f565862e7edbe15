"""The page with the servers of which somebody wants to see nothing."""

from typing import Final

import msgspec

from arengo.base.errors import Invalid
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.follows.domains.actions import block_domain, unblock_domain
from arengo.social.follows.domains.queries import blocked_domains
from arengo.storage import ReadTransaction
from arengo.web.context import FieldError, Form
from arengo.web.context.settings import ServersPage
from arengo.web.pages.auth.problems import wrong
from arengo.web.pages.frames import done, frame_of, page_answer
from arengo.web.pages.listings import OlderForm

_PATH: Final = "/settings/domains"
_PER_PAGE: Final = 40


class DomainForm(msgspec.Struct, frozen=True, kw_only=True):
    """Which server is meant."""

    domain: str = ""


@reads(_PATH, access=Access.MEMBER, bucket="page")
def show_domains(tx: ReadTransaction, request: Request, form: OlderForm) -> Answer:
    """Show the servers that one blocked, the last one first."""
    return _page(tx, request, form)


@acts("POST", _PATH, access=Access.MEMBER, bucket="write")
async def add_domain(request: Request, form: DomainForm) -> Answer:
    """Block a server."""
    try:
        await request.write(block_domain, by=request.me, domain=form.domain)
    except Invalid:
        error = wrong("domain", "domain_wrong")
        return await request.read(_page, request, OlderForm(), form.domain, error)
    return done(request, _PATH, "server_blocked")


@acts("POST", f"{_PATH}/remove", access=Access.MEMBER, bucket="write")
async def remove_domain(request: Request, form: DomainForm) -> Answer:
    """Block a server no longer."""
    await request.write(unblock_domain, by=request.me, domain=form.domain)
    return done(request, _PATH, "server_unblocked")


def _page(
    tx: ReadTransaction, request: Request, form: OlderForm, typed: str = "", *errors: FieldError
) -> Answer:
    found = blocked_domains(
        tx, request.me, before=form.before, after=0, upwards=False, limit=_PER_PAGE + 1
    )
    shown = found[:_PER_PAGE]
    return page_answer(
        request,
        "settings/domains.html",
        frame_of(tx, request, form=True),
        form=Form(action=_PATH, values={"domain": typed}, errors=errors),
        servers=ServersPage(
            names=tuple(name for _, name in shown),
            older_url=f"{_PATH}?before={shown[-1][0]}" if len(found) > _PER_PAGE else "",
        ),
    )
