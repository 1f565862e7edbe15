"""The pages: every state of every template in every language, their rules and their colours.

A rule looks at all pages in one test: an item of pytest for each would take longer than the page.
"""

import gc
import re
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from arengo.auth.oauth.scopes import SCOPES
from arengo.base.phrases import LANGUAGES
from arengo.web import moments
from arengo.web.assets import static_file
from arengo.web.languages import choose_language, in_language, ngettext
from arengo.web.pages.auth.problems import _KEYS, _VALUES
from arengo.web.refusals import REFUSALS
from arengo.web.rendering import _environment, _words, render
from arengo.web.scope_words import SCOPE_GROUPS, SCOPE_LINES, SCOPE_RISKS, SCOPE_VERBS
from arengo.web.scopes import READ, RISKY, WRITE, explain_scopes
from tests.markup import Tag, tree
from tests.web.samples import FRAME, NOW, PAGES

# The table of the look: name, light, dark, contrast on paper in each.
TOKENS = (
    ("ink", "#1f1d1a", "#ece7df", 15.7, 14.7),
    ("ink-2", "#5b554c", "#b5ada1", 6.9, 8.1),
    ("line", "#e0d9cd", "#35312b", 1.3, 1.4),
    ("edge", "#8a8174", "#81796d", 3.6, 4.2),
    ("accent", "#0f6b62", "#6fcabd", 6.0, 9.4),
    ("boost", "#6b3fa0", "#c3a1f0", 6.9, 8.3),
    ("fav", "#7a5600", "#e3bd62", 6.2, 10.1),
    ("notice", "#8f3a12", "#f2a67c", 7.1, 9.1),
    ("danger", "#b3261e", "#ff8f85", 6.1, 8.2),
    ("focus", "#0b57d0", "#a8c7fa", 6.0, 10.5),
)
GROUNDS = (
    ("paper", "#faf7f2", "#171614"),
    ("surface", "#fffdfa", "#1f1d1a"),
    ("on-accent", "#ffffff", "#0b1f1c"),
    ("wash", "#e8f0ec", "#1c2a27"),
)


@pytest.fixture(scope="module", autouse=True)
def _read_once() -> Iterator[None]:
    """Let every test of this file look at the same parsed pages; they are many and large."""
    gc.disable()  # it would walk through all of them again and again
    yield
    page.cache_clear()
    gc.enable()


def markup(name: str, language: str = "en", **frame: object) -> str:
    template, context = PAGES[name]
    frame_of_page = replace(FRAME, **frame)
    return render(template, language=language, frame=frame_of_page, **context).decode()


@cache
def page(name: str, language: str = "en", **frame: object) -> Tag:
    return tree(markup(name, language, **frame))


@pytest.fixture
def pages() -> dict[str, Tag]:
    return {name: page(name) for name in PAGES}


# ── languages ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("header", "chosen"),
    [
        ("", "en"),
        ("it", "it"),
        ("fr-CH, fr;q=0.9, en;q=0.8, *;q=0.5", "fr"),
        ("de-AT,de;q=0.9,it;q=0.4,en;q=0.3", "it"),
        ("en;q=0.1, FR;q=0.2", "fr"),
        ("fr;q=0", "en"),
        ("fr;q=many, it", "it"),
        ("zz, *", "en"),
    ],
)
def test_the_best_language_we_have_is_chosen(header, chosen):
    assert choose_language(header) == chosen


@given(st.text())
def test_any_header_gives_a_language(header):
    assert choose_language(header) in LANGUAGES


def test_a_language_link_keeps_the_query_and_names_one_language():
    address = in_language("/oauth/authorize?lang=en&scope=read+write&state=&state=2", "fr")
    assert address == "/oauth/authorize?scope=read+write&state=&state=2&lang=fr"


def test_none_is_singular_in_french_only():
    replies = "%(num)s reply", "%(num)s replies"
    assert ngettext("en", *replies, 0) == "0 replies"
    assert ngettext("it", *replies, 1) == "1 risposta"
    assert ngettext("fr", *replies, 0) == "0 réponse"
    assert ngettext("fr", *replies, 1412) == "1\u202f412 réponses"


