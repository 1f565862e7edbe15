"""Secrets that live beside the database, never in it: made once, readable by the owner only."""

import hashlib
import hmac
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_BYTES: Final = 32


class Keys(msgspec.Struct, frozen=True):
    """`shield` signs what can be checked without a database; `vault` encrypts secrets.

    `push` says to push services who we are: subscriptions are bound to it, so it never changes.
    `instance` says to everybody who we are, wherever they read us: browsers that know it accept no
    other one, so it never changes either.
    """

    shield: bytes
    vault: bytes
    push: bytes
    instance: bytes

    def sign(self, purpose: str, message: bytes, *, size: int = 32) -> bytes:
        """Return an HMAC that is good for one purpose only."""
        digest = hmac.digest(self.shield, purpose.encode() + b"\0" + message, hashlib.sha256)
        return digest[:size]

    def encrypt(self, secret: bytes) -> bytes:
        """Encrypt a secret for the database."""
        return Fernet(self.vault).encrypt(secret)

    def decrypt(self, sealed: bytes) -> bytes:
        """Open what `encrypt` sealed."""
        return Fernet(self.vault).decrypt(sealed)

    def attest(self, document: bytes) -> bytes:
        """Sign for everybody (Ed25519). The document itself says of which kind it is."""
        return Ed25519PrivateKey.from_private_bytes(self.instance).sign(document)

    def attested(self, document: bytes, signature: bytes) -> bool:
        """Return whether a signature is ours, and of this very document."""
        try:
            key = Ed25519PrivateKey.from_private_bytes(self.instance).public_key()
            key.verify(signature, document)
        except InvalidSignature:
            return False
        return True

    @property
    def public(self) -> bytes:
        """Return the key with which anybody checks what we attest."""
        return Ed25519PrivateKey.from_private_bytes(self.instance).public_key().public_bytes_raw()


def load_keys(data: Path) -> Keys:
    """Read the keys of a site, or make them at its first start."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)  # private posts are for its owner only
    folder = data / "keys"
    folder.mkdir(mode=0o700, exist_ok=True)
    return Keys(
        shield=_load(folder / "shield", lambda: secrets.token_bytes(_BYTES)),
        vault=_load(folder / "vault", Fernet.generate_key),
        push=_load(folder / "push", _push_key),
        instance=_load(folder / "instance", lambda: secrets.token_bytes(_BYTES)),
    )


def has_keys(data: Path) -> bool:
    """Return whether a site was ever started in this folder."""
    return (data / "keys").is_dir()


def _push_key() -> bytes:
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return number.to_bytes(_BYTES, "big")


def _load(path: Path, make: Callable[[], bytes]) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        key = make()
    fresh = path.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    try:
        path.hardlink_to(fresh)
    except FileExistsError:  # another process was faster: there is one key
        key = path.read_bytes()
    finally:
        fresh.unlink()
    for folder in path.parents[:3]:  # the names on the way are as durable as the content
        _sync_folder(folder)
    return key


def _sync_folder(folder: Path) -> None:
    if not os.access(folder, os.R_OK):  # above the site's own folder: its owner has made that
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
