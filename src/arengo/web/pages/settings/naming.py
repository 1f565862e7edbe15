"""Somebody named in a form of settings, on the way to the page that asks what is to happen."""

import msgspec

from arengo.gate.request import Request
from arengo.social.accounts.queries import find_account
from arengo.storage import ReadTransaction
from arengo.web.context import FieldError
from arengo.web.pages.auth.problems import wrong


class NameForm(msgspec.Struct, frozen=True, kw_only=True):
    """Who is meant, as people write it: `nives`, `@nives` or `mireille@petitquai.example`."""

    name: str = ""


def named(tx: ReadTransaction, request: Request, form: NameForm) -> str | FieldError:
    """Return the path of whom a form names, or what is wrong with the name."""
    account = find_account(tx, form.name, request.site.settings.host_name)
    if account is None or not account.available:
        return wrong("name", "nobody")
    return wrong("name", "oneself") if account.id == request.viewer_id else f"/@{account.acct}"
