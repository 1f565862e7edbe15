"""Home with all that can stand in it, the public lists, the keys, and the pages around a card."""

from collections.abc import Mapping
from typing import Any, Final

from msgspec.structs import replace

from arengo.web import context as c
from arengo.web.context import home as h
from arengo.web.context.reactions import Menu, TranslationView
from tests.web.samples.base import BAKERY, BASTIEN, NOW, PIXEL
from tests.web.samples.cards import CARD, CARDS, LIKED, LINK, VOTED
from tests.web.samples.composing import HERE

BOOSTS: Final = tuple(
    replace(CARD, id=2000 + n, line_id=3000 + n, boosted_by=(BAKERY, BASTIEN)[n % 2], link=None)
    for n in range(5)
)
NEWS: Final = (
    h.NewsView(url=LINK.url, title=LINK.title, host=LINK.host, people=14, language="en"),
    h.NewsView(url="https://terra.example/2", title="La récolte", host="terra.example", people=1),
)
SEQUEL: Final = tuple(replace(CARD, id=4000 + n, line_id=4000 + n, link=None) for n in range(3))
HOME: Final = h.Home(
    rows=(
        h.Row(post=CARD),
        h.Row(boosts=BOOSTS),
        h.Row(here_ms=NOW),
        h.Row(post=SEQUEL[0], sequel=SEQUEL[1:]),
        *(h.Row(post=post) for post in CARDS[1:]),
    ),
    older_url="/home?before=1",
    newest=1112,
    unread=True,
    news=NEWS,
    talk=(h.TalkView(name="nebbia", posts=212), h.TalkView(name="àvélo", posts=1)),
)
PICTURED: Final = replace(
    CARD,
    id=1130,
    link=None,
    pictures=(c.Picture(url=PIXEL, preview_url=PIXEL, alt="Fog.", width=600, height=400),),
)
FRENCH: Final = replace(CARD, id=1131, language="fr", mine=c.Mine(may_translate=True))
CATCHUP: Final = h.Catchup(
    hours=12,
    kinds=frozenset({"originals", "quotes"}),
    order="replies",
    posts=CARDS[:3],
    counts=(("originals", 2), ("replies", 0), ("boosts", 1400), ("quotes", 1)),
    links=NEWS,
)
PAGES: dict[str, tuple[str, Mapping[str, Any]]] = {
    "home": ("home/home.html", {"home": HOME}),
    "home-empty": ("home/home.html", {"home": h.Home(rows=(), composer=HERE)}),
    "public": (
        "home/public.html",
        {
            "listing": c.Listing(posts=(CARD, PICTURED), older_url="/public?before=1"),
            "local": False,
        },
    ),
    "public-local": ("home/public.html", {"listing": c.Listing(posts=()), "local": True}),
    "keyboard": ("home/keyboard.html", {}),
    "catchup": ("home/catchup.html", {"catchup": CATCHUP}),
    "catchup-by-author": (
        "home/catchup.html",
        {
            "catchup": replace(
                CATCHUP,
                by_author=True,
                more=True,
                posts=(),
                hours=1,
                groups=(h.AuthorPosts(author=BAKERY, posts=(CARD, PICTURED)),),
            )
        },
    ),
    "catchup-empty": ("home/catchup.html", {"catchup": replace(CATCHUP, posts=(), links=())}),
    "menu": (
        "reactions/menu.html",
        {"menu": Menu(post=LIKED, muting=True, hiding="hide_reply", embedding="<iframe></iframe>")},
    ),
    "menu-own": ("reactions/menu.html", {"menu": Menu(post=VOTED, back="/@nives")}),
    "translation": (
        "reactions/translation.html",
        {
            "post": FRENCH,
            "told": TranslationView(
                html="<p>The lamp goes out.</p>",
                warning="An end",
                source="fr",
                language="en",
                provider="Libre",
            ),
        },
    ),
    "translation-none": (
        "reactions/translation.html",
        {"post": FRENCH, "told": TranslationView(trouble="languages")},
    ),
    "translation-broken": (
        "reactions/translation.html",
        {"post": FRENCH, "told": TranslationView(trouble="service")},
    ),
    "delete-post": (
        "reactions/delete.html",
        {
            "post": replace(CARD, mine=None),
            "form": c.Form(action="/posts/1112/delete", hidden={"back": "/"}),
        },
    ),
}
