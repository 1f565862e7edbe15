"""Every page in a made-up language: longer, from right to left, nothing left in English."""

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup

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
@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_nothing_that_the_catalogue_does_not(name, sentences):
    template, context = PAGES[name]
    page = render(template, language="en", frame=FRAME, **context).decode()
    soup = BeautifulSoup(page, "html.parser")
    shown = [text.strip() for text in soup.find_all(string=True)]
    aloud = [tag[a] for a in ("alt", "title", "aria-label") for tag in soup.select(f"[{a}]")]
    assert page.count(Pseudo.START) == page.count(Pseudo.END) > 5
    assert set(shown + aloud) & sentences == set()


def test_the_made_up_language_is_longer_and_goes_the_other_way(made_up):
    assert made_up.gettext("0123456789") == f"{Pseudo.START}0123456789~~~~{Pseudo.END}"
    assert made_up.ngettext("one", "many", 2) == f"{Pseudo.START}many~~{Pseudo.END}"
    filled = languages.gettext("fr", "%(a)s here", a="<")
    assert filled == f"{Pseudo.START}&lt; here~~~~{Pseudo.END}"
