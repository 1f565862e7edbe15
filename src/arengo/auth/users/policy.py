"""What a password and an address may be, and how problems with a form are told."""

from collections.abc import Mapping
from typing import Final

from arengo.base.errors import Invalid

PASSWORD_MIN: Final = 8
PASSWORD_MAX: Final = 256

Problem = tuple[str, str, str]  # field, code, words
EMAIL_TAKEN: Final[Problem] = ("email", "ERR_TAKEN", "has already been taken")
CODE_WRONG: Final[Problem] = ("code", "ERR_INVALID", "is not valid, or is not valid any more")

# The most used passwords that are long enough to pass; a longer list would not make people careful.
_MOST_USED_TEXT: Final = """
password password1 password12 password123 passw0rd p@ssw0rd 12345678 123456789 1234567890
0123456789 87654321 987654321 12341234 123123123 1q2w3e4r 1qaz2wsx 1q2w3e4r5t q1w2e3r4
qwertyui qwertyuiop qwerty12 qwerty123 qwerty1234 asdfghjkl abcd1234 abc12345 abcdefgh
iloveyou iloveyou1 sunshine princess football baseball superman trustno1 whatever welcome1
letmein1 starwars computer michelle jennifer changeme administrator mastodon
"""
_MOST_USED: Final = frozenset(_MOST_USED_TEXT.split())


def password_problem(password: str, *, username: str, email: str) -> Problem | None:
    """Return what is wrong with a password, or None."""
    if not password:
        return ("password", "ERR_BLANK", "can't be blank")
    if len(password) < PASSWORD_MIN:
        words = f"is too short (minimum is {PASSWORD_MIN} characters)"
        return ("password", "ERR_TOO_SHORT", words)
    if len(password) > PASSWORD_MAX:
        words = f"is too long (maximum is {PASSWORD_MAX} characters)"
        return ("password", "ERR_TOO_LONG", words)
    typed = password.casefold()
    if typed in _MOST_USED or len(set(typed)) <= 2:  # noqa: PLR2004  "aaaaaaaa", "abababab"
        return ("password", "ERR_INVALID", "is one of the first that anybody would try")
    if typed in {username.casefold(), email.casefold(), email.casefold().partition("@")[0]}:
        return ("password", "ERR_INVALID", "must not be your user name or e-mail address")
    return None


def refuse(*problems: Problem) -> Invalid:
    """Return the refusal that names these problems."""
    told: dict[str, list[dict[str, str]]] = {}
    for field, code, words in problems:
        told.setdefault(field, []).append({"error": code, "description": words})
    return Invalid(_sentence(told), details=told)


def merge(*refusals: Invalid) -> Invalid:
    """Return one refusal that says what several say."""
    told: dict[str, list[dict[str, str]]] = {}
    for refusal in refusals:
        for field, problems in (refusal.details or {}).items():
            assert isinstance(problems, list)
            told.setdefault(field, []).extend(problems)
    return Invalid(_sentence(told), details=told)


def _sentence(told: Mapping[str, list[dict[str, str]]]) -> str:
    sentences = [
        f"{_title(field)} {problem['description']}"
        for field, problems in told.items()
        for problem in problems
    ]
    return f"Validation failed: {', '.join(sentences)}"


def _title(field: str) -> str:
    return field.replace("_", " ").capitalize()
