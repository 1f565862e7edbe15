"""Who we are to push services: a key of this site and what it signs (RFC 8292)."""

import json
from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from arengo.providers.push.encryption import CURVE, point_of, to_base64

KEY_BYTES: Final = 32
LASTS_S: Final = 12 * 3600  # no service accepts more than a day
_HEAD: Final = to_base64(b'{"typ":"JWT","alg":"ES256"}')


class Signer:
    """Signs for one site."""

    def __init__(self, key: bytes, *, contact: str) -> None:
        """Use a stored key; `contact` is an address at which somebody answers for the site."""
        self._key = ec.derive_private_key(int.from_bytes(key, "big"), CURVE)
        self._contact = contact
        self.point = point_of(self._key.public_key())

    @property
    def public(self) -> str:
        """Return the public key as apps are told, with the padding that they know."""
        text = to_base64(self.point)
        return text + "=" * (-len(text) % 4)

    def token(self, audience: str, *, now_s: int) -> str:
        """Return a signed token that is good for one push service and half a day."""
        claims = {"aud": audience, "exp": now_s + LASTS_S, "sub": self._contact}
        said = f"{_HEAD}.{to_base64(json.dumps(claims, separators=(',', ':')).encode())}"
        numbers = decode_dss_signature(self._key.sign(said.encode(), ec.ECDSA(SHA256())))
        signature = b"".join(each.to_bytes(KEY_BYTES, "big") for each in numbers)
        return f"{said}.{to_base64(signature)}"
