"""Cards as whoever is signed in sees them: what they did, what they may do, what posts carry."""

from collections.abc import Mapping
from typing import Any, Final

from msgspec.structs import replace

from arengo.web import context as c
from tests.web.samples.base import ASKING, AVATAR, HAZEL, LAMPS, NOVEL, TOWPATH

LINK: Final = c.LinkView(
    url="https://valchiara-post.example/towpath",
    title="Twelve kilometres of old <towpath> reopen to bicycles",
    host="valchiara-post.example",
    description="After two winters of work the lower path is flat, lit and dry.",
    image_url=AVATAR,
    language="en",
)
MINE: Final = c.Mine(favourited=True, boosted=True, bookmarked=True)
CARD: Final = replace(
    LAMPS,
    author=replace(LAMPS.author, proved=True),
    id=1112,
    line_id=1112,
    mine=c.Mine(),
    link=LINK,
)
LIKED: Final = replace(TOWPATH, id=1113, mine=MINE)
SHUT: Final = replace(
    NOVEL, id=1114, mine=c.Mine(may_reply=False, may_boost=False, may_quote=False)
)
VOTED: Final = replace(
    ASKING,
    id=1115,
    mine=c.Mine(own=True, pinned=True, muted=True),
    poll=replace(
        ASKING.poll or c.PollView(options=(), votes=0, ends_at_ms=0),
        options=(
            c.OptionView(title="Warm white", votes=12, percent=60, chosen=True),
            c.OptionView(title="None at all", votes=8, percent=40),
        ),
    ),
)


def quoting(number: int, quote: c.QuoteView) -> c.PostView:
    """Return a post that quotes."""
    return replace(LAMPS, author=HAZEL, id=number, mine=c.Mine(), quote=quote)


CARDS: Final = (
    CARD,
    LIKED,
    SHUT,
    VOTED,
    quoting(1116, c.QuoteView(sight="shown", post=NOVEL)),
    quoting(1117, c.QuoteView(sight="blocked", post=LAMPS)),
    quoting(1118, c.QuoteView(sight="muted", post=LAMPS)),
    quoting(1119, c.QuoteView(sight="revoked")),
    quoting(1120, c.QuoteView(sight="unseen")),
    quoting(1122, c.QuoteView(sight="filtered")),
    quoting(1123, c.QuoteView(sight="shown", post=replace(NOVEL, filtered=("Endings",)))),
    replace(CARD, id=1121, filtered=("Endings <of> novels",)),
)
PAGES: dict[str, tuple[str, Mapping[str, Any]]] = {
    "cards": ("home/public.html", {"listing": c.Listing(posts=CARDS), "local": True}),
}
