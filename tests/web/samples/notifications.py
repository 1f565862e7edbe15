"""Notifications of every kind, alone and in groups; and who waits to be heard."""

from collections.abc import Mapping
from typing import Any, Final

from msgspec.structs import replace

from arengo.base.clock import HOUR_MS
from arengo.web import context as c
from arengo.web.context import notifications as n
from arengo.web.notices import NOTICES, TABS
from tests.web.samples.base import (
    ASKING,
    BAKERY,
    BASTIEN,
    HAZEL,
    LAMPS,
    LIBRARY,
    NIVES,
    NOVEL,
    NOW,
)

SUBJECT: Final = n.Subject(
    url="https://montelarco.example/@nives/1", html=LAMPS.html, language="it", attachments=1
)
COVERED: Final = n.Subject(url="https://montelarco.example/@nives/2", words="The <end>")
GROUPED: Final = ("boost", "favourite", "follow")
OF_POSTS: Final = ("boost", "favourite", "collected", "collection_update")


def news(number: int, *people: c.AccountView, others: int = 0) -> tuple[n.NewsView, ...]:
    """Return one of each kind."""
    return tuple(
        n.NewsView(
            key=f"ungrouped-{number + place}",
            kind=notice.kind,
            icon=notice.icon,
            text=notice.text,
            at_ms=NOW - place * HOUR_MS,
            people=people,
            others=others if notice.kind in GROUPED else 0,
            post=replace(ASKING if notice.kind == "poll" else NOVEL, id=number + place, mine=MINE)
            if notice.whole
            else None,
            subject=SUBJECT if notice.kind in OF_POSTS else None,
            dismiss_action=f"/notifications/ungrouped-{number + place}/dismiss",
        )
        for place, notice in enumerate(NOTICES.values())
    )


MINE: Final = c.Mine(favourited=True)
TABBED: Final = tuple(
    n.TabView(url=f"/notifications?show={each.key}", text=each.text, here=not each.key)
    for each in TABS
)
FRESH: Final = news(2400, NIVES)
SEEN: Final = news(2500, HAZEL, BASTIEN, LIBRARY, BAKERY, others=14)
REQUEST: Final = n.RequestView(
    id="7", account=BAKERY, number=1, at_ms=NOW, post=replace(LAMPS, id=2600, mine=MINE)
)
PAGES: dict[str, tuple[str, Mapping[str, Any]]] = {
    "notifications": (
        "notifications.html",
        {
            "notifications": n.Notifications(
                tabs=TABBED,
                fresh=FRESH,
                seen=(*SEEN[1:], replace(SEEN[5], subject=COVERED, others=1), SEEN[0]),
                waiting=3,
                newest_id=2400,
                older_url="/notifications?before=2400",
            )
        },
    ),
    "notifications-older": (
        "notifications.html",
        {"notifications": n.Notifications(tabs=TABBED, fresh=(), seen=SEEN[:1], is_first=False)},
    ),
    "notifications-none": (
        "notifications.html",
        {"notifications": n.Notifications(tabs=TABBED, fresh=(), seen=(), waiting=1)},
    ),
    "notification-requests": (
        "notification_requests.html",
        {
            "requests": n.Requests(
                people=(REQUEST, replace(REQUEST, account=NIVES, post=None, number=9)),
                merging=True,
                older_url="/notifications/requests?before=3",
            )
        },
    ),
    "notification-requests-none": (
        "notification_requests.html",
        {"requests": n.Requests(people=())},
    ),
}
