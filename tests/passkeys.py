"""A security key in software: makes passkeys and signs with them, as WebAuthn wants it."""

import hashlib
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import encode_cbor

_PRESENT, _VERIFIED, _NEW = 1, 4, 64


def in_base64(data: bytes) -> str:
    """Write bytes as browsers do."""
    return urlsafe_b64encode(data).decode().rstrip("=")


def from_base64(text: str) -> bytes:
    """Read bytes as browsers write them."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


class SecurityKey:
    """Holds one passkey; `counts` says whether it tells how often it was used."""

    def __init__(self, origin: str, *, counts: bool = False, verifies: bool = True) -> None:
        """Make a key pair for the site at `origin`."""
        self.origin = origin
        self.name = origin.partition("://")[2].partition(":")[0]
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.credential_id = secrets.token_bytes(32)
        self.handle = b""
        self.counts = counts
        self.uses = 0
        self.flags = _PRESENT | (_VERIFIED if verifies else 0)

    def make(self, options: dict[str, Any]) -> str:
        """Answer `navigator.credentials.create()`."""
        self.handle = from_base64(options["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)}
        length = len(self.credential_id).to_bytes(2)
        held = bytes(16) + length + self.credential_id + encode_cbor(cose)
        data = self._data(self.flags | _NEW) + held
        return self._written(
            {
                "clientDataJSON": in_base64(self._client("create", options["challenge"])),
                "attestationObject": in_base64(
                    encode_cbor({"fmt": "none", "attStmt": {}, "authData": data})
                ),
                "transports": ["usb", "somehow"],
            }
        )

    def sign(self, options: dict[str, Any]) -> str:
        """Answer `navigator.credentials.get()`."""
        self.uses += self.counts
        data, client = self._data(self.flags), self._client("get", options["challenge"])
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._written(
            {
                "clientDataJSON": in_base64(client),
                "authenticatorData": in_base64(data),
                "signature": in_base64(signature),
                "userHandle": in_base64(self.handle),
            }
        )

    def _data(self, flags: int) -> bytes:
        return hashlib.sha256(self.name.encode()).digest() + bytes([flags]) + self.uses.to_bytes(4)

    def _client(self, what: str, challenge: str) -> bytes:
        told = {"type": f"webauthn.{what}", "challenge": challenge, "origin": self.origin}
        return json.dumps(told).encode()

    def _written(self, response: dict[str, Any]) -> str:
        name = in_base64(self.credential_id)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})