@pytest.mark.parametrize(("language", "said"), [("en", "3 replies"), ("fr", "3 réponses")])
def test_a_longer_text_may_be_a_block_of_the_template(language, said):
    block = "{% trans num=3 %}{{ num }} reply{% pluralize %}{{ num }} replies{% endtrans %}"
    template = _environment().from_string(block)
    assert template.render(_words(language, FRAME)) == said


def test_a_chosen_language_goes_on_to_our_own_links_and_forms():
    soup = page("sign-in", "it", language_chosen=True)
    ours = [a["href"] for a in soup.select(".aside a")] + [soup.form["action"]]
    assert all(address.endswith("?lang=it") for address in ours)
    assert page("sign-in", "it").form["action"] == "/auth/sign_in"


# ── times ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("seconds", "written"),
    [(-5, "now"), (59, "now"), (60, "1 min"), (3599, "59 min"), (3600, "1 h"), (86_399, "23 h")],
)
def test_a_recent_time_is_short(seconds, written):
    assert moments.ago("en", NOW - seconds * 1000, NOW) == written


def test_an_older_time_is_a_date_with_its_year_only_when_it_is_another():
    day_ms = 86_400_000
    assert moments.ago("en", NOW - 2 * day_ms, NOW) == "19 Nov"
    assert moments.ago("fr", NOW - 365 * day_ms, NOW) == "21 nov. 2025"
    assert moments.moment("it", NOW) == "21 novembre 2026, 06:31 UTC"
    assert moments.month("it", NOW) == "novembre 2026"


# ── pages ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_renders_in_every_language(language):
    for name in PAGES:
        html = markup(name, language)
        assert re.findall(r"<html[^>]* lang=\"([^\"]*)\"", html) == [language], name
        assert len(re.findall(r"<h1[\s>]", html)) == 1, name
        (title,) = re.findall(r"<title>(.*?)</title>", html, re.DOTALL)
        assert title.strip().endswith(FRAME.domain), name
        assert len(re.findall(r"<main[\s>]", html)) == 1, name


def test_every_page_begins_with_a_way_to_what_it_is_about(pages):
    for name, soup in pages.items():
        alone = name == "embed"  # one post, and nothing before it
        ways = [tag["href"] for tag in soup.select("a.skip")]
        assert ways == ([] if alone else ["#content"]), name
        assert bool(soup.select("main#content")) != alone, name


def test_every_template_is_among_the_samples():
    written = {t for t in _environment().list_templates() if t.endswith(".html")}
    included = {f"auth/security_{state}.html" for state in ("off", "enrolling", "on")}
    shown = {template for template, _ in PAGES.values()}
    parts = {t for t in written if t.startswith(("layouts/", "parts/"))}
    assert written - included - parts == shown


def test_no_page_carries_script_or_style_of_its_own(pages):
    for name, soup in pages.items():
        assert soup.select("style, [style], iframe, object, base[href]") == [], name
        for script in soup.select("script"):
            assert set(script.attrs) in ({"src", "defer"}, {"src", "type"}), name
            assert script.get("type", "module") == "module", name
            assert not script.get_text(), name
        tags = soup.select("*")
        handlers = [a for tag in tags for a in tag.attrs if a.startswith("on")]
        assert handlers == [], name


def test_pages_load_nothing_from_elsewhere(pages):
    for name, soup in pages.items():
        loaded = [tag[a] for a in ("src", "srcset") for tag in soup.select(f"[{a}]")]
        loaded += [tag["href"] for tag in soup.select("link[rel=stylesheet], link[rel=icon], use")]
        elsewhere = [each for each in loaded if not each.startswith(("/", "data:image/"))]
        assert elsewhere == [], name


def inputs(soup: Tag) -> list[Tag]:
    tags = soup.select("input, textarea, select")
    return [tag for tag in tags if tag.get("type") != "hidden" and not tag.has_attr("hidden")]


