"""How often somebody may publish: from pages and from apps together."""

from arengo.base.errors import TooMany
from arengo.gate.request import Request


def charge(request: Request, bucket: str = "post") -> None:
    """Take one from the bucket of whoever is signed in; raises TooMany when it is empty."""
    if not request.site.limiter.take(bucket, int(request.me), anonymous=False).allowed:
        raise TooMany
