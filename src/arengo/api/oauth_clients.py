"""How an app shows its credentials: in the form, or by HTTP Basic."""

import base64
import binascii
from urllib.parse import unquote_plus

from arengo.gate.request import Request


def client_credentials(
    request: Request, client_id: str | None, client_secret: str | None
) -> tuple[str, str] | None:
    """Return (id, secret) as the app sent them; None when it sent none."""
    basic = _basic(request.header("authorization"))
    if basic is not None:
        return basic
    return (client_id, client_secret or "") if client_id else None


def _basic(header: str) -> tuple[str, str] | None:
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        text = base64.b64decode(encoded.strip(), validate=True).decode()
    except (binascii.Error, ValueError):
        return None
    client_id, colon, secret = text.partition(":")
    return (unquote_plus(client_id), unquote_plus(secret)) if colon else None
