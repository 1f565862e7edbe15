"""Kept pieces of cards: each reader gets what would be made for them alone."""

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from arengo.base.phrases import LANGUAGES
from arengo.web import context as c
from arengo.web import kept_cards
from arengo.web.context.home import Home, Row
from arengo.web.keeping import Kept
from arengo.web.rendering import render
from tests.web.samples import FRAME
from tests.web.samples.cards import CARDS

MARKS = st.builds(
    c.Mine,
    own=st.booleans(),
    favourited=st.booleans(),
    boosted=st.booleans(),
    bookmarked=st.booleans(),
    may_reply=st.booleans(),
    may_boost=st.booleans(),
    may_quote=st.booleans(),
)
CARD = st.builds(
    replace,
    st.sampled_from(CARDS),
    id=st.integers(1, 2**62),
    mine=MARKS,
    url=st.sampled_from(["https://montelarco.example/@a/1?b=1&c='2'", "/@nives/7"]),
    replies=st.integers(0, 2),
    favourites=st.integers(0, 1500),
)


def shown(post: c.PostView, language: str, token: str) -> bytes:
    frame = replace(FRAME, csrf_token=token, signed_in_as="nives")
    return render(
        "parts/rows.html", language=language, frame=frame, home=Home(rows=(Row(post=post),))
    )


@settings(max_examples=30)
@given(CARD, CARD, st.sampled_from(tuple(LANGUAGES)), st.sampled_from(tuple(LANGUAGES)))
def test_what_is_kept_for_one_reader_is_right_for_another(one, other, first, second):
    """Two readers, one after the other: the second gets the same as if nobody had been before."""
    for cache in (kept_cards.pieces, kept_cards.bars):
        cache.clear()
    alone = shown(replace(other, key=()), second, "token-b")
    kept_cards.bars.clear()
    shown(replace(one, key=(one.id, 1, 1)), first, "token-a")
    again = replace(other, key=(other.id, 2, 1))
    assert shown(again, second, "token-b") == alone
    assert shown(again, second, "token-b") == alone
    assert b"token-a" not in alone


def test_what_is_used_stays_and_what_is_not_goes():
    kept: Kept[int, str] = Kept(4)
    for number in range(8):
        kept.put(number, str(number))
        assert kept.get(0) == "0"
    assert kept.get(1) is None
    assert kept.get(7) == "7"
    kept.clear()
    assert kept.get(0) is None
