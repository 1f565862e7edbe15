"""The lifeboat: what browsers keep of us for when we cannot be reached, signed with our key."""

from typing import Final, Literal

import msgspec

from arengo.base.clock import now_ms
from arengo.config.keys import Keys
from arengo.social.instance.open_letters.model import OpenLetter
from arengo.social.instance.open_letters.queries import newest_letter
from arengo.social.instance.queries import site_settings
from arengo.storage import ReadTransaction

KIND: Final = "arengo-lifeboat"


class Signed(msgspec.Struct, frozen=True, kw_only=True):
    """A document as text, for the signature is of its very bytes; the rest as base64."""

    document: str
    signature: bytes
    key: bytes


class Lifeboat(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag=KIND):
    """Who we are, where else we are found, and what we said last.

    A letter is signed on its own: the last one stands here word for word as everybody has it.
    """

    version: Literal[1] = 1
    site: str
    title: str
    made_ms: int
    key: bytes
    mirrors: tuple[str, ...]
    status_url: str
    letter: Signed | None


def launch(tx: ReadTransaction, *, site: str, keys: Keys) -> bytes:
    """Return the lifeboat as JSON."""
    settings, letter = site_settings(tx), newest_letter(tx)
    boat = Lifeboat(
        site=site,
        title=settings.title,
        made_ms=now_ms(),
        key=keys.public,
        mirrors=settings.mirrors,
        status_url=settings.status_url,
        letter=envelope(letter, keys) if letter else None,
    )
    written = msgspec.json.encode(boat)
    return msgspec.json.encode(
        Signed(document=written.decode(), signature=keys.attest(written), key=keys.public)
    )


def envelope(letter: OpenLetter, keys: Keys) -> Signed:
    """Return a signed letter with all that one needs to check it but trust in the key."""
    assert letter.seal is not None
    seal = letter.seal
    return Signed(document=seal.document, signature=seal.signature, key=keys.public)
