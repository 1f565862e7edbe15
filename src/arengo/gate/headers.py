"""Headers that every answer carries: security, CORS, rate limits, caching."""

from functools import cache
from typing import Final

from arengo.base.clock import iso
from arengo.gate.answers import Header
from arengo.gate.limits import Verdict

PAGE_POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
    "font-src 'self'; script-src 'self'; connect-src 'self'; "
    "form-action {targets}; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
_EMBEDDED: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors *"
)
_ALWAYS: Final[tuple[Header, ...]] = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), interest-cohort=()"),
)
_EXPOSED: Final = "Link, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, X-Request-Id"
_API: Final[tuple[Header, ...]] = (
    *_ALWAYS,
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", _EXPOSED.encode()),
    (b"vary", b"Authorization, Origin"),
)
_ALONE: Final[Header] = (b"cross-origin-opener-policy", b"same-origin")
# Web apps open these in a window of their own and watch it for the code.
_WATCHED: Final = ("/auth/", "/oauth/")
_PAGE: Final[tuple[Header, ...]] = (
    *_ALWAYS,
    (b"content-security-policy", PAGE_POLICY.format(targets="'self'").encode()),
    (b"vary", b"Cookie, Accept-Language"),
)
_HSTS: Final[Header] = (b"strict-transport-security", b"max-age=63072000")
PREFLIGHT: Final[tuple[Header, ...]] = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-allow-headers", b"Authorization, Content-Type, Idempotency-Key"),
    (b"access-control-max-age", b"86400"),
    (b"vary", b"Origin, Access-Control-Request-Headers"),
)


_STORED_BY_NOBODY: Final[Header] = (b"cache-control", b"private, no-store")


@cache
def standing(*, page: bool, alone: bool, secure: bool) -> tuple[Header, ...]:
    """Return the headers of every answer of a kind."""
    kind = (*(_PAGE if page else _API), _STORED_BY_NOBODY)
    return (*kind, *((_ALONE,) if alone else ()), *((_HSTS,) if secure else ()))


def stands_alone(path: str) -> bool:
    """Return whether no other site may hold on to the window in which this is shown."""
    return not path.startswith(_WATCHED)


def rate(verdict: Verdict) -> tuple[Header, ...]:
    """Tell the caller how much is left in the bucket."""
    return (
        (b"x-ratelimit-limit", b"%d" % verdict.limit),
        (b"x-ratelimit-remaining", b"%d" % verdict.remaining),
        (b"x-ratelimit-reset", iso(verdict.reset_ms).encode()),
    )


def embeddable() -> tuple[Header, ...]:
    """Let any other site show a page among its own words: nothing runs in it, nothing is sent."""
    return (
        (b"content-security-policy", _EMBEDDED.encode()),
        (b"x-frame-options", b""),
        (b"cross-origin-opener-policy", b""),
    )


def form_targets(*origins: str) -> Header:
    """Let a page's form end at other origins too: `form-action` follows redirects."""
    targets = " ".join(("'self'", *origins))
    return (b"content-security-policy", PAGE_POLICY.format(targets=targets).encode())
