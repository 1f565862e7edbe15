"""What the pages of people share: whom an address names, one page of a list, the way back."""

from collections.abc import Callable, Collection, Sequence
from typing import Final

from arengo.base.errors import Forbidden, NotFound
from arengo.base.ids import AccountId
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.social.accounts.model import Account
from arengo.social.accounts.queries import find_account
from arengo.social.follows.queries import is_following
from arengo.storage import ReadTransaction
from arengo.web.context.people import PeoplePage
from arengo.web.pages.auth.sessions import safe_return
from arengo.web.pages.frames import done
from arengo.web.pages.listings import OlderForm
from arengo.web.people import people_rows

_PER_PAGE: Final = 20
_Read = Callable[..., Sequence[tuple[int, AccountId]]]
_Seen = Callable[[list[int]], Collection[int]]


def people_page(
    tx: ReadTransaction,
    request: Request,
    form: OlderForm,
    path: str,
    read: _Read,
    *,
    seen: _Seen = frozenset,
) -> PeoplePage:
    """Return one page of `(cursor, who)` that `read` finds; one more tells whether it goes on.

    `seen` says which of the cursors are for whoever reads.
    """
    found = read(before=form.before, after=0, upwards=False, limit=_PER_PAGE + 1)
    shown = found[:_PER_PAGE]
    kept = seen([cursor for cursor, _ in shown])
    return PeoplePage(
        rows=people_rows(tx, request, [who for cursor, who in shown if cursor in kept]),
        older_url=f"{path}?before={shown[-1][0]}" if len(found) > _PER_PAGE else "",
    )


def person_called(tx: ReadTransaction, request: Request, username: str) -> Account:
    """Return who has a name; NotFound for whoever is absent or suspended, and for oneself."""
    account = find_account(tx, username, request.site.settings.host_name)
    if account is None or not account.available or account.id == request.viewer_id:
        raise NotFound
    return account


def person_followed(tx: ReadTransaction, request: Request, username: str) -> Account:
    """Return whom one follows: only of them one can choose more. Forbidden for others."""
    account = person_called(tx, request, username)
    if not is_following(tx, request.me, account.id):
        raise Forbidden
    return account


def back(request: Request, account: Account, return_to: str, said: str) -> Answer:
    """Lead back to where a form stood, or to the page of whom it was about."""
    return done(request, safe_return(return_to or f"/@{account.acct}"), said)
