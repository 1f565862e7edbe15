"""The SMTP mail route: smtp://, smtps:// and smtp+starttls:// with optional credentials."""

import ssl
from email.headerregistry import Address
from ipaddress import ip_address
from types import MappingProxyType
from typing import Final
from urllib.parse import unquote, urlsplit

import aiosmtplib

from arengo.providers.mail.message import Mail, Unwritable, address, written
from arengo.providers.mail.port import MailRefused, MailUnavailable

_PORTS: Final = MappingProxyType({"smtp": 25, "smtps": 465, "smtp+starttls": 587})
_PERMANENT: Final = 500


class SmtpMailer:
    """Sends each mail over a connection of its own."""

    def __init__(
        self,
        url: str,
        *,
        sender: str,
        timeout_s: float = 15,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Read the URL; ValueError says what is wrong with it, without repeating its password."""
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname:
            raise ValueError("a mail URL is smtp://, smtps:// or smtp+starttls:// and a host")
        if parts.scheme == "smtp" and parts.password and not _is_loopback(parts.hostname):
            raise ValueError("a password over plain smtp:// can be read by all: use smtps://")
        self._scheme = parts.scheme
        self._host = parts.hostname
        self._port = parts.port or _PORTS[parts.scheme]
        self._user = unquote(parts.username) if parts.username else None
        self._password = unquote(parts.password) if parts.password else None
        self._sender: Address = address(sender)
        self._timeout_s = timeout_s
        self._tls = tls

    async def send(self, mail: Mail) -> None:
        """Hand the mail to the server, or raise MailRefused or MailUnavailable."""
        client = self._client()
        try:
            message = written(mail, sender=self._sender)
            async with client:
                await client.send_message(
                    message,
                    sender=self._sender.addr_spec,
                    recipients=[address(mail.to).addr_spec],
                )
        except Unwritable as error:
            raise MailRefused(str(error)) from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise _failure(error) from error
        finally:
            client.close()  # also what a failed greeting or handshake left open

    def _client(self) -> aiosmtplib.SMTP:
        return aiosmtplib.SMTP(
            hostname=self._host,
            port=self._port,
            username=self._user,
            password=self._password,
            use_tls=self._scheme == "smtps",
            start_tls=self._scheme == "smtp+starttls",
            tls_context=self._tls,
            timeout=self._timeout_s,
            local_hostname=self._sender.domain,
        )


def _failure(error: Exception) -> MailRefused | MailUnavailable:
    """Tell a mail that is refused for good from a route that does not work.

    Only what the server says about this recipient or this text is about the mail; a refused
    sign-in or sender is about us, and the operator can mend it.
    """
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        codes = [refusal.code for refusal in error.recipients]
        return _by_code(min(codes), "the recipient was refused")
    if isinstance(error, aiosmtplib.SMTPDataError):
        return _by_code(error.code, "the text was refused")
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return MailUnavailable(f"the server answered {error.code}")
    return MailUnavailable(f"the server cannot be used: {type(error).__name__}")


def _by_code(code: int, what: str) -> MailRefused | MailUnavailable:
    if code >= _PERMANENT:
        return MailRefused(f"{what} ({code})")
    return MailUnavailable(f"{what} ({code})")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
