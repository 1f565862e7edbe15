"""The desk for replies: two that wait, one approved, one refused, none, and one that changed."""

from collections.abc import Mapping
from typing import Any, Final

from msgspec.structs import replace

from arengo.base.clock import DAY_MS
from arengo.web import context as c
from arengo.web.context.replies import Desk, OfferView
from arengo.web.context.threads import Branch, Thread
from tests.web.samples.base import BASTIEN, HAZEL, LAMPS, NOW, post

FORM: Final = c.Form(action="/replies")
KNOWN: Final = OfferView(
    post=replace(
        post(HAZEL, "Do you close the crust with steam?", minutes=20, language="en"), id=7
    ),
    state="waiting",
    version=2,
    follows_you=True,
    approved_before=3,
    here_since_ms=NOW - 900 * DAY_MS,
    new_here=False,
)
UNKNOWN: Final = OfferView(
    post=replace(post(BASTIEN, "La vraie recette est ailleurs.", minutes=8, language="fr"), id=8),
    state="waiting",
    version=1,
    follows_you=False,
    approved_before=0,
    here_since_ms=NOW - 2 * DAY_MS,
    new_here=True,
)


def _desk(*offers: OfferView, older_url: str = "") -> Desk:
    state = offers[0].state
    return Desk(state=state, offers=offers, waiting=len(offers), older_url=older_url)


APPROVED: Final = replace(KNOWN, state="approved", decided_at_ms=NOW - DAY_MS)
REFUSED: Final = replace(UNKNOWN, state="refused", decided_at_ms=NOW - DAY_MS)
CHANGED: Final = replace(FORM, errors=(c.FieldError(field="", key="reply_changed"),))
PAGES: Final[dict[str, tuple[str, Mapping[str, Any]]]] = {
    "replies": (
        "replies.html",
        {"desk": _desk(KNOWN, UNKNOWN, older_url="/replies?before=8"), "form": FORM},
    ),
    "replies-approved": ("replies.html", {"desk": _desk(APPROVED), "form": FORM}),
    "replies-refused": ("replies.html", {"desk": _desk(REFUSED), "form": FORM}),
    "replies-empty": (
        "replies.html",
        {"desk": Desk(state="waiting", offers=(), waiting=0), "form": FORM},
    ),
    "replies-again": (
        "replies.html",
        {"desk": _desk(replace(KNOWN, asked_again=True)), "form": FORM},
    ),
    "replies-hidden": (
        "replies.html",
        {"desk": Desk(state="hidden", hidden=(UNKNOWN.post,), waiting=0), "form": FORM},
    ),
    "replies-none-hidden": (
        "replies.html",
        {"desk": Desk(state="hidden", waiting=0), "form": FORM},
    ),
    "thread-hides": (
        "post.html",
        {
            "thread": Thread(
                post=LAMPS,
                branches=(Branch(post=UNKNOWN.post),),
                hides=frozenset({UNKNOWN.post.id}),
                replies=1,
            )
        },
    ),
    "thread-desk": (
        "post.html",
        {"thread": Thread(post=LAMPS, desk=(KNOWN, UNKNOWN), replying="ask", replies=2)},
    ),
    "thread-waits": ("post.html", {"thread": Thread(post=replace(LAMPS, waits=True))}),
    "replies-changed": ("replies.html", {"desk": _desk(UNKNOWN), "form": CHANGED}),
}
