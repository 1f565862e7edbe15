"""What makes an app of these pages: manifest, worker, the page for being offline, sharing."""

import gzip
import json

import pytest

from arengo.social.instance.actions import change_setting
from arengo.web.assets import static_path
from tests.doors.web.reading import HOSTILE, ONE_ENGINE, read, sign_in

pytestmark = [pytest.mark.anyio, ONE_ENGINE]
MIRRORS = "https://mirror.example/a/ http://abc.onion"


def told(worker: str) -> dict:
    """Return what the worker is told before its first line."""
    line = worker.splitlines()[0]
    return json.loads(line.removeprefix("const CONF = ").removesuffix(";"))


async def test_the_manifest_says_what_the_app_is_in_the_readers_language(world, anonymous):
    await world.db.write(change_setting, "title", "Montelarco")
    answer = await anonymous.get("/manifest.webmanifest", headers={"accept-language": "it"})
    assert answer.headers["content-type"] == "application/manifest+json"
    said = answer.json()
    assert (said["name"], said["lang"], said["id"], said["scope"]) == ("Montelarco", "it", "/", "/")
    assert {icon["purpose"] for icon in said["icons"]} == {"any", "maskable", "monochrome"}
    for icon in said["icons"]:
        found = await anonymous.get(icon["src"])
        assert (found.status_code, found.headers["content-type"]) == (200, icon["type"])
    assert said["share_target"]["enctype"] == "multipart/form-data"
    for shortcut in said["shortcuts"]:
        assert (await anonymous.get(shortcut["url"])).status_code == 303, "to sign in first"
    page = await read(anonymous, "/about?lang=fr")
    assert page.select_one("link[rel=manifest]")["href"] == "/manifest.webmanifest?lang=fr"


async def test_the_worker_knows_our_key_and_asks_nobody_but_us_and_our_mirrors(world, anonymous):
    answer = await anonymous.get("/sw.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "no-cache"
    assert (
        answer.headers["content-security-policy"]
        == "default-src 'none'; img-src 'self'; connect-src 'self'"
    )
    assert told(answer.text)["mirrors"] == []
    await world.db.write(change_setting, "mirrors", MIRRORS)
    answer = await anonymous.get("/sw.js")
    assert answer.headers["content-security-policy"] == (
        "default-src 'none'; img-src 'self'; connect-src 'self' https://mirror.example http://abc.onion"
    )
    conf = told(answer.text)
    assert conf["mirrors"] == ["https://mirror.example/a", "http://abc.onion"]
    assert conf["shell"][0] == static_path("arengo.css")
    for path in conf["shell"]:
        assert (await anonymous.get(path)).status_code == 200
    assert len(gzip.compress(answer.content, 9)) <= 4_096


async def test_the_page_for_being_offline_knows_nobody(world, anonymous, alice):
    await world.db.write(change_setting, "mirrors", MIRRORS)
    await world.db.write(change_setting, "status_url", "javascript:alert(1)")
    browser = await sign_in(world, alice)
    for person in (anonymous, browser):
        soup = await read(person, "/offline")
        assert "alice" not in str(soup)
        assert soup.select("form, meta[name=account]") == []
        links = [a["href"] for a in soup.select("section[aria-labelledby=mirrors] a")]
        assert links == MIRRORS.split()


async def test_only_pages_of_a_member_start_the_worker(world, anonymous, alice):
    assert (await read(anonymous, "/about")).select('script[src*="pwa.js"]') == []
    soup = await read(await sign_in(world, alice), "/about")
    assert soup.select_one("meta[name=account]")["content"] == "alice"
    assert len(soup.select('script[type=module][src*="pwa.js"]')) == 1


async def test_what_is_shared_becomes_words_in_the_composer_and_nothing_else(world, alice):
    browser = await sign_in(world, alice)
    form = {"title": "A lamp", "text": HOSTILE, "url": "https://example.org/x"}
    answer = await browser.post("/share", data=form)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/compose?text=A+lamp")
    soup = await read(browser, answer.headers["location"])
    assert HOSTILE in soup.select_one("textarea").get_text()
    assert await world.count("posts") == 0
    empty = await browser.post("/share", data={})
    assert empty.headers["location"] == "/compose?text="
    linked = await browser.get("/share", params=form)
    assert (linked.status_code, linked.headers["location"]) == (303, answer.headers["location"])
