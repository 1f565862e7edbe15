"""E-mails: ask for the letter again, and whether the address was confirmed."""

import msgspec

from arengo.auth.users.actions import correct_email, send_confirmation
from arengo.auth.users.model import UserFlag
from arengo.auth.users.queries import user_by_id
from arengo.base.errors import Forbidden
from arengo.base.ids import AccountId
from arengo.config.keys import Keys
from arengo.gate.answers import EMPTY, Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.storage import ReadTransaction, Transaction


class ConfirmationForm(msgspec.Struct, frozen=True, kw_only=True):
    """Another address, when the first was mistyped."""

    email: str | None = None


@acts(
    "POST",
    "/api/v1/emails/confirmations",
    access=Access.LIMITED_USER,
    scope="write:accounts",
    bucket="mail",
)
async def resend_confirmation(request: Request, form: ConfirmationForm) -> Answer:
    """Send the letter again, only for the app through which somebody signed up."""
    viewer = request.viewer
    user = await request.read(user_by_id, request.me)
    if viewer is None or user.app_id != viewer.app_id:
        raise Forbidden(
            "This method is only available to the application the user originally signed-up with"
        )
    if UserFlag.CONFIRMED in user.flags and user.new_email is None:
        raise Forbidden("This method is only available while the e-mail is awaiting confirmation")
    if not request.site.settings.sends_letters:
        raise Forbidden("This server cannot send e-mail: its operator confirms addresses by hand")
    await request.write(
        _send_again, account_id=request.me, email=form.email, keys=request.site.keys
    )
    return EMPTY


@reads(
    "/api/v1/emails/check_confirmation",
    access=Access.LIMITED_USER,
    scope="read:accounts",
    answers=bool,
)
def check_confirmation(tx: ReadTransaction, request: Request) -> bool:
    """Tell whether the address was confirmed."""
    return UserFlag.CONFIRMED in user_by_id(tx, request.me).flags


def _send_again(tx: Transaction, *, account_id: AccountId, email: str | None, keys: Keys) -> None:
    unconfirmed = UserFlag.CONFIRMED not in user_by_id(tx, account_id).flags
    if email and unconfirmed:
        correct_email(tx, account_id=account_id, email=email)
    send_confirmation(tx, account_id=account_id, keys=keys)
