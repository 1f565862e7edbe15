"""Asks again who it is, before something that a borrowed browser must not be able to do."""

from collections.abc import Awaitable, Callable
from functools import partial

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
    good = partial(_is_password, request, password)
    return await _error(request, f"password of {request.me}", good, wrong(field, "password_wrong"))


async def code_error(request: Request, code: str, *, field: str = "code") -> FieldError | None:
    """Return what is wrong with a code of the second factor, or None: then it is used up."""
    good = partial(_is_code, request, code)
    return await _error(request, f"second factor {request.me}", good, wrong(field, "code_wrong"))


async def proof_error(request: Request, proof: str, *, field: str) -> FieldError | None:
    """Take the password or, where there is a second factor, a code of it; None when it is good.

    It is one attempt: a good code is not a wrong password.
    """

    async def good() -> bool:
        return await _is_password(request, proof) or await _is_code(request, proof)

    return await _error(request, f"password of {request.me}", good, wrong(field, "password_wrong"))


async def both_error(request: Request, password: str, code: str) -> FieldError | None:
    """Take the password and, where there is a second factor, a code of it as well."""
    error = await password_error(request, password)
    if error is None and await request.read(has_second_factor, request):
        error = await code_error(request, code)
    return error


async def _error(
    request: Request, name: str, good: Callable[[], Awaitable[bool]], otherwise: FieldError
) -> FieldError | None:
    """Count an attempt, and forget it when the secret is good."""
    try:
        request.site.sign_ins.attempt(name, request.ip)
    except TooManyAttempts as refusal:
        return wrong("", "throttled", minutes=refusal.minutes)
    if not await good():
        return otherwise
    request.site.sign_ins.forgive(name, request.ip)
    return None


async def _is_password(request: Request, password: str) -> bool:
    user = await request.read(user_by_id, request.me)
    return await verify_password(user.password_hash, password[:PASSWORD_READ_MAX])


async def _is_code(request: Request, code: str) -> bool:
    """Return whether it was a code; False for everything where there is no second factor."""
    return await request.write(use_code, account_id=request.me, code=code, keys=request.site.keys)
