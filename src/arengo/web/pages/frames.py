"""The frame around every page: language, address, who is signed in; and the answer it becomes.

In a reading route: `page_answer(request, "front.html", frame_of(tx, request), front=…)`.
In an acting one: `frame = await request.read(frame_of, request, form=True)`.
"""

from typing import Final
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from msgspec.structs import replace

from arengo.auth.roles.model import role_of
from arengo.base.clock import now_ms
from arengo.base.errors import NotFound
from arengo.base.phrases import LANGUAGES
from arengo.gate.answers import Answer, Header, html_answer, redirect
from arengo.gate.authentication import SESSION_COOKIE, cookie_name
from arengo.gate.csrf import csrf_token
from arengo.gate.parameters import decoded
from arengo.gate.request import Request
from arengo.social.accounts.model import Account
from arengo.social.accounts.queries import account_by_id, choices_of
from arengo.social.instance.queries import site_settings
from arengo.social.messages.queries import count_unread
from arengo.social.notifications.model import Asked
from arengo.social.notifications.unread import unread_groups
from arengo.social.posts.offers.queries import count_waiting
from arengo.storage import ReadTransaction
from arengo.web.context import Form, Frame
from arengo.web.languages import choose_language
from arengo.web.letters import news_of_letters
from arengo.web.pages.freshness import PUBLIC, etag_of
from arengo.web.rendering import render
from arengo.web.said import PARAMETER
from arengo.web.views import account_view

_MOST_PARAMETERS: Final = 100
_UNPROCESSABLE: Final = 422
_MOST_UNREAD: Final = 99


def frame_of(tx: ReadTransaction, request: Request, *, form: bool = False) -> Frame:
    """Return the frame of a page. `form`: the page has a form, so the browser needs its cookie.

    Without that no cookie is set: a page for everybody may be kept by shared caches.
    """
    account = _signed_in(tx, request)
    frame = _frame(
        request,
        site_title=site_settings(tx).title,
        csrf_token=csrf_token(request) if form or account else "",
    )
    if account is not None:
        frame = _for_member(tx, request, frame, account)
    return replace(frame, letter=news_of_letters(tx, wanted=[spoken(request, frame)]))


def bare_frame(request: Request) -> Frame:
    """Return a frame without asking the database, and without knowing who is there."""
    return _frame(request, site_title="", csrf_token="")


def language_of(request: Request) -> str:
    """Return the language for a browser: `?lang=` when we have it, else what it likes best."""
    return _chosen_language(request) or choose_language(request.header("accept-language"))


def spoken(request: Request, frame: Frame) -> str:
    """Return the language of a page: a member's habit counts more than the browser's."""
    return _chosen_language(request) or frame.habits.language or language_of(request)


def page_answer(
    request: Request,
    template: str,
    frame: Frame,
    *,
    status: int | None = None,
    headers: tuple[Header, ...] = (),
    **context: object,
) -> Answer:
    """Render a page that is only for the browser that asked; no cache keeps it.

    Without a `status` it is 200, and 422 for a `form` that is shown again with what is wrong in it.
    """
    form = context.get("form")
    status = status or (_UNPROCESSABLE if isinstance(form, Form) and form.errors else 200)
    body = render(template, language=spoken(request, frame), frame=frame, **context)
    return html_answer(body, status=status, headers=headers)


def wants_part(request: Request) -> bool:
    """Whether htmx asks for a piece of a page, which it puts into the one that is open."""
    return request.header("hx-request-type") == "partial"


def done(request: Request, path: str, said: str = "") -> Answer:
    """Lead on after a form; the page that comes says what was done, by a key of `said.py`."""
    parts = urlsplit(path)
    query = [
        pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != PARAMETER
    ]
    if (language := _chosen_language(request)) and "lang" not in dict(query):
        query.append(("lang", language))
    if said:
        query.append((PARAMETER, said))
    return redirect(parts._replace(query=urlencode(query)).geturl())


def public_page(
    request: Request,
    template: str,
    frame: Frame,
    *,
    headers: tuple[Header, ...] = (),
    **context: object,
) -> Answer:
    """Render a page that is the same for everybody who is not signed in: caches may keep it."""
    body = render(template, language=spoken(request, frame), frame=frame, **context)
    shared = (*_kept(frame), etag_of(body)) if is_for_everybody(request) else ()
    return html_answer(body, headers=(*headers, *shared))


def _kept(frame: Frame) -> tuple[Header, ...]:
    """Let caches keep a page: one for all browsers where the address says the language."""
    return (PUBLIC, (b"vary", b"Cookie")) if frame.language_chosen else (PUBLIC,)


def is_for_everybody(request: Request) -> bool:
    """Whether nothing in the answer is about this browser."""
    session = cookie_name(SESSION_COOKIE, secure=request.site.settings.secure)
    return session not in request.cookies and not request.cookies_out


def _frame(request: Request, *, site_title: str, csrf_token: str) -> Frame:
    settings = request.site.settings
    return Frame(
        domain=settings.host_name,
        site_title=site_title,
        now_ms=now_ms(),
        address=_address(request),
        origin=settings.origin,
        source_url=settings.source_url,
        csrf_token=csrf_token,
        language_chosen=_chosen_language(request) is not None,
        letters=settings.sends_letters,
        said=_asked(request).get(PARAMETER, ""),
    )


def _signed_in(tx: ReadTransaction, request: Request) -> Account | None:
    if request.viewer_id is None:
        return None
    try:
        return account_by_id(tx, request.viewer_id)
    except NotFound:
        return None


def _for_member(tx: ReadTransaction, request: Request, frame: Frame, account: Account) -> Frame:
    """Add what a page says to whoever is signed in."""
    role = request.viewer.role if request.viewer else 0
    habits, preferences = choices_of(tx, account.id)
    return replace(
        frame,
        signed_in_as=account.username,
        me=account_view(account, origin=frame.origin),
        unread=unread_groups(tx, account.id, Asked(limit=_MOST_UNREAD)),
        unread_messages=count_unread(tx, account.id, most=_MOST_UNREAD),
        waiting_replies=count_waiting(tx, account.id, most=_MOST_UNREAD),
        permissions=int(role_of(role).permissions),
        habits=habits,
        preferences=preferences,
    )


def _chosen_language(request: Request) -> str | None:
    """Read `lang` from the address alone: a form's fields never choose."""
    language = _asked(request).get("lang", "")
    return language if language in LANGUAGES else None


def _asked(request: Request) -> dict[str, str]:
    """Return what the address asks, whatever a form says."""
    if not request.query:
        return {}
    try:
        return dict(parse_qsl(decoded(request.query), max_num_fields=_MOST_PARAMETERS))
    except ValueError:
        return {}


def _address(request: Request) -> str:
    """Return path and query as links may carry them; one slash in front, so that it stays ours."""
    path = "/" + quote(request.path, safe="/@:", errors="replace").lstrip("/")
    return f"{path}?{decoded(request.query)}" if request.query else path
