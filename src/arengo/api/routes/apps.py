"""Apps: an app registers itself, and asks who it is."""

import msgspec

from arengo.api.entities.application import (
    Application,
    CredentialApplication,
    application,
    credential_application,
)
from arengo.auth.oauth.actions import register_app
from arengo.auth.oauth.policy import app_name, check_app
from arengo.auth.oauth.queries import app_by_id
from arengo.auth.oauth.scopes import DEFAULT, split_scopes
from arengo.base.errors import Unauthorized
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.notifications.push.signing import vapid_key
from arengo.storage import ReadTransaction


class AppForm(msgspec.Struct, frozen=True, kw_only=True):
    """What an app says about itself; addresses come as a list, or as lines of one text."""

    client_name: str = ""
    redirect_uris: str | list[str] = ""
    scopes: str = ""
    website: str | None = None


@acts(
    "POST",
    "/api/v1/apps",
    access=Access.ANYONE,
    bucket="token",
    answers=CredentialApplication,
)
async def create_app(request: Request, form: AppForm) -> CredentialApplication:
    """Register an app."""
    name = app_name(form.client_name)
    redirect_uris = _addresses(form.redirect_uris)
    scopes = split_scopes(form.scopes) or DEFAULT
    website = (form.website or "").strip() or None
    check_app(name=name, redirect_uris=redirect_uris, scopes=scopes, website=website)
    registered = await request.write(
        register_app, name=name, redirect_uris=redirect_uris, scopes=scopes, website=website
    )
    return credential_application(
        registered, vapid_key=vapid_key(request.site.keys, request.site.settings.origin)
    )


@reads("/api/v1/apps/verify_credentials", access=Access.APP, answers=Application)
def verify_app_credentials(tx: ReadTransaction, request: Request) -> Application:
    """Tell an app who it is."""
    app_id = request.viewer.app_id if request.viewer else None
    app = None if app_id is None else app_by_id(tx, app_id)
    if app is None:
        raise Unauthorized
    return application(app, vapid_key=vapid_key(request.site.keys, request.site.settings.origin))


def _addresses(given: str | list[str]) -> tuple[str, ...]:
    """Return the addresses in order, each once."""
    lines = [given] if isinstance(given, str) else given
    return tuple(dict.fromkeys(address for line in lines for address in line.split()))
