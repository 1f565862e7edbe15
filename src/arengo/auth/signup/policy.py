"""What a sign-up form must say, before anybody asks the database."""

from collections.abc import Callable
from typing import Final

from arengo.auth.signup.model import InviteTerms, SignUp
from arengo.auth.users.policy import Problem, merge, password_problem, refuse
from arengo.base.clock import DAY_MS, now_ms
from arengo.base.errors import Invalid
from arengo.base.phrases import known
from arengo.base.text.names import is_reserved, normalise_email, normalise_username
from arengo.social.instance.model import Registrations

REASON_MAX: Final = 1_000
USES_MAX: Final = 1_000
DAYS_MAX: Final = 366
INVITE_WRONG: Final[Problem] = (
    "invite_code",
    "ERR_INVALID",
    "is not valid, or is not valid any more",
)
_INVITE_MISSING: Final[Problem] = ("invite_code", "ERR_BLANK", "can't be blank")


def check_sign_up(form: SignUp, *, mode: Registrations) -> None:
    """Raise Invalid that names everything that is wrong; whether names are free comes later."""
    refusals = [*_refusals(normalise_email, form.email), *_refusals(_own_username, form.username)]
    problems = [
        _agreement_problem(form),
        password_problem(form.password, username=form.username, email=form.email),
        _reason_problem(form.reason) if mode == "approval" and not form.invite_code else None,
        _INVITE_MISSING if mode == "invite" and not form.invite_code else None,
    ]
    refusals += [refuse(problem) for problem in problems if problem is not None]
    if refusals:
        raise merge(*refusals)


def invite_terms(*, max_uses: int | None, days: int | None) -> InviteTerms:
    """Return what an invitation may be bound to; raises Invalid that names everything wrong."""
    asked = (("max_uses", max_uses, USES_MAX), ("days", days, DAYS_MAX))
    problems: list[Problem] = [
        (field, "ERR_INVALID", f"must be a number from 1 to {most}")
        for field, number, most in asked
        if number is not None and not 1 <= number <= most
    ]
    if problems:
        raise refuse(*problems)
    return InviteTerms(
        max_uses=max_uses, expires_ms=None if days is None else now_ms() + days * DAY_MS
    )


def known_locale(locale: str) -> str:
    """Return the language of mails nearest to what was asked."""
    language = locale.lower().replace("_", "-").partition("-")[0]
    return known(language)


def _own_username(raw: str) -> None:
    if is_reserved(normalise_username(raw)):
        raise refuse(("username", "ERR_RESERVED", "is reserved"))


def _refusals(check: Callable[[str], object], text: str) -> list[Invalid]:
    try:
        check(text)
    except Invalid as refusal:
        return [refusal]
    return []


def _agreement_problem(form: SignUp) -> Problem | None:
    return None if form.agreement else ("agreement", "ERR_ACCEPTED", "must be accepted")


def _reason_problem(reason: str) -> Problem | None:
    if not reason.strip():
        return ("reason", "ERR_BLANK", "can't be blank")
    if len(reason) > REASON_MAX:
        return ("reason", "ERR_TOO_LONG", f"is too long (maximum is {REASON_MAX} characters)")
    return None
