"""What axe says of every template: nothing; light, dark, from right to left, at 320 pixels."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Final, Literal

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, ViewportSize
from typing_extensions import override

from arengo.web.assets import static_file
from arengo.web.rendering import render
from tests.clients.browser import KEPT, KeptBrowser
from tests.trying import EVERYTHING
from tests.web.samples import FRAME, PAGES
from tests.web.samples.base import NIVES

AXE: Final = (Path(__file__).parents[2] / ".venv/axe.min.js").read_text("utf-8")
# A colour that is still on its way from one style to the next is no colour of ours.
ASKED: Final = """async () => {
    document.getAnimations().forEach(each => each instanceof CSSTransition && each.finish());
    const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const little = {resultTypes: ["violations"], selectors: false, preload: false};
    const told = await axe.run(document, {runOnly: rules, ...little});
    return told.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.html.slice(0, 200)}`));
}"""
START: Final = "/sample"
WIDTHS: Final = "[document.documentElement.scrollWidth, window.innerWidth]"
WIDE: Final[ViewportSize] = {"width": 1280, "height": 900}
VARIANTS: Final[Mapping[str, tuple[ViewportSize, Literal["light", "dark"]]]] = {
    "light": (WIDE, "light"),
    "dark": (WIDE, "dark"),
    "from right to left": (WIDE, "light"),
    "narrow": ({"width": 320, "height": 640}, "dark"),
}

OF_A_QUICK_RUN: Final = ("light", "narrow")


def first_of_each_template() -> list[str]:
    """Return one state of every template; the full run takes them all."""
    found: dict[str, str] = {}
    for name, (template, _) in PAGES.items():
        found.setdefault(template, name)
    return list(found.values())


def asked() -> list[pytest.ParameterSet]:
    """Return sample and variant: each name in its turn, or in the full run each with each.

    A quick run looks at half of the templates: what stands around all of them is the same.
    """
    if EVERYTHING:
        return [pytest.param(name, variant) for variant in VARIANTS for name in PAGES]
    names, turns = first_of_each_template(), len(VARIANTS)
    return [
        pytest.param(name, each, marks=() if each in OF_A_QUICK_RUN else pytest.mark.whole)
        for turn, each in enumerate(VARIANTS)
        for name in names[turn::turns]
    ]


@pytest.fixture(scope="session")
def kept_browser() -> Iterator[KeptBrowser]:
    with closing(KEPT) as kept:
        yield kept


@pytest.fixture(scope="module")
def browser(kept_browser) -> Iterator[Browser]:
    """The same that clients of this process use."""
    with kept_browser.held() as running:
        yield running


class _Answering(BaseHTTPRequestHandler):
    """Answers with our own files and nothing else; no script of ours runs."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        name = self.path.removeprefix("/static/").partition("?")[0]
        found = None if name.endswith(".js") else static_file(name)
        body, kind = found or (b"", "text/html")
        self.send_response(200 if found or self.path == START else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=3600")
        self.end_headers()
        self.wfile.write(body)

    @override
    def log_message(self, format: str, *args: Any) -> None:
        return


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Answering) as host:
        thread = Thread(target=host.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://localhost:{host.server_port}"
        host.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def window(browser, origin) -> Iterator[Page]:
    """A window to which axe comes and is compiled once; then every page is written to it."""
    with browser.new_context(locale="en", bypass_csp=True) as context:
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.goto(f"{origin}{START}")
        page.evaluate(AXE)
        yield page


@pytest.fixture(scope="module")
def variant(window, request) -> str:
    """One after the other, as the window is made to look for it."""
    name = str(request.param)
    size, scheme = VARIANTS[name]
    window.set_viewport_size(size)
    window.emulate_media(color_scheme=scheme)
    return name


# Long words are at home in some languages more than in others.
SPOKEN: Final = {"light": "en", "dark": "it", "from right to left": "en", "narrow": "fr"}


def _html(name: str, variant: str) -> str:
    template, told = PAGES[name]
    member = not template.startswith("auth/") and template not in {"front.html", "embed.html"}
    frame = (
        replace(FRAME, signed_in_as="nives", me=NIVES, unread=4, permissions=1) if member else FRAME
    )
    return render(template, language=SPOKEN[variant], frame=frame, **told).decode()


@pytest.mark.parametrize(("name", "variant"), asked(), indirect=["variant"])
def test_a_page_can_be_used_by_everybody(window, name, variant):
    window.set_content(_html(name, variant), wait_until="load")
    window.evaluate("document.querySelectorAll('main details').forEach(d => { d.open = true })")
    if variant == "from right to left":
        window.evaluate("document.documentElement.dir = 'rtl'")
    assert window.evaluate(ASKED) == []
    wide, shown = window.evaluate(WIDTHS)
    assert wide <= shown, "it scrolls sideways"


@pytest.mark.parametrize("variant", ["light"], indirect=True)
def test_what_somebody_could_not_use_would_be_noticed(window, variant):
    """A picture without words, and words in a colour of ours that is none for words."""
    wrong = '<img src="/static/logo.svg"><p style="color:var(--line)">Faint</p></main>'
    html = _html(next(iter(PAGES)), variant)
    window.set_content(html.replace("</main>", wrong), wait_until="load")
    told = {each.partition(":")[0] for each in window.evaluate(ASKED)}
    assert told == {"image-alt", "color-contrast"}
