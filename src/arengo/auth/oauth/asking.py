"""What an app asks for on the authorize page, checked before anybody sees it."""

from urllib.parse import urlencode, urlsplit

import msgspec

from arengo.auth.oauth import errors
from arengo.auth.oauth.model import OOB, App
from arengo.auth.oauth.policy import check_challenge, granted_scopes, is_registered
from arengo.auth.oauth.queries import app_by_client_id
from arengo.auth.oauth.scopes import for_role
from arengo.base.errors import BadRequest
from arengo.storage import ReadTransaction


class Asking(msgspec.Struct, frozen=True, kw_only=True):
    """A request that may be put before a person."""

    app: App
    redirect_uri: str
    scopes: tuple[str, ...]
    state: str | None
    challenge: str | None

    @property
    def shows_code(self) -> bool:
        """Return whether the code is shown instead of sent: an app without an address."""
        return self.redirect_uri == OOB

    def answer(self, **values: str) -> str:
        """Return the app's address with our answer in its query."""
        if self.state is not None:
            values["state"] = self.state
        mark = "&" if "?" in self.redirect_uri else "?"
        return f"{self.redirect_uri}{mark}{urlencode(values)}"

    def origin(self) -> str:
        """Return what `form-action` has to allow so that the browser follows the answer."""
        parts = urlsplit(self.redirect_uri)
        web = parts.scheme in {"http", "https"}
        return f"{parts.scheme}://{parts.netloc}" if web else f"{parts.scheme}:"


def read_request(
    tx: ReadTransaction,
    *,
    role: int,
    client_id: str,
    redirect_uri: str,
    response_type: str,
    scope: str,
    state: str | None,
    challenge: str | None,
    method: str | None,
) -> Asking:
    """Return a request that is in order, or raise.

    Whatever is wrong is said on our own page. Nobody is sent anywhere before a person has decided:
    else a link to us would lead wherever its author likes.
    """
    app = app_by_client_id(tx, client_id)
    if app is None or not is_registered(app, redirect_uri):
        raise BadRequest("The app is not known here, or this is not one of its addresses.")
    if response_type != "code":
        raise errors.OAuthRefusal("unsupported_response_type", "The response_type must be code.")
    check_challenge(challenge, method)
    scopes = for_role(granted_scopes(app, scope), role)
    if not scopes:
        raise errors.invalid_scope()
    return Asking(
        app=app, redirect_uri=redirect_uri, scopes=scopes, state=state, challenge=challenge
    )
