"""Files of the pages, and what browsers, robots and finders of holes ask for by name."""

from datetime import UTC, datetime, timedelta

import pytest

from arengo.social.instance.actions import change_setting
from tests.doors.web.reading import ONE_ENGINE, read

pytestmark = [pytest.mark.anyio, ONE_ENGINE]


async def test_what_a_page_links_is_there_and_kept_for_ever(anonymous, alice):
    await alice.publish("A post has icons.")
    soup = await read(anonymous, "/")
    links = [tag["href"] for tag in soup.select("link[rel=stylesheet], link[rel=icon]")]
    links += [soup.select_one("script")["src"], soup.select_one("use")["href"].partition("#")[0]]
    drawing = "image/svg+xml"
    kinds = ("text/css; charset=utf-8", drawing, "text/javascript; charset=utf-8", drawing)
    for link, kind in zip(links, kinds, strict=True):
        answer = await anonymous.get(link)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == kind
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("query", ["", "?v=0", "?v=", "?v=%ff"])
async def test_under_another_hash_a_file_is_kept_for_an_hour_only(anonymous, query):
    answer = await anonymous.get(f"/static/arengo.css{query}")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=3600"


@pytest.mark.parametrize(
    "name", ["no.css", "..%2frendering.py", "%2e%2e%2frendering.py", "__init__.py", "a%00.css", ""]
)
async def test_what_is_not_among_the_files_is_not_found(anonymous, name):
    await read(anonymous, f"/static/{name}", status=404)


async def test_a_head_request_gets_headers_without_a_body(anonymous):
    answer = await anonymous.http.head("/static/arengo.css")
    assert answer.status_code == 200
    assert int(answer.headers["content-length"]) > 1000
    assert answer.content == b""


async def test_the_icon_is_where_browsers_look_for_it(anonymous):
    answer = await anonymous.get("/favicon.ico")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.content.startswith(b"<svg")


async def test_robots_are_kept_to_the_pages(anonymous):
    answer = await anonymous.get("/robots.txt")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    lines = answer.text.splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /api/", "Disallow: /auth/", "Disallow: /oauth/"} <= set(lines)


async def test_the_security_contact_is_there_once_it_is_set(world, anonymous):
    path = "/.well-known/security.txt"
    assert (await anonymous.get(path)).status_code == 404
    await world.db.write(change_setting, "contact_email", "holes@arengo.test")
    answer = await anonymous.get(path)
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    facts = dict(line.split(": ", 1) for line in answer.text.splitlines())
    old = await anonymous.get("/security.txt")
    assert (old.status_code, old.headers["location"]) == (303, path)
    assert facts["Preferred-Languages"] == "en"
    assert facts["Contact"] == "mailto:holes@arengo.test"
    assert facts["Canonical"] == f"https://arengo.test{path}"
    left = datetime.fromisoformat(facts["Expires"]) - datetime.now(UTC)
    assert timedelta(days=30) < left < timedelta(days=365)
