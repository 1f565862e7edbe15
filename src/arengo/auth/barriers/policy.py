"""What a block may be, and which blocks an address meets."""

import hashlib
import ipaddress
from typing import Final

from arengo.auth.barriers.model import EmailKind, Network
from arengo.base.errors import Invalid
from arengo.base.text.names import normalise_email

COMMENT_MAX: Final = 500
_DOMAIN_MAX: Final = 253
_DIGEST: Final = 64


class EmailBlocked(Invalid):
    """An address that nobody may join with."""

    def __init__(self, block_id: int) -> None:
        """Remember which block it was."""
        words = "is not allowed here"
        super().__init__(
            f"Validation failed: Email {words}",
            details={"email": [{"error": "ERR_BLOCKED", "description": words}]},
        )
        self.block_id = block_id


def read_network(text: str) -> Network:
    """Return the network that is meant; an address alone is a network of one. Raises Invalid."""
    try:
        return ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        raise Invalid("Validation failed: Ip is invalid") from None


def read_domain(text: str) -> str:
    """Return a domain in the form in which it is kept. Raises Invalid."""
    domain = text.strip().strip(".").lower()
    if not domain:
        raise Invalid("Validation failed: Domain can't be blank")
    try:
        plain = domain.encode("idna").decode().lower()
        normalise_email(f"somebody@{plain if '.' in plain else plain + '.test'}")
    except (Invalid, UnicodeError):
        raise Invalid("Validation failed: Domain is not a valid domain name") from None
    if len(plain) > _DOMAIN_MAX:
        raise Invalid("Validation failed: Domain is not a valid domain name")
    return plain


def canonical_hash(address: str) -> str:
    """Return the hash of an address without what mail services leave out: case, dots and tags."""
    local, _, domain = address.strip().lower().partition("@")
    plain = local.partition("+")[0].replace(".", "")
    return hashlib.sha256(f"{plain}@{domain}".encode()).hexdigest()


def read_hash(text: str) -> str:
    """Return a canonical hash as it was copied from elsewhere. Raises Invalid."""
    digest = text.strip().lower()
    if len(digest) != _DIGEST or any(each not in "0123456789abcdef" for each in digest):
        raise Invalid("Validation failed: Canonical email hash is invalid")
    return digest


def met_by(address: str) -> list[tuple[EmailKind, str]]:
    """Return every block that would stop an address: its domain, those above, its hash."""
    labels = address.rpartition("@")[2].lower().split(".")
    domains = [".".join(labels[start:]) for start in range(len(labels))]
    hashed = (EmailKind.CANONICAL, canonical_hash(address))
    return [*((EmailKind.DOMAIN, each) for each in domains), hashed]
