"""Turns a template, a language and plain data into the bytes of a page."""

from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from arengo.base.clock import iso
from arengo.base.phrases import LANGUAGES, figures
from arengo.web import languages, moments
from arengo.web.assets import static_file, static_path
from arengo.web.context import Frame
from arengo.web.desks import desks
from arengo.web.icons import ICONS
from arengo.web.kept_cards import KeptCards
from arengo.web.languages import choose_language
from arengo.web.places import has_page, key_places, places
from arengo.web.post_languages import post_language
from arengo.web.refusals import REFUSALS
from arengo.web.said import SAID
from arengo.web.scope_words import SCOPE_GROUPS, SCOPE_LINES, SCOPE_RISKS, SCOPE_VERBS
from arengo.web.settings import setting_groups
from arengo.web.staff_words import (
    ACT_WORDS,
    LANE_WORDS,
    PERMISSION_WORDS,
    ROLE_WORDS,
    STATE_WORDS,
)
from arengo.web.themes import THEMES
from arengo.web.troubles import TROUBLES, Trouble

if TYPE_CHECKING:
    from jinja2 import Environment

# What is said by a key: templates look the English up and hand it to `_()`.
_TABLES: Final[Mapping[str, Mapping[str, str] | Mapping[int, Trouble]]] = {
    "ACT_WORDS": ACT_WORDS,
    "LANE_WORDS": LANE_WORDS,
    "PERMISSION_WORDS": PERMISSION_WORDS,
    "REFUSALS": REFUSALS,
    "ROLE_WORDS": ROLE_WORDS,
    "SAID": SAID,
    "SCOPE_GROUPS": SCOPE_GROUPS,
    "SCOPE_LINES": SCOPE_LINES,
    "SCOPE_RISKS": SCOPE_RISKS,
    "SCOPE_VERBS": SCOPE_VERBS,
    "STATE_WORDS": STATE_WORDS,
    "TROUBLES": TROUBLES,
}

__all__ = ["choose_language", "render", "static_file", "static_path"]

# No style of its own (our policy forbids it), only `hx-` attributes, and of the extensions only
# those named here, by the names under which they register: another name would fail in silence.
_HTMX: Final = '{"includeIndicatorCSS":false,"prefix":"","extensions":"sse, preload"}'


def render(template: str, *, language: str, frame: Frame, **context: object) -> bytes:
    """Render a page. What each template needs stands in `web/context.py`."""
    page = _environment().get_template(template)
    return page.render(_words(language, frame), frame=frame, **context).encode()


@cache
def _environment() -> "Environment":
    """Build it at the first page: Jinja is not worth waiting for at the start of the server."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415

    from arengo.web.compiled import CompiledTemplates  # noqa: PLC0415

    here = Path(__file__)
    environment = Environment(
        bytecode_cache=CompiledTemplates(here, here.read_bytes()),
        loader=PackageLoader("arengo.web"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.newstyle_gettext = True  # type: ignore[attr-defined] # the extension's own
    environment.globals.update(
        static=static_path,
        icon_path=_icon_path,
        places=places,
        has_page=has_page,
        key_places=key_places,
        setting_groups=setting_groups,
        desks=desks,
        iso=iso,
        languages=LANGUAGES,
        htmx_config=_HTMX,
        THEMES=THEMES,
        **_TABLES,
    )
    return environment


def _icon_path(name: str) -> str:
    """Return where the sprite draws it; a KeyError when `web/icons.py` does not list it."""
    if name not in ICONS:
        raise KeyError(name)
    return f"{static_path('icons.svg')}#{name}"


def _words(language: str, frame: Frame) -> Mapping[str, object]:
    """What speaks the reader's language: texts, numbers, times, and links that keep a choice."""
    spoken: dict[str, Callable[..., str]] = {
        "gettext": languages.gettext,
        "ngettext": languages.ngettext,
        "pgettext": languages.pgettext,
        "figures": figures,
        "day": moments.day,
        "month": moments.month,
        "moment": moments.moment,
    }
    return {
        "language": language,
        "kept": KeptCards(language, frame),
        "in_language": languages.in_language,
        "post_language": lambda code: post_language(code, language),
        "link": partial(_link, language, chosen=frame.language_chosen),
        "ago": lambda at_ms: moments.ago(language, at_ms, frame.now_ms),
        **{name: partial(function, language) for name, function in spoken.items()},
    }


def _link(language: str, address: str, *, chosen: bool) -> str:
    """Carry a chosen language on to our own pages; there is no cookie for it."""
    return languages.in_language(address, language) if chosen else address
