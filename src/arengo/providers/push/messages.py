"""A message as a request to the push service of its receiver."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from arengo.base.clock import SECOND_MS, now_ms
from arengo.providers.egress import Outgoing
from arengo.providers.push.encryption import Receiver, seal, seal_of_old, to_base64
from arengo.providers.push.vapid import Signer

TTL_S: Final = 48 * 3600  # how long a service keeps it for a device that is off


def message(body: bytes, *, endpoint: str, to: Receiver, signer: Signer) -> Outgoing:
    """Return a message in the standard form."""
    token = _token(endpoint, signer)
    headers = {
        "Content-Encoding": "aes128gcm",
        "Authorization": f"vapid t={token}, k={to_base64(signer.point)}",
    }
    return _request(endpoint, seal(body, to), headers)


def message_of_old(body: bytes, *, endpoint: str, to: Receiver, signer: Signer) -> Outgoing:
    """Return a message in the form that apps knew before the standard."""
    sealed = seal_of_old(body, to)
    headers = {
        "Content-Encoding": "aesgcm",
        "Encryption": f"salt={to_base64(sealed.salt)}",
        "Crypto-Key": f"dh={to_base64(sealed.point)};p256ecdsa={to_base64(signer.point)}",
        "Authorization": f"WebPush {_token(endpoint, signer)}",
    }
    return _request(endpoint, sealed.body, headers)


def _request(endpoint: str, body: bytes, headers: Mapping[str, str]) -> Outgoing:
    about = {
        "Content-Type": "application/octet-stream",
        "TTL": str(TTL_S),
        "Urgency": "normal",
    }
    return Outgoing(url=endpoint, method="POST", headers={**about, **headers}, body=body)


def _token(endpoint: str, signer: Signer) -> str:
    parts = urlsplit(endpoint)
    return signer.token(f"{parts.scheme}://{parts.netloc}", now_s=now_ms() // SECOND_MS)
