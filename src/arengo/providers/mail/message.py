"""A mail, and how it is written down so that no field can smuggle in another."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from typing import Final

import msgspec

from arengo.base.clock import now_ms

# Seven bits on the wire: a relay without 8BITMIME must not be able to spoil a mail.
_POLICY: Final = SMTP.clone(cte_type="7bit")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_ATOM: Final = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS: Final = re.compile(
    r"(?:(?P<name>[^<>]*)<)?"
    rf"(?P<user>{_ATOM}(?:\.{_ATOM})*)@(?P<domain>[^\s@<>()\[\],:;\"\\]+)"
    r"(?(name)>)"
)
_HEADER_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_MESSAGE_ID: Final = re.compile(r"<[!-;=?-~]+@[!-;=?-~]+>")
_OURS: Final = frozenset(
    (
        *("from", "sender", "to", "cc", "bcc", "subject", "date"),
        *("message-id", "auto-submitted", "mime-version"),
    )
)


class Mail(msgspec.Struct, frozen=True, kw_only=True):
    """One mail to one person."""

    to: str
    subject: str
    text: str
    html: str | None = None
    message_id: str | None = None
    headers: Mapping[str, str] = msgspec.field(default_factory=dict)


class Unwritable(ValueError):
    """A field holds what no mail can hold: a line break in a header, two addresses in one."""


def written(mail: Mail, *, sender: Address) -> EmailMessage:
    """Write a mail down; raises Unwritable instead of sending what was not meant."""
    message = EmailMessage(policy=_POLICY)
    message["From"] = sender
    message["To"] = address(mail.to)
    message["Subject"] = _line(mail.subject)
    message["Date"] = format_datetime(datetime.fromtimestamp(now_ms() // 1000, tz=UTC))
    message["Message-ID"] = _message_id(mail, sender)
    message["Auto-Submitted"] = "auto-generated"
    for name, value in mail.headers.items():
        message[_extra_name(name)] = _line(value)
    message.set_content(mail.text)
    if mail.html is not None:
        message.add_alternative(mail.html, subtype="html")
    return message


def address(text: str) -> Address:
    """Read exactly one address, `a@b.example` or `Name <a@b.example>`."""
    match = _ADDRESS.fullmatch(_line(text))
    if match is None:
        raise Unwritable("not one mail address")
    name, user, domain = match["name"] or "", match["user"], match["domain"]
    return Address(name.strip().strip('"'), user, _ascii(domain))


def _ascii(domain: str) -> str:
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise Unwritable("not a domain of a mail address") from error


def _line(text: str) -> str:
    if _CONTROL.search(text):
        raise Unwritable("a mail header cannot hold a line break or control character")
    return text


def _message_id(mail: Mail, sender: Address) -> str:
    if mail.message_id is None:
        return make_msgid(domain=sender.domain)
    if not _MESSAGE_ID.fullmatch(mail.message_id):
        raise Unwritable("a message id looks like <unique@domain>")
    return mail.message_id


def _extra_name(name: str) -> str:
    lowered = name.lower()
    if not _HEADER_NAME.fullmatch(name) or lowered in _OURS or lowered.startswith("content-"):
        raise Unwritable(f"the header {name!r} cannot be set")
    return name
