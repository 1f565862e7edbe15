"""What is asked of a site, row by row of the table."""

import json
from collections.abc import Sequence
from typing import Final

from arengo.gate.authentication import SESSION_COOKIE
from bench.data import NAMED, Generated
from bench.library import tag_names
from bench.load import request_bytes

# A row is left out where a site knows nothing to ask for: one that an older program filled.
Asked = dict[str, list[bytes]]
CREATE: Final = "create a post, 64 writers, durable"
COMMON, RARE, EVERYTHING = "search, common words", "search, rare word", "search, everything"


def reads(site: Generated) -> Asked:
    """Return the requests of every row that only reads."""
    found = {**_timelines(site), **_single(site), **_finding(site), **_pages(site)}
    return {what: requests for what, requests in found.items() if requests}


def searches(only: str) -> bool:
    """Return whether any row whose name contains this asks the search."""
    return any(only in what for what in (COMMON, RARE, EVERYTHING))


def posts(site: Generated) -> list[bytes]:
    """Return requests that publish."""
    return [
        request_bytes(
            "/api/v1/statuses",
            token=token,
            method="POST",
            body=json.dumps({"status": f"A post for the bench, number {n}."}).encode(),
        )
        for n, token in enumerate(site.tokens)
    ]


def _timelines(site: Generated) -> Asked:
    homes = _each(site, "/api/v1/timelines/home")
    tags = [f"/api/v1/timelines/tag/{name}" for name in tag_names()] if site.lists else []
    own = zip(site.lists, site.tokens, strict=False)  # a list is its owner's
    return {
        "home, 500 viewers": homes,
        # bench.data: every tenth viewer follows 200 people, half of all follow 50
        "home, 50 followees": homes[1::2],
        "home, 200 followees": homes[::10],
        "public": _each(site, "/api/v1/timelines/public"),
        "hashtag": [request_bytes(path, token=site.tokens[n]) for n, path in enumerate(tags)],
        "list of 30": [
            request_bytes(f"/api/v1/timelines/list/{each}", token=token) for each, token in own
        ],
        "account statuses": _over(site, "/api/v1/accounts/{}/statuses", site.accounts[:500]),
        "favourites": _each(site, "/api/v1/favourites"),
        "bookmarks": _each(site, "/api/v1/bookmarks") if site.lists else [],
        "conversations": _each(site, "/api/v1/conversations") if site.lists else [],
        "notifications": _each(site, "/api/v1/notifications"),
        "notifications, grouped": _each(site, "/api/v2/notifications"),
    }


def _single(site: Generated) -> Asked:
    return {
        "one status, 5,000 of them": _over(site, "/api/v1/statuses/{}", site.posts),
        "context": _over(site, "/api/v1/statuses/{}/context", site.posts[:1_000]),
        "account": _over(site, "/api/v1/accounts/{}", site.accounts[:1_000]),
        "followers, 40 of them": _over(
            site, "/api/v1/accounts/{}/followers", site.accounts[:1_000]
        ),
        "verify_credentials": _each(site, "/api/v1/accounts/verify_credentials"),
        "instance": [request_bytes("/api/v2/instance")],
    }


def _finding(site: Generated) -> Asked:
    if not site.lists:
        return {}
    return {
        # bench.data: every post has these words, and one in a thousand its number
        COMMON: _each(site, "/api/v2/search?type=statuses&q=gulls+%22rye%2C+tell%22"),
        RARE: _over(site, "/api/v2/search?type=statuses&q={}", range(997)),
        EVERYTHING: _each(site, "/api/v2/search?q=gulls"),
    }


def _pages(site: Generated) -> Asked:
    """Ask as browsers do. Any cookie has a page made anew; without one, what is kept is given."""
    paths = {
        "front page": ["/"],
        "profile page": [f"/@person{n}" for n in range(NAMED)],
        "permalink": site.pages[:100],
    }
    homes = [request_bytes("/home", cookie=f"{SESSION_COOKIE}={each}") for each in site.sessions]
    return {"home page, 100 members": homes} | {
        f"{name}, {how}": [request_bytes(path, cookie=cookie) for path in found]
        for name, found in paths.items()
        for how, cookie in (("kept ready", ""), ("made", "a=b"))
    }


def _each(site: Generated, path: str) -> list[bytes]:
    return [request_bytes(path, token=token) for token in site.tokens]


def _over(site: Generated, pattern: str, ids: Sequence[int]) -> list[bytes]:
    tokens = site.tokens
    return [
        request_bytes(pattern.format(each), token=tokens[n % len(tokens)])
        for n, each in enumerate(ids)
    ]