def test_every_input_has_a_label_and_says_how_to_fill_it(pages):
    for name, soup in pages.items():
        for tag in inputs(soup):
            label = tag.within("label") or soup.select_one(f'label[for="{tag["id"]}"]')
            assert label.get_text(strip=True), (name, tag)
            plain = tag.get("type") in {"checkbox", "radio", "file"}
            assert plain or tag["autocomplete"], (name, tag)


def test_ids_are_unique_and_every_reference_leads_somewhere(pages):
    for name, soup in pages.items():
        ids = [tag["id"] for tag in soup.select("[id]")]
        assert len(ids) == len(set(ids)), name
        for tag in soup.select("[aria-describedby], [aria-labelledby]"):
            wanted = f"{tag.get('aria-describedby', '')} {tag.get('aria-labelledby', '')}".split()
            assert set(wanted) <= set(ids), (name, tag)
        for tag in soup.select('.summary a, a.skip, .hero a[href^="#"]'):
            assert tag["href"].removeprefix("#") in ids, (name, tag)


def test_every_form_is_posted_with_the_token():
    for name in PAGES:
        html = markup(name, signed_in_as="nives")
        forms = re.findall(r"<form[\s>].*?</form>", html, re.DOTALL)
        assert len(forms) == html.count("<form") == html.count("</form>"), name
        for form in tree("".join(forms)).select("form"):
            token = form.select_one("input[name=csrf_token]")
            if form["method"] == "get":  # it changes nothing, and its address may be passed on
                assert form["role"] == "search", name
                assert not token, name
                continue
            assert form["method"] == "post", name
            assert token["value"] == FRAME.csrf_token, name


def test_every_picture_has_an_alternative_and_every_drawing_is_silent(pages):
    for name, soup in pages.items():
        assert [tag for tag in soup.select("img") if not tag.has_attr("alt")] == [], name
        drawings = soup.select("svg")
        assert [tag for tag in drawings if tag.get("aria-hidden") != "true"] == [], name


def test_a_wrong_field_is_named_in_the_summary_and_beside_it():
    soup = page("sign-up-approval")
    assert soup.title.get_text().startswith("Error: ")
    summary = soup.select_one(".summary[role=alert]")
    assert [li.get_text(strip=True) for li in summary.select("li")] == [
        "This user name is taken. Try another.",
        "The password needs at least 8 characters.",
        "Too many attempts. Try again in 3 min.",
    ]
    username = soup.select_one("#f-username")
    assert username["aria-invalid"] == "true"
    assert username["aria-describedby"] == "f-username-hint f-username-wrong"
    assert "taken" in soup.select_one("#f-username-wrong").get_text()
    assert not soup.select_one("#f-email").has_attr("aria-invalid")


def test_typed_values_come_back_escaped_and_a_password_never_does():
    soup = page("sign-up-approval")
    assert soup.select_one("#f-reason").get_text() == "<i>Bread</i>"
    assert soup.select_one("#f-username")["value"] == "nives"
    assert not soup.select_one("#f-password").has_attr("value")
    hidden = soup.select_one("input[name=return_to]")
    assert hidden["value"] == "/oauth/authorize?client_id=7"


def test_names_are_escaped_and_post_text_keeps_its_language():
    assert "Nives <b>Altobrando</b>" in page("authorize").select_one(".me").get_text()
    assert page("front").select(".text")[0]["lang"] == "it"
    assert not page("front").select(".text")[-1].has_attr("lang")


def test_warned_words_and_sensitive_pictures_wait_for_a_press():
    covers = page("front").select("details.warning")
    assert [bool(cover.select(".text")) for cover in covers] == [False, True]
    assert len(covers[0].select("img")) == 2
    assert not any(cover.has_attr("open") for cover in covers)


def test_a_closed_place_offers_no_form_to_join():
    assert page("sign-up-closed").select("form") == []
    assert page("front-empty").select('a[href^="/auth/sign_up"]') == []
    assert page("front").select('a[href^="/auth/sign_up"]')


