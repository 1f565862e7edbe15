"""Turns what a verb refuses into the page's own words for it."""

from collections.abc import Mapping
from typing import Final

from arengo.auth.signup.policy import DAYS_MAX, REASON_MAX, USES_MAX
from arengo.auth.users.policy import PASSWORD_MAX, PASSWORD_MIN
from arengo.base.errors import Invalid
from arengo.base.text.names import MOST_USERNAME
from arengo.web.context import FieldError

_KEYS: Final[Mapping[tuple[str, str], str]] = {
    ("username", "ERR_BLANK"): "username_blank",
    ("username", "ERR_INVALID"): "username_invalid",
    ("username", "ERR_TOO_LONG"): "username_long",
    ("username", "ERR_TAKEN"): "username_taken",
    ("username", "ERR_RESERVED"): "username_reserved",
    ("email", "ERR_BLANK"): "email_invalid",
    ("email", "ERR_INVALID"): "email_invalid",
    ("email", "ERR_TAKEN"): "email_taken",
    ("email", "ERR_BLOCKED"): "email_blocked",
    ("password", "ERR_BLANK"): "password_short",
    ("password", "ERR_TOO_SHORT"): "password_short",
    ("password", "ERR_TOO_LONG"): "password_long",
    ("password", "ERR_INVALID"): "password_common",
    ("agreement", "ERR_ACCEPTED"): "agreement_missing",
    ("reason", "ERR_BLANK"): "reason_missing",
    ("reason", "ERR_TOO_LONG"): "reason_long",
    ("invite_code", "ERR_BLANK"): "invite_invalid",
    ("invite_code", "ERR_INVALID"): "invite_invalid",
    ("code", "ERR_INVALID"): "code_wrong",
    ("max_uses", "ERR_INVALID"): "uses_wrong",
    ("days", "ERR_INVALID"): "days_wrong",
    ("passkey", "ERR_TAKEN"): "passkey_taken",
    ("passkey", "ERR_TOO_MANY"): "passkeys_many",
}
_VALUES: Final[Mapping[str, Mapping[str, object]]] = {
    "username_long": {"most": MOST_USERNAME},
    "password_short": {"least": PASSWORD_MIN},
    "password_long": {"most": PASSWORD_MAX},
    "reason_long": {"most": REASON_MAX},
    "uses_wrong": {"most": USES_MAX},
    "days_wrong": {"most": DAYS_MAX},
}


def field_errors(refusal: Invalid) -> tuple[FieldError, ...]:
    """Return what is wrong, field by field; raises the refusal again when it names no field."""
    found = [
        wrong(field, _KEYS[field, problem["error"]])
        for field, problems in (refusal.details or {}).items()
        if isinstance(problems, list)
        for problem in problems
    ]
    if not found:
        raise refusal
    return tuple(found)


def wrong(field: str, key: str, **values: object) -> FieldError:
    """Return one problem; `field` is empty for the whole form."""
    return FieldError(field=field, key=key, values={**_VALUES.get(key, {}), **values})
