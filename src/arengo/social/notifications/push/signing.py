"""The signer of this site, made once from its key."""

from functools import lru_cache

from arengo.config.keys import Keys
from arengo.providers.push import Signer


@lru_cache(maxsize=8)
def signer(keys: Keys, origin: str) -> Signer:
    """Return who signs for the site at `origin`, which is also where its staff is found."""
    return Signer(keys.push, contact=origin)


def vapid_key(keys: Keys, origin: str) -> str:
    """Return the public key that apps are told."""
    return signer(keys, origin).public
