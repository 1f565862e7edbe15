"""How feeds are written: whatever people wrote, programs can read it."""

from hypothesis import given
from hypothesis import strategies as st

from arengo.web.feeds.model import Enclosure, Feed, Item
from arengo.web.feeds.writing import FORMS
from tests.doors.web.feeding import understood

URL = "https://arengo.test/@alice"
words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)


@given(words, words, words, st.sampled_from(sorted(FORMS)))
def test_any_words_make_a_feed_that_can_be_read(title, name, alt, form):
    file = Enclosure(url=f"{URL}/a.webp", type="image/webp", alt=alt)
    item = Item(
        url=f"{URL}/1",
        title=title,
        html="<p>.</p>",
        author=name,
        author_url=URL,
        at_ms=1_000,
        changed_ms=2_000,
        enclosures=(file, file),
    )
    feed = Feed(title=title, description=name, page_url=URL, items=(item,))
    found = understood(FORMS[form].write(feed, f"{URL}.{form}"), form)
    assert (found.link, found.entries[0].link) == (URL, f"{URL}/1")
    assert {kind for kind, _ in found.entries[0].files} == {"image/webp"}
