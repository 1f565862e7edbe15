"""Asks again who it is, before something that a borrowed browser must not be able to do."""

from arengo.auth.sessions.signing_in import PASSWORD_READ_MAX
from arengo.auth.sessions.throttle import TooManyAttempts
from arengo.auth.users.model import UserFlag
from arengo.auth.users.passwords import verify_password
from arengo.auth.users.queries import user_by_id
from arengo.auth.users.second_factor.actions import use_code
from arengo.gate.request import Request
from arengo.storage import ReadTransaction
from arengo.web.context import FieldError
from arengo.web.pages.auth.problems import wrong


def has_second_factor(tx: ReadTransaction, request: Request) -> bool:
    """Return whether a code from the phone can be asked for."""
    return UserFlag.SECOND_FACTOR in user_by_id(tx, request.me).flags


async def password_error(
    request: Request, password: str, *, field: str = "password"
) -> FieldError | None:
    """Return what is wrong with a password that was asked for again, or None."""
    name = f"password of {request.me}"
    try:
        request.site.sign_ins.attempt(name, request.ip)
    except TooManyAttempts as refusal:
        return wrong("", "throttled", minutes=refusal.minutes)
    user = await request.read(user_by_id, request.me)
    if not await verify_password(user.password_hash, password[:PASSWORD_READ_MAX]):
        return wrong(field, "password_wrong")
    request.site.sign_ins.forgive(name, request.ip)
    return None


async def code_error(request: Request, code: str, *, field: str = "code") -> FieldError | None:
    """Return what is wrong with a code of the second factor, or None: then it is used up."""
    name = f"second factor {request.me}"
    try:
        request.site.sign_ins.attempt(name, request.ip)
    except TooManyAttempts as refusal:
        return wrong("", "throttled", minutes=refusal.minutes)
    if not await request.write(use_code, account_id=request.me, code=code, keys=request.site.keys):
        return wrong(field, "code_wrong")
    request.site.sign_ins.forgive(name, request.ip)
    return None


async def proof_error(request: Request, proof: str, *, field: str) -> FieldError | None:
    """Take the password or, where there is a second factor, a code of it; None when it is good."""
    error = await password_error(request, proof, field=field)
    if error is None or not await request.read(has_second_factor, request):
        return error
    if await code_error(request, proof, field=field) is None:
        return None
    return error


async def both_error(request: Request, password: str, code: str) -> FieldError | None:
    """Take the password and, where there is a second factor, a code of it as well."""
    error = await password_error(request, password)
    if error is None and await request.read(has_second_factor, request):
        error = await code_error(request, code)
    return error
