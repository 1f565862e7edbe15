"""What a page loads: every icon listed and drawn, files of others unchanged, all of it small."""

import gzip
import re
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from arengo.web import assets, gathering
from arengo.web.assets import NotGathered, static_file, static_path
from arengo.web.desks import _DESKS
from arengo.web.icons import ICONS
from arengo.web.places import _PLACES
from arengo.web.rendering import _environment, render
from tests.web.samples import FRAME, PAGES

KB = 1000
# What a page may weigh when it is loaded for the first time, compressed, without people's pictures.
MOST = {"arengo.css": 12 * KB, "htmx.js": 30 * KB, "icons.svg": 10 * KB}
CALLED = re.compile(r'(?:icon|_fact)\("(\w+)"')
DRAWN = re.compile(r"/static/icons\.svg\?v=[0-9a-f]{12}#(\w+)")


def compressed(data: bytes) -> int:
    """Return how many bytes travel."""
    return len(gzip.compress(data, 9))


def text_of(name: str) -> str:
    """Return a static file that is text."""
    found = static_file(name)
    assert found is not None
    return found[0].decode()


def drawn(signed_in_as: str | None) -> set[str]:
    """Return every icon of every page."""
    frame = replace(FRAME, signed_in_as=signed_in_as)
    pages = [render(name, language="en", frame=frame, **told) for name, told in PAGES.values()]
    return set(DRAWN.findall(b"".join(pages).decode()))


def test_every_icon_that_is_used_is_listed_and_every_listed_one_is_used():
    sources = [_environment().loader.get_source(_environment(), t)[0] for t in written()]
    called = {name for source in sources for name in CALLED.findall(source)}
    places = {place.icon for place in (*_PLACES, *_DESKS)}
    assert called | places | drawn(None) | drawn("nives") == set(ICONS)
    assert set(re.findall(r'<symbol id="(\w+)"', text_of("icons.svg"))) == set(ICONS)


def written() -> list[str]:
    """Return the names of all templates."""
    return [name for name in _environment().list_templates() if name.endswith(".html")]


def test_an_icon_that_is_not_listed_breaks_the_page_and_not_the_drawing():
    page = _environment().from_string('{% from "parts/marks.html" import icon %}{{ icon("no") }}')
    with pytest.raises(KeyError, match="no"):
        page.render()


@pytest.mark.parametrize("name", MOST)
def test_a_file_of_the_pages_keeps_to_its_budget(name):
    assert compressed(text_of(name).encode()) <= MOST[name]


def test_our_own_modules_keep_to_their_budget_together():
    ours = resources.files("arengo.web").joinpath("static").iterdir()
    scripts = [file.read_bytes() for file in ours if file.name.endswith(".js")]
    assert sum(map(compressed, scripts)) <= 20 * KB


def test_a_first_visit_loads_little_in_few_requests():
    template, told = PAGES["front"]
    page = render(template, language="en", frame=FRAME, **told)
    files = set(re.findall(r'/static/([\w.]+)\?v=[^"#]+', page.decode()))
    files -= {"avatar.svg"}  # stands for the picture of a person
    assert files == {"arengo.css", "favicon.svg", "htmx.js", "icons.svg"}
    whole = compressed(page) + sum(compressed(text_of(name).encode()) for name in files)
    assert whole <= 60 * KB
    assert compressed(page) <= 12 * KB
    assert len(files) + 1 <= 8


def test_the_look_knows_no_left_and_no_right():
    css = text_of("arengo.css")
    assert re.findall(r"[^;{}]*\b(?:left|right)\b[^;{}]*", css) == []


def packages(folder: Path, *, script: bytes, drawing: str) -> Path:
    """Lay out what npm would bring."""
    for name in gathering.SCRIPTS:
        path = folder / "htmx.org/dist" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(script)
    icons = folder / "lucide-static/icons"
    icons.mkdir(parents=True)
    (icons.parent / "LICENSE").write_text("as it is")
    for name in ICONS.values():
        (icons / f"{name}.svg").write_text(drawing)
    return folder


SHAPE = '<!-- by -->\n<svg\n  class="x"\n>\n  <path d="M1 1h2" />\n</svg>\n'


@pytest.mark.parametrize(
    "drawing",
    [
        SHAPE.replace("<path", "<script>alert(1)</script><path"),
        SHAPE.replace("<path", "<image"),
        SHAPE.replace("<path", '<path onload="a<b"'),
        SHAPE.replace('  <path d="M1 1h2" />\n', ""),
        "no drawing",
    ],
)
def test_a_drawing_with_more_than_shapes_is_refused(tmp_path, monkeypatch, drawing):
    monkeypatch.setattr(gathering, "SCRIPTS", {})
    found = packages(tmp_path / "packages", script=b"", drawing=drawing)
    with pytest.raises(gathering.Unexpected, match="only shapes"):
        gathering.gather(found, tmp_path / "gathered")
    assert not (tmp_path / "gathered").exists()


def test_a_script_that_has_changed_is_refused(tmp_path):
    found = packages(tmp_path / "packages", script=b"let htmx", drawing=SHAPE)
    with pytest.raises(gathering.Unexpected, match="expected a0abb04f"):
        gathering.gather(found, tmp_path / "gathered")


def test_gathering_twice_gives_the_same_files(tmp_path, monkeypatch):
    monkeypatch.setattr(gathering, "SCRIPTS", {})
    found = packages(tmp_path / "packages", script=b"", drawing=SHAPE)
    made = []
    for _ in range(2):
        gathering.gather(found, tmp_path / "gathered")
        made.append({p.name: p.read_text() for p in (tmp_path / "gathered").iterdir()})
    assert made[0] == made[1]
    assert made[0]["icons.svg"].count('<path d="M1 1h2"/>') == len(ICONS)


def test_whoever_never_set_up_is_told_what_to_run(monkeypatch):
    monkeypatch.setattr(assets, "_FOLDERS", ("static",))
    assets._files.cache_clear()
    with pytest.raises(NotGathered, match=r"htmx\.js, icons\.svg, lucide\.txt: run scripts/setup"):
        assets._files()
    assets._files.cache_clear()


def test_what_is_taken_from_others_comes_with_its_licence():
    assert "/static/lucide.txt" in text_of("icons.svg")
    assert text_of("lucide.txt").startswith("ISC License")
    assert static_path("lucide.txt").startswith("/static/lucide.txt?v=")


def test_the_stylesheet_loads_nothing():
    css = static_file("arengo.css")[0]
    assert b"url(" not in css
    assert b"@import" not in css


def test_static_files_come_with_their_type_under_an_address_that_changes_with_them():
    data, kind = static_file("logo.svg")
    assert kind == "image/svg+xml"
    assert data.startswith(b"<svg")
    assert re.fullmatch(r"/static/arengo\.css\?v=[0-9a-f]{12}", static_path("arengo.css"))


@pytest.mark.parametrize(
    "wanted",
    ["", ".", "..", "../rendering.py", "..%2frendering.py", "/etc/passwd", "a\x00.css", "no.css"],
)
def test_what_is_not_a_static_file_does_not_exist(wanted):
    assert static_file(wanted) is None


@given(st.text())
def test_no_name_escapes_the_folder(wanted):
    assert static_file(f"../{wanted}") is None
