"""Encryption for one receiver: `aes128gcm` (RFC 8188 and 8291) and its fourth draft, `aesgcm`."""

import base64
import binascii
import os
from typing import Final

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE: Final = ec.SECP256R1()
SALT_BYTES: Final = 16
POINT_BYTES: Final = 65
RECORD_BYTES: Final = 4096
_AUTH_BYTES: Final = 16
_KEY_BYTES: Final = 16
_NONCE_BYTES: Final = 12
_LAST_RECORD: Final = b"\x02"


class Receiver(msgspec.Struct, frozen=True):
    """The public key of an app and the secret that it shares with us."""

    point: bytes
    auth: bytes

    @classmethod
    def read(cls, p256dh: str, auth: str) -> "Receiver":
        """Read both as apps send them, base64 of either alphabet; ValueError when one is wrong."""
        found = cls(from_base64(p256dh), from_base64(auth))
        ec.EllipticCurvePublicKey.from_encoded_point(CURVE, found.point)
        if len(found.point) != POINT_BYTES or len(found.auth) != _AUTH_BYTES:
            raise ValueError("a key has the wrong length")
        return found


class Sealed(msgspec.Struct, frozen=True):
    """A body in the old form, whose salt and key travel in headers."""

    body: bytes
    salt: bytes
    point: bytes


class Once(msgspec.Struct, frozen=True):
    """What is used for a single message: a key of our own and a salt. Drawn unless given."""

    key: ec.EllipticCurvePrivateKey
    salt: bytes

    @classmethod
    def draw(cls) -> "Once":
        """Draw both."""
        return cls(ec.generate_private_key(CURVE), os.urandom(SALT_BYTES))


def seal(message: bytes, to: Receiver, once: Once | None = None) -> bytes:
    """Encrypt a message of less than one record; RFC 8291."""
    once = once or Once.draw()
    ours = point_of(once.key.public_key())
    context = b"WebPush: info\0" + to.point + ours
    secret = _derive(_agreed(once.key, to), salt=to.auth, info=context, size=32)
    key = _derive(secret, salt=once.salt, info=b"Content-Encoding: aes128gcm\0", size=_KEY_BYTES)
    nonce = _derive(secret, salt=once.salt, info=b"Content-Encoding: nonce\0", size=_NONCE_BYTES)
    head = once.salt + RECORD_BYTES.to_bytes(4, "big") + bytes([len(ours)]) + ours
    return head + AESGCM(key).encrypt(nonce, message + _LAST_RECORD, None)


def seal_of_old(message: bytes, to: Receiver, once: Once | None = None) -> Sealed:
    """Encrypt a message of less than one record as the fourth draft of RFC 8291 says."""
    once = once or Once.draw()
    ours = point_of(once.key.public_key())
    info = b"Content-Encoding: auth\0"
    secret = _derive(_agreed(once.key, to), salt=to.auth, info=info, size=32)
    context = b"P-256\0" + _measured(to.point) + _measured(ours)
    key = _derive(
        secret, salt=once.salt, info=b"Content-Encoding: aesgcm\0" + context, size=_KEY_BYTES
    )
    nonce = _derive(
        secret, salt=once.salt, info=b"Content-Encoding: nonce\0" + context, size=_NONCE_BYTES
    )
    no_padding = b"\0\0"
    body = AESGCM(key).encrypt(nonce, no_padding + message, None)
    return Sealed(body, once.salt, ours)


def point_of(key: ec.EllipticCurvePublicKey) -> bytes:
    """Return a public key as it travels."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def to_base64(data: bytes) -> str:
    """Write bytes as headers carry them: for URLs, without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_base64(text: str) -> bytes:
    """Read base64 of either alphabet, with or without padding; ValueError for anything else."""
    plain = text.strip().replace("-", "+").replace("_", "/").rstrip("=")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error


def _agreed(key: ec.EllipticCurvePrivateKey, to: Receiver) -> bytes:
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, to.point)
    return key.exchange(ec.ECDH(), theirs)


def _derive(secret: bytes, *, salt: bytes, info: bytes, size: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=size, salt=salt, info=info).derive(secret)


def _measured(point: bytes) -> bytes:
    return len(point).to_bytes(2, "big") + point
