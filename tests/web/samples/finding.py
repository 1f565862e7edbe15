"""Search, explore and tags: found and not found, signed in and not."""

from collections.abc import Mapping
from typing import Any, Final

from msgspec.structs import replace

from arengo.base.clock import DAY_MS
from arengo.web import context as c
from arengo.web.context import finding as f
from arengo.web.context.people import Between, PersonRow
from tests.web.samples.base import (
    BAKERY,
    BREAD,
    HAZEL,
    LAMPS,
    LIBRARY,
    LISTING,
    NIVES,
    NOW,
    TOWPATH,
)

WEEK: Final = tuple(
    f.DayView(at_ms=NOW - (6 - number) * DAY_MS, uses=uses, height=uses * 100 // 40)
    for number, uses in enumerate((0, 3, 12, 9, 40, 31, 17))
)
TAG: Final = f.TagRow(name="nebbia", url="/tags/nebbia", days=WEEK, uses=112, people=14)
FOLLOWED: Final = replace(TAG, name="città", url="/tags/citt%C3%A0", following=True)
OFFERED: Final = replace(TAG, name="towpath", url="/tags/towpath", uses=1, following=False)
LAMPS_OF_MINE: Final = replace(LAMPS, id=2101, mine=c.Mine(own=True))
TOWPATH_SEEN: Final = replace(TOWPATH, id=2102, mine=c.Mine(favourited=True))


def person(account: c.AccountView, between: Between | None) -> PersonRow:
    return PersonRow(account=account, path=f"/@{account.handle}", about="Fog.", between=between)


STRANGERS: Final = tuple(person(each, Between()) for each in (LIBRARY, HAZEL, BAKERY))
NAMED: Final = person(NIVES, None)


def search(**found: Any) -> Mapping[str, Any]:
    tabs = tuple((f"/search?q=fog&kind={kind}", kind) for kind in ("", "people", "tags", "posts"))
    return {"search": f.Search(tabs=tabs, **found)}


def met(number: int, *reasons: f.Reason) -> f.FoundPerson:
    return f.FoundPerson(
        person=STRANGERS[number],
        reasons=reasons,
        dismiss_action=f"/explore/people/{number}/dismiss",
    )


PAGES: dict[str, tuple[str, Mapping[str, Any]]] = {
    "search": (
        "search.html",
        search(
            q='fog "in" <b>May</b>',
            people=(*STRANGERS, NAMED),
            tags=(FOLLOWED, OFFERED),
            posts=(LAMPS_OF_MINE, TOWPATH_SEEN),
            more_people="/search?q=fog&kind=people",
            more_tags="/search?q=fog&kind=tags",
            older_url="/search?q=fog&kind=posts&before=7",
            searches_posts=True,
        ),
    ),
    "search-nothing": ("search.html", search(q="fog", kind="tags", searches_posts=True)),
    "search-new": ("search.html", search(searches_posts=True)),
    "search-stranger": ("search.html", search(q="fog", tags=(TAG,), people=(NAMED,))),
    "explore": (
        "explore/posts.html",
        {
            "explored": f.Explored(
                posts=(f.Popular(post=BREAD), f.Popular(post=LAMPS_OF_MINE, approved=True)),
                least=3,
                reviewed=True,
                older_url="/explore?start=20",
            )
        },
    ),
    "explore-nothing": ("explore/posts.html", {"explored": f.Explored(least=1)}),
    "explore-tags": (
        "explore/tags.html",
        {
            "explored": f.Explored(
                tags=(TAG, FOLLOWED, OFFERED), least=3, older_url="/explore/tags?start=20"
            )
        },
    ),
    "explore-tags-nothing": ("explore/tags.html", {"explored": f.Explored(least=3)}),
    "explore-people": (
        "explore/people.html",
        {
            "meeting": f.Meeting(
                suggested=(met(0, "team", "friends"), met(1, "liked")),
                others=(met(2),),
                older_url="/explore/people?start=20",
            )
        },
    ),
    "explore-people-nobody": ("explore/people.html", {"meeting": f.Meeting()}),
    "tag": ("tag.html", {"name": "nebbia", "listing": LISTING, "tag": TAG}),
    "tag-followed": ("tag.html", {"name": "città", "listing": LISTING, "tag": FOLLOWED}),
    "tag-empty": (
        "tag.html",
        {
            "name": "città",
            "listing": c.Listing(posts=()),
            "tag": replace(TAG, name="città", days=(), uses=0, people=0),
        },
    ),
}
