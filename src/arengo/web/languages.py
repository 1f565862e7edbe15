"""The language of a page: which one a reader gets, what keeps it, what templates say in it."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from markupsafe import Markup, escape

from arengo.base.phrases import LANGUAGES, SOURCE, catalogue, figures


def choose_language(accept_language: str) -> str:
    """Pick the reader's best language that we have; English when there is none."""
    wishes = [_wish(part) for part in accept_language[:500].split(",")]
    known = [(weight, code) for weight, code in wishes if code in LANGUAGES and weight > 0]
    return max(known, key=lambda wish: wish[0])[1] if known else SOURCE


def _wish(part: str) -> tuple[float, str]:
    """Read `fr-CH;q=0.8`; a weight that is no number counts as not wished."""
    name, _, parameters = part.partition(";")
    _, _, weight = parameters.partition("=")
    try:
        value = float(weight) if parameters.strip() else 1.0
    except ValueError:
        value = 0.0
    return value, name.strip().lower().partition("-")[0]


def in_language(address: str, language: str) -> str:
    """Return the same address with `lang` set, keeping the rest of its query."""
    parts = urlsplit(address)
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != "lang"]
    return urlunsplit(parts._replace(query=urlencode([*query, ("lang", language)])))


# What templates call. Our own texts are HTML already (no text holds markup, tests say so); the
# values that are put into them are not, and are escaped.


def gettext(language: str, text: str, /, **values: object) -> Markup:
    """`_("…")` in a template."""
    return _filled(catalogue(language).gettext(text), values)


def pgettext(language: str, context: str, text: str, /, **values: object) -> Markup:
    """Say a text whose meaning the context tells: a browser is signed out, or oneself."""
    return _filled(catalogue(language).pgettext(context, text), values)


def ngettext(language: str, one: str, many: str, number: int, /, **values: object) -> Markup:
    """Count as the language counts; `%(num)s` is the number as the language writes it."""
    text = catalogue(language).ngettext(one, many, number)
    return _filled(text, {**values, "num": figures(language, number)})


def _filled(text: str, values: dict[str, object]) -> Markup:
    # A third of the time of `Markup(text) % values`, which wraps what it escapes.
    filled = text % {name: escape(value) for name, value in values.items()}
    return Markup(filled)  # noqa: S704 - the text is ours, and the values are escaped
