"""Tells a page that somebody opens from one that a browser fetches in case they will."""

from arengo.gate.request import Request


def is_fetched_ahead(request: Request) -> bool:
    """Whether nobody looks at the page yet, so that nothing on it has been seen."""
    return bool(request.header("hx-preloaded")) or "prefetch" in request.header("sec-purpose")
