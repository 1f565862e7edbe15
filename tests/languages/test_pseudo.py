"""Every page in a made-up language: longer, from right to left, nothing left in English."""

from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from typing_extensions import override

from arengo.base.phrases import catalogues
from arengo.web import languages
from arengo.web.kept_cards import bars, pieces
from arengo.web.rendering import render
from tests.languages.extraction import said
from tests.languages.speaking import Pseudo, keys
from tests.web.samples import FRAME, PAGES


@pytest.fixture
def made_up(monkeypatch) -> Iterator[Pseudo]:
    """Speak the made-up language instead of every other; nothing of it is kept, or was before."""
    pseudo = Pseudo()
    pieces.clear()
    bars.clear()
    for place in (catalogues, languages):
        monkeypatch.setattr(place, "catalogue", lambda _language: pseudo)
    yield pseudo
    pieces.clear()
    bars.clear()


@pytest.fixture(scope="module")
def sentences() -> frozenset[str]:
    """Return what we say without blanks and in more than one word: nobody's name is among it."""
    texts = {text for key in keys(said()) for text in key[1:] if "%" not in text}
    return frozenset(text for text in texts if " " in text)


@pytest.mark.usefixtures("made_up")
def test_a_page_says_nothing_that_the_catalogue_does_not(sentences):
    for name, (template, context) in PAGES.items():
        page = render(template, language="en", frame=FRAME, **context).decode()
        assert page.count(Pseudo.START) == page.count(Pseudo.END) > 5, name
        assert _Said.by(page) & sentences == set(), name


class _Said(HTMLParser):
    """Collects what a page shows or reads aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    @classmethod
    def by(cls, page: str) -> set[str]:
        reader = cls()
        reader.feed(page)
        reader.close()
        return reader.found

    @override
    def handle_data(self, data: str) -> None:
        self.found.add(data.strip())

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {v for k, v in attrs if v and k in {"alt", "title", "aria-label"}}


def test_what_is_shown_and_what_is_read_aloud_is_found():
    page = '<p title="One">Two <b>\n three &amp; four </b></p><img alt="Five"><i aria-label="Six">'
    assert _Said.by(page) == {"One", "Two", "three & four", "Five", "Six"}


def test_the_made_up_language_is_longer_and_goes_the_other_way(made_up):
    assert made_up.gettext("0123456789") == f"{Pseudo.START}0123456789~~~~{Pseudo.END}"
    assert made_up.ngettext("one", "many", 2) == f"{Pseudo.START}many~~{Pseudo.END}"
    filled = languages.gettext("fr", "%(a)s here", a="<")
    assert filled == f"{Pseudo.START}&lt; here~~~~{Pseudo.END}"
