"""The page of errors: in the reader's language, for any request, leading nowhere else."""

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arengo.gate.request import Request
from arengo.web.pages.errors import error_page
from tests.doors.web.reading import ONE_ENGINE, read
from tests.markup import tree

pytestmark = [pytest.mark.anyio, ONE_ENGINE]


async def test_what_is_not_there_is_said_in_the_readers_language(anonymous):
    soup = await read(anonymous, "/nowhere", status=404, headers={"accept-language": "it"})
    assert soup.html["lang"] == "it"
    assert "404" in soup.select_one("main").get_text()
    soup = await read(anonymous, "/nowhere?lang=fr", status=404)
    assert soup.html["lang"] == "fr"
    assert soup.select_one("main a")["href"] == "/?lang=fr"


async def test_inside_an_open_page_an_error_brings_no_page_around_it(anonymous):
    answer = await anonymous.get("/nowhere", headers={"hx-request-type": "partial"})
    assert answer.status_code == 404
    assert not re.search(r"<(html|head|body|title|header|main|script)\b", answer.text)
    soup = tree(answer.text)
    assert soup.select_one("[role=alert] h1")
    await read(anonymous, "/nowhere", status=404, headers={"hx-request-type": "full"})


async def test_an_error_is_never_kept_by_caches(anonymous):
    answer = await anonymous.get("/@nobody")
    assert answer.headers["cache-control"] == "private, no-store"


async def test_programs_get_json_and_browsers_a_page(anonymous):
    assert (await anonymous.get("/api/v1/nowhere")).json() == {"error": "Not found"}
    await read(anonymous, "/nowhere/at/all", status=404)


async def test_a_form_from_elsewhere_is_refused_with_a_page(anonymous):
    answer = await anonymous.post("/", data={})
    assert answer.status_code == 405
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("path", ["//evil.example/", "///evil.example/a", "/\\evil.example/"])
async def test_no_link_of_the_page_leads_to_another_site(anonymous, path):
    soup = await read(anonymous, f"https://arengo.test{path}", status=404)
    for link in soup.select("nav.languages a"):
        assert urlsplit(link["href"]).netloc == ""
        assert link["href"].startswith("/")
        assert not link["href"].startswith(("//", "/\\"))


async def test_any_request_gets_its_page(world):
    site = world.whole.site

    @given(
        path=st.text(st.characters()),
        query=st.binary(max_size=200),
        accepted=st.binary(max_size=100),
        status=st.integers(400, 599),
    )
    def gets_a_page(path: str, query: bytes, accepted: bytes, status: int) -> None:
        request = Request(
            site,
            method="GET",
            path=f"/{path}",
            query=query,
            headers={b"accept-language": accepted},
            ip="",
            request_id="abc-1",
        )
        soup = tree(error_page(request, status, "Words").decode())
        assert str(status) in soup.select_one("main .note").get_text()
        assert ("abc-1" in soup.select_one("main").get_text()) is (status >= 500)
        assert all(a["href"].startswith("/") for a in soup.select("nav.languages a"))

    gets_a_page()
