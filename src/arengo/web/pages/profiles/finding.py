"""Whom the address of a profile names, and the address that programs know."""

from arengo.base.errors import NotFound
from arengo.gate.answers import Answer, redirect
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.accounts.model import Account
from arengo.social.accounts.queries import find_account
from arengo.social.accounts.rendering import account_url
from arengo.storage import ReadTransaction


@reads("/users/{username}", access=Access.PAGE, bucket="page")
def find_profile(tx: ReadTransaction, request: Request, username: str) -> Answer:
    """Lead from the address that programs know to the one for people."""
    account = local_account(tx, request, username)
    return redirect(account_url(request.site.settings.origin, account.username))


def local_account(tx: ReadTransaction, request: Request, username: str) -> Account:
    """Return somebody of this server; NotFound for whoever is absent, suspended or elsewhere."""
    account = find_account(tx, username, request.site.settings.host_name)
    if account is None or not account.available or not account.local:
        raise NotFound
    return account
