"""The page on which a person lets an app in, or does not."""

from typing import Final
from urllib.parse import parse_qsl, urlencode

import msgspec

from arengo.auth.oauth.asking import Asking, read_request
from arengo.auth.oauth.grants import grant_code
from arengo.auth.users.queries import user_by_id
from arengo.gate.answers import Answer, Header, redirect
from arengo.gate.headers import form_targets
from arengo.gate.parameters import decoded
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts
from arengo.social.accounts.queries import account_by_id
from arengo.storage import ReadTransaction
from arengo.web.context import AppView, Form
from arengo.web.pages.auth.sessions import keep, to_sign_in
from arengo.web.pages.frames import frame_of, page_answer
from arengo.web.scopes import explain_scopes
from arengo.web.views import account_view

_PATH: Final = "/oauth/authorize"
_NEVER: Final = frozenset({"", "0", "false", "none", "null", "no"})


class AuthorizeForm(msgspec.Struct, frozen=True, kw_only=True):
    """What an app asks for; the form of the page brings it back and adds the decision."""

    client_id: str = ""
    redirect_uri: str = ""
    response_type: str = ""
    scope: str = ""
    state: str | None = None
    code_challenge: str | None = None
    code_challenge_method: str | None = None
    force_login: str = ""
    decision: str = ""


@acts("GET", _PATH, access=Access.PAGE, bucket="page")
async def show_authorize(request: Request, form: AuthorizeForm) -> Answer:
    """Show what the app would be able to do; whoever is not signed in does that first."""
    asking = await request.read(_read, request, form)
    viewer = request.viewer
    if viewer is None or form.force_login.lower() not in _NEVER:
        return to_sign_in(request, _own_address(request))
    await keep(request, viewer)
    return await _page(request, form, asking)


@acts("POST", _PATH, access=Access.PAGE, bucket="token")
async def decide(request: Request, form: AuthorizeForm) -> Answer:
    """Take the decision to the app: a code, or that it was refused."""
    asking = await request.read(_read, request, form)
    if request.viewer is None:
        return to_sign_in(request, f"{_PATH}?{urlencode(_asked(form))}")
    if form.decision != "authorize":
        return _refused(asking)
    user = await request.read(user_by_id, request.me)
    code = await request.write(
        grant_code,
        app=asking.app,
        by=user,
        redirect_uri=asking.redirect_uri,
        scopes=asking.scopes,
        challenge=asking.challenge,
        keys=request.site.keys,
    )
    if not asking.shows_code:
        return redirect(asking.answer(code=code))
    frame = await request.read(frame_of, request, form=True)
    return page_answer(request, "auth/code.html", frame, app=_app_view(asking), code=code)


def _read(tx: ReadTransaction, request: Request, form: AuthorizeForm) -> Asking:
    return read_request(
        tx,
        role=request.viewer.role if request.viewer else 0,
        client_id=form.client_id,
        redirect_uri=form.redirect_uri,
        response_type=form.response_type,
        scope=form.scope,
        state=form.state,
        challenge=form.code_challenge,
        method=form.code_challenge_method,
    )


async def _page(request: Request, form: AuthorizeForm, asking: Asking) -> Answer:
    frame = await request.read(frame_of, request, form=True)
    account = await request.read(account_by_id, request.me)
    headers: tuple[Header, ...] = () if asking.shows_code else (form_targets(asking.origin()),)
    return page_answer(
        request,
        "auth/authorize.html",
        frame,
        headers=headers,
        form=Form(action=_PATH, hidden=_asked(form)),
        app=_app_view(asking),
        account=account_view(account, origin=request.site.settings.origin),
        groups=explain_scopes(asking.scopes),
    )


def _refused(asking: Asking) -> Answer:
    if asking.shows_code:
        return redirect("/")
    return redirect(asking.answer(error="access_denied"))


def _asked(form: AuthorizeForm) -> dict[str, str]:
    """Return what was asked, without the decision and without what was done already."""
    asked = {
        "client_id": form.client_id,
        "redirect_uri": form.redirect_uri,
        "response_type": form.response_type,
        "scope": form.scope,
        "state": form.state,
        "code_challenge": form.code_challenge,
        "code_challenge_method": form.code_challenge_method,
    }
    return {name: value for name, value in asked.items() if value is not None}


def _own_address(request: Request) -> str:
    """Return this page's address; once signed in again, `force_login` has been done."""
    pairs = parse_qsl(decoded(request.query), keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if name != "force_login"]
    return f"{_PATH}?{urlencode(kept)}"


def _app_view(asking: Asking) -> AppView:
    return AppView(name=asking.app.name, website=asking.app.website or "")
