"""Threads, what stands below a post's address, and the history of one."""

from collections.abc import Mapping
from typing import Any, Final

from msgspec.structs import replace

from arengo.base.clock import DAY_MS
from arengo.web import context as c
from arengo.web.context import threads as t
from arengo.web.diffing import diff
from tests.web.samples.base import ASKING, BREAD, LAMPS, LIBRARY, NOVEL, NOW, TOWPATH
from tests.web.samples.people import PAGE

FOCUSED: Final = replace(LAMPS, id=117, boosts=12, favourites=64)
MINE: Final = replace(FOCUSED, id=118, mine=c.Mine(own=True))
DEEP: Final = t.Branch(
    post=TOWPATH,
    answers=(t.Branch(post=replace(LAMPS, id=119), answers=(t.Branch(post=NOVEL, more=3),)),),
)
THREAD: Final = t.Thread(
    post=FOCUSED,
    ancestors=(TOWPATH, ASKING),
    goes_back=True,
    branches=(DEEP, t.Branch(post=BREAD, more=1)),
    replies=9,
    hidden=1,
    order="newest",
    further=120,
    edits=1,
    quotes=3,
    replying="followers",
)
HISTORY: Final = t.History(
    author=LIBRARY,
    url="https://montelarco.example/@biblioteca/117",
    language="it",
    versions=(
        t.Version(
            at_ms=NOW,
            text=diff("Open <b>from</b> 8.", "Open from 9."),
            warning=diff("", "Hours"),
            changes=("covered", "described", "poll_new"),
            media_added=2,
            media_removed=1,
        ),
        t.Version(at_ms=NOW - 1, text=(), changes=("uncovered", "poll_gone")),
        t.Version(at_ms=NOW - 2, text=diff("a", "a"), changes=("poll_other",)),
        t.Version(at_ms=NOW - DAY_MS, text=diff("", "Open <b>from</b> 8."), first=True),
    ),
    older=NOW - DAY_MS,
)
LIST: Final = c.Listing(posts=(replace(TOWPATH, id=121),), older_url="/@biblioteca/117/quotes")
PATH: Final = "/@biblioteca/117"


def _people(kind: str, **told: object) -> tuple[str, dict[str, Any]]:
    return "posts/people.html", {"author": LIBRARY, "path": PATH, "kind": kind, **told}


def _quotes(listing: c.Listing, *, own: bool) -> tuple[str, dict[str, Any]]:
    told = {"author": LIBRARY, "path": PATH, "own": own, "listing": listing}
    return "posts/quotes.html", told


PAGES: dict[str, tuple[str, Mapping[str, Any]]] = {
    "post": ("post.html", {"thread": THREAD}),
    "post-alone": ("post.html", {"thread": t.Thread(post=TOWPATH)}),
    "post-mine": (
        "post.html",
        {
            "thread": replace(
                THREAD, post=MINE, unhidden=(NOVEL,), order="oldest", replying="mentioned", edits=2
            )
        },
    ),
    **{
        f"post-{visibility}": (
            "post.html",
            {"thread": t.Thread(post=replace(BREAD, visibility=visibility, edited_at_ms=NOW))},
        )
        for visibility in ("unlisted", "private", "direct")
    },
    "history": ("posts/history.html", {"history": HISTORY, "path": PATH}),
    "history-one": (
        "posts/history.html",
        {"history": replace(HISTORY, versions=HISTORY.versions[-1:], older=0), "path": PATH},
    ),
    "favourited-by": _people("favourites", rows=PAGE),
    "boosted-by": _people("boosts", rows=replace(PAGE, rows=(), older_url="")),
    "quotes": _quotes(LIST, own=True),
    "quotes-none": _quotes(c.Listing(posts=()), own=False),
}
