"""Addresses as people and programs write them: odd segments, letters beyond ASCII, Link headers."""

import pytest

pytestmark = [pytest.mark.anyio, pytest.mark.parametrize("engine", ["sqlite"], indirect=True)]
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
TAGGED = "/api/v1/timelines/tag"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/statuses/{}", 404),
        ("/api/v1/statuses/%7B%7D", 404),
        ("/api/v1/tags/@{}", 422),
        ("/@{}", 404),
        ("/@", 404),
        ("/api/v1/timelines/home//GET", 404),
        ("/api/v1/timelines/home//GET/x", 404),
        ("/api/v1//timelines/home", 404),
    ],
)
async def test_no_segment_is_taken_for_a_branch_of_the_tree(alice, path, status):
    assert (await alice.get(path)).status_code == status
    assert (await alice.http.options(path)).status_code < 500


async def test_links_lead_on_whatever_letters_the_address_has(alice):
    for _ in range(3):
        await alice.publish("#Zürich")
    seen, address, form = [], f"{TAGGED}/Zürich", {"limit": 2, "any[]": "Köln"}
    answer = await alice.get(address, params=form)
    while answer.json():
        assert answer.headers["link"].isascii()
        seen += answer.json()
        answer = await alice.get(answer.links["next"]["url"])
    assert [each["tags"][0]["name"] for each in seen] == ["zürich"] * 3
    assert str(answer.url.params) == "limit=2&any%5B%5D=K%C3%B6ln&max_id=" + seen[-1]["id"]


async def test_an_address_adds_no_line_to_the_head_of_an_answer(alice):
    await alice.publish("#foobar")
    answer = await alice.get(f"{TAGGED}/foo%0d%0abar")
    assert len(answer.json()) == 1
    assert "\n" not in answer.headers["link"]
    assert "\r" not in answer.headers["link"]


async def test_letters_that_were_not_escaped_are_read_as_utf_8(alice):
    answer = await alice.post("/api/v1/statuses", content="status=café".encode(), headers=FORM)
    assert answer.json()["content"] == "<p>café</p>"
    answer = await alice.post("/api/v1/statuses", content=b"status=th\xe9+%C3%A9", headers=FORM)
    assert answer.json()["content"] == "<p>th\ufffd é</p>"
