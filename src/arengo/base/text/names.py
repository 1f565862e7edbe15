"""Names by which people sign in and are found: user names and mail addresses."""

import re

from arengo.base.errors import Invalid
from arengo.base.text.reserved import RESERVED

MOST_USERNAME = 30
_USERNAME = re.compile(r"[A-Za-z0-9_]+")
_PRINTABLE = re.compile(r"[!-~]+")


def normalise_username(raw: str) -> str:
    """Return a name that somebody here may bear, as they write it; reserved ones pass too."""
    name = raw.strip(" ")
    if not name:
        raise _refused("username", "Username", "ERR_BLANK", "can't be blank")
    if not _USERNAME.fullmatch(name):
        words = "must contain only letters, numbers and underscores"
        raise _refused("username", "Username", "ERR_INVALID", words)
    if len(name) > MOST_USERNAME:
        words = f"is too long (maximum is {MOST_USERNAME} characters)"
        raise _refused("username", "Username", "ERR_TOO_LONG", words)
    return name


def username_key(name: str) -> str:
    """Return the form under which a name is unique: Alice and alice are one."""
    return name.casefold()


def is_reserved(name: str) -> bool:
    """Whether a name speaks for the server or is a path of it; underscores do not disguise it."""
    return username_key(name).replace("_", "") in RESERVED


def normalise_email(raw: str) -> str:
    """Return the one address that `raw` is: plain ASCII `local@domain`, the domain in lower case.

    Every part of the server takes addresses only from here, so no two parts can read one apart.
    """
    address = raw.strip(" ")
    if not address:
        raise _refused("email", "Email", "ERR_BLANK", "can't be blank")
    plain = _plain_address(address)
    if plain is None:
        raise _refused("email", "Email", "ERR_INVALID", "is invalid")
    return plain


def email_key(address: str) -> str:
    """Return the form under which an address is unique."""
    return address.casefold()


def _plain_address(address: str) -> str | None:
    # Its patterns take long to compile, and many starts read no address.
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415

    if not _PRINTABLE.fullmatch(address):
        return None
    try:
        read = validate_email(
            address,
            allow_smtputf8=False,
            allow_quoted_local=False,
            allow_domain_literal=False,
            allow_display_name=False,
            check_deliverability=False,
            globally_deliverable=False,  # whether mail gets there is for the mail to find out
            test_environment=True,  # `.test` is a name like any other
            strict=True,
        )
    except EmailNotValidError:
        return None
    if "." not in read.ascii_domain:
        return None
    return f"{read.ascii_local_part}@{read.ascii_domain.lower()}"


def _refused(field: str, shown: str, code: str, words: str) -> Invalid:
    return Invalid(
        f"Validation failed: {shown} {words}",
        details={field: [{"error": code, "description": words}]},
    )