def test_whoever_is_signed_in_is_led_to_their_things_and_not_asked_to_join():
    nives = page("front", signed_in_as="nives")
    assert nives.select('a[href^="/auth/sign_up"]') == []
    assert nives.select('.hero a[href="/settings/security"]')
    assert nives.select('footer a[href="/settings/security"]')
    assert page("front").select('a[href="/settings/security"]') == []


def test_a_place_that_sends_no_letters_says_so_before_anybody_joins():
    assert "by hand" in page("sign-up-open", letters=False).get_text()
    assert "by e-mail" not in page("sign-up-approval", letters=False).get_text()
    assert "by hand" not in page("sign-up-open").get_text()


def test_a_post_that_is_not_public_is_kept_from_search_engines():
    assert page("post-unlisted").select("meta[name=robots][content=noindex]")
    assert not page("post").select("meta[name=robots]")


# ── scopes ───────────────────────────────────────────────────────────────────────────────────────


def test_a_whole_scope_says_all_that_its_parts_say():
    assert explain_scopes(["read"]) == explain_scopes([f"read:{part}" for part in READ])
    whole = {line.key for group in explain_scopes(["write"]) for line in group.lines}
    assert whole == {f"write_{part}" for part in WRITE}


def test_each_line_is_said_once_and_risks_are_marked():
    groups = explain_scopes(["read", "read:statuses", "follow", "write:statuses"])
    keys = [line.key for group in groups for line in group.lines]
    assert len(keys) == len(set(keys))
    assert [group.key for group in groups] == ["read", "write", "follow"]
    risky = page("authorize").select(".scopes li:has(.risk)")
    assert [
        li.get_text().partition(li.select_one(".risk").get_text())[0].strip() for li in risky
    ] == [
        "posts, those meant for you alone included",
        "your notifications",
        "publish, edit and delete posts",
        "follow and unfollow people",
    ]


def test_no_scope_is_asked_for_in_silence():
    for scope in SCOPES:
        lines = [line for group in explain_scopes([scope]) for line in group.lines]
        assert lines, scope
        assert all(line.key in SCOPE_LINES for line in lines), scope
        assert scope in {"read", "write", "follow"} or len(lines) == 1, scope


def test_every_key_of_a_scope_has_its_words():
    assert SCOPE_GROUPS.keys() == SCOPE_VERBS.keys()
    assert SCOPE_RISKS.keys() == RISKY <= SCOPE_LINES.keys()


def test_every_refusal_that_a_verb_gives_has_its_words():
    assert set(_KEYS.values()) | _VALUES.keys() <= REFUSALS.keys()


def test_an_unknown_scope_is_not_explained():
    assert explain_scopes(["read:everything", "sudo", ""]) == ()


# ── static files and the look ────────────────────────────────────────────────────────────────────


def tokens(scheme: str) -> dict[str, str]:
    css = static_file("arengo.css")[0].decode()
    light, dark, *_ = re.findall(r":root[^{}]* \{(.*?)\}", css, re.DOTALL)
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light if scheme == "light" else dark))


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("scheme", "column"), [("light", 0), ("dark", 1)])
def test_the_colours_are_those_of_the_look_with_their_contrast(scheme, column):
    css = tokens(scheme)
    for row in (*TOKENS, *GROUNDS):
        assert css[row[0]] == row[1 + column]
    for row in TOKENS:
        assert contrast(css[row[0]], css["paper"]) == pytest.approx(row[3 + column], abs=0.06)
    assert page("front").select("meta[name=theme-color]")[column]["content"] == css["paper"]
    assert contrast(css["on-accent"], css["accent"]) > 4.5
    assert contrast(css["accent"], css["wash"]) > 4.5


def test_every_class_in_the_pages_has_a_rule(pages):
    css = static_file("arengo.css")[0].decode()
    classes = [tag.classes for soup in pages.values() for tag in soup.select("[class]")]
    used = {each for listed in classes for each in listed}
    plain = {"body", "less", "figures", "hero-text", "languages", "side", "columns"}
    styled = set(re.findall(r"\.([a-z][\w-]*)", css))
    assert used - styled - plain == set()
