"""The page behind the link of an invitation: who invites, and the way in."""

from typing import Final
from urllib.parse import quote

from arengo.auth.signup.queries import invite_by_code
from arengo.base.clock import now_ms
from arengo.base.errors import NotFound
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.accounts.queries import account_by_id
from arengo.social.instance.queries import site_settings
from arengo.storage import ReadTransaction
from arengo.web.context import AccountView
from arengo.web.pages.frames import frame_of, page_answer
from arengo.web.views import account_view

_NOT_FOUND: Final = 404


@reads("/invite/{code}", access=Access.PAGE, bucket="page")
def show_invitation(tx: ReadTransaction, request: Request, code: str) -> Answer:
    """Show who invites; an invitation that is over looks like one that never was."""
    host = _host(tx, request, code)
    return page_answer(
        request,
        "auth/invitation.html",
        frame_of(tx, request),
        status=200 if host else _NOT_FOUND,
        host=host,
        join_url=f"/auth/sign_up?invite_code={quote(code, safe='')}",
    )


def _host(tx: ReadTransaction, request: Request, code: str) -> AccountView | None:
    """Return who invites, as long as the invitation counts."""
    invite = invite_by_code(tx, code)
    if invite is None or not invite.is_good(now_ms()):
        return None
    if site_settings(tx).registrations == "closed":
        return None
    try:
        account = account_by_id(tx, invite.account_id)
    except NotFound:
        return None
    return account_view(account, origin=request.site.settings.origin) if account.available else None
