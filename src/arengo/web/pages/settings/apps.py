"""The page with the apps that may use somebody's account, and what each may do."""

from typing import Final

from arengo.auth.oauth.actions import revoke_app
from arengo.auth.oauth.model import Authorized
from arengo.auth.oauth.queries import authorized_apps
from arengo.base.clock import DAY_MS
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.storage import ReadTransaction
from arengo.web.context import AppView, AuthorizedApp
from arengo.web.pages.frames import done, frame_of, page_answer
from arengo.web.scopes import explain_scopes

_PATH: Final = "/settings/apps"


@reads(_PATH, access=Access.MEMBER, bucket="page")
def show_apps(tx: ReadTransaction, request: Request) -> Answer:
    """Show the apps that may use one's account."""
    return page_answer(
        request,
        "settings/apps.html",
        frame_of(tx, request, form=True),
        apps=tuple(_view(each) for each in authorized_apps(tx, request.me)),
    )


@acts("POST", f"{_PATH}/{{app_id}}/remove", access=Access.MEMBER, bucket="write")
async def remove_app(request: Request, app_id: int) -> Answer:
    """Shut an app out; twice is once."""
    await request.write(revoke_app, account_id=request.me, app_id=app_id)
    return done(request, _PATH, "app_removed")


def _view(authorized: Authorized) -> AuthorizedApp:
    app = authorized.app
    return AuthorizedApp(
        app=AppView(name=app.name, website=app.website or ""),
        groups=explain_scopes(authorized.scopes),
        granted_at_ms=authorized.granted_ms,
        used_at_ms=authorized.seen_day * DAY_MS if authorized.seen_day else None,
        revoke_action=f"{_PATH}/{app.id}/remove",
    )
