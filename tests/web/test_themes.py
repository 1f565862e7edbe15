"""The themes that members choose: what the page says, and the colours behind it."""

import re
from typing import Final

import pytest
from msgspec.structs import replace

from arengo.social.accounts.model import Habits, Theme
from arengo.web.assets import static_file
from arengo.web.rendering import render
from arengo.web.themes import THEMES
from tests.markup import Tag, tree
from tests.web.samples import FRAME, PAGES
from tests.web.test_rendering import contrast

AAA: Final = 7.0
TEXTS: Final = ("ink", "ink-2", "accent", "boost", "fav", "notice", "danger", "focus")
_RULE: Final = re.compile(r"(:root[^{},]*)\{([^}]*)\}")
_COLOUR: Final = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")


def page(theme: Theme) -> Tag:
    template, told = PAGES["about"]
    frame = replace(FRAME, habits=Habits(theme=theme))
    return tree(render(template, language="en", frame=frame, **told).decode())


def rules(mark: str) -> list[dict[str, str]]:
    """Return the colours of every rule whose selector holds a mark, in their order."""
    css = static_file("arengo.css")[0].decode()
    found = [dict(_COLOUR.findall(body)) for head, body in _RULE.findall(css) if mark in head]
    return [colours for colours in found if colours]


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_a_chosen_theme_stands_at_the_top_of_the_page(theme):
    assert page(theme).html["data-theme"] == theme
    metas = page(theme).select("meta[name=theme-color]")
    assert [meta["content"] for meta in metas] == list(THEMES[theme].values())
    assert page(theme).select_one("meta[name=color-scheme]")["content"] == " ".join(THEMES[theme])


def test_without_a_choice_the_system_says():
    assert not page("system").html.has_attr("data-theme")
    metas = page("system").select("meta[name=theme-color]")
    assert ["light" in metas[0]["media"], "dark" in metas[1]["media"]] == [True, True]
    assert page("system").select_one("meta[name=color-scheme]")["content"] == "light dark"


def test_dark_is_the_same_whoever_asks_for_it():
    (by_system,), (by_choice,) = rules('not([data-theme="light"])'), rules('data-theme="dark"')
    assert by_choice == by_system
    assert by_choice["paper"] == THEMES["dark"]["dark"]


@pytest.mark.parametrize(("scheme", "place"), [("light", 0), ("dark", 1)])
def test_high_contrast_is_high_in_both_schemes(scheme, place):
    colours = rules('data-theme="contrast"')[place]
    assert colours["paper"] == THEMES["contrast"][scheme]
    for name in TEXTS:
        assert contrast(colours[name], colours["paper"]) >= AAA, name
        assert contrast(colours[name], colours["surface"]) >= AAA, name
    assert contrast(colours["on-accent"], colours["accent"]) >= AAA
    assert contrast(colours["accent"], colours["wash"]) >= AAA
    assert contrast(colours["edge"], colours["paper"]) >= AAA
    assert contrast(colours["line"], colours["paper"]) >= 4.5
