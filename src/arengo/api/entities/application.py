"""Mastodon's Application and CredentialApplication: an app as it knows itself."""

import msgspec

from arengo.auth.oauth.model import App, RegisteredApp


class Application(msgspec.Struct, frozen=True, kw_only=True):
    """`vapid_key` is what push subscriptions of this app are bound to."""

    id: str
    name: str
    website: str | None
    scopes: list[str]
    redirect_uri: str
    redirect_uris: list[str]
    vapid_key: str


class CredentialApplication(Application, frozen=True, kw_only=True):
    """With the secret, which is told once; 0 says that it does not expire."""

    client_id: str
    client_secret: str
    client_secret_expires_at: int = 0


def application(app: App, *, vapid_key: str) -> Application:
    """Show an app without its secret."""
    return Application(
        id=str(app.id),
        name=app.name,
        website=app.website,
        scopes=list(app.scopes),
        redirect_uri="\n".join(app.redirect_uris),
        redirect_uris=list(app.redirect_uris),
        vapid_key=vapid_key,
    )


def credential_application(registered: RegisteredApp, *, vapid_key: str) -> CredentialApplication:
    """Show a new app with its secret."""
    return CredentialApplication(
        **msgspec.structs.asdict(application(registered.app, vapid_key=vapid_key)),
        client_id=registered.app.client_id,
        client_secret=registered.client_secret,
    )
