"""Templates say nothing of their own: every word goes through a call that translates it."""

from pathlib import Path
from typing import Final

import pytest

from arengo.web.rendering import _environment
from tests.languages.extraction import CODE
from tests.languages.speaking import own_words

_FOLDER: Final = CODE / "web/templates"
# What is no text, or the same in every language.
_EXCEPTIONS: Final = {
    "Arengo": "its name",
    "ALT": "the badge on a picture; what is read aloud beside it is translated",
    **{f"· ({name})": "the name of a format" for name in ("RSS", "Atom", "JSON Feed")},
    "JSON Feed": "the name of a format",
    " loop muted": "attributes that code writes",
}


def templates() -> list[Path]:
    return sorted(path for path in _FOLDER.rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def found() -> dict[str, set[str]]:
    """Return what each template says of its own."""
    return {
        str(path.relative_to(_FOLDER)): set(own_words(_environment(), path.read_text("utf-8")))
        for path in templates()
    }


def test_no_template_says_anything_untranslated(found):
    own = {name: words - _EXCEPTIONS.keys() for name, words in found.items()}
    said = {name: words for name, words in own.items() if words}
    assert said == {}, 'write {{ _("…") }}, then scripts/translate'


def test_every_exception_is_needed(found):
    assert set().union(*found.values()) >= _EXCEPTIONS.keys()


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Hello {{ name }}!</p>", ["Hello ·!"]),
        ('<img alt="A cat">', ["A cat"]),
        ('<button title="Send">·</button>', ["Send"]),
        ('<meta name="description" content="Some words">', ["Some words"]),
        ('{{ "Read more" if more }}', ["Read more"]),
        ('{{ parts.field(form, "name", label="Your name") }}', ["Your name"]),
        ('{{ _("Read more") }}', []),
        ('{{ ngettext("one post", "many posts", (posts|length)) }}', []),
        ('{{ field(form, "name", _("Your name")) }}', []),
        ('{{ _("Your %(what)s", what="long name") }}', []),
        ("{% trans n=2 %}One {{ n }}{% pluralize %}More{% endtrans %} here", ["· here"]),
        ('<meta name="viewport" content="width=device-width">', []),
        ("<p>{{ 1 }} %</p>", []),
        ("{# a remark for us #}", []),
        ('{% macro more() %} aria-invalid="true"{% endmacro %}', []),
    ],
)
def test_words_outside_of_translations_are_found(source, found):
    assert list(own_words(_environment(), source)) == found
