"""What forms mean: truths, numbers, lists of one, and what was left empty or is null."""

from typing import Annotated

import msgspec
import pytest

from arengo.gate.forms import reader_of

pytestmark = pytest.mark.anyio
once = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
PUBLIC = "/api/v1/timelines/public"


class Inner(msgspec.Struct, frozen=True):
    flag: bool = True
    names: list[str] = []


class Form(msgspec.Struct, frozen=True):
    flag: bool = False
    maybe: bool | None = None
    number: Annotated[int, msgspec.Meta(ge=0)] = 7
    text: str = "text"
    word: str | None = "word"
    lines: str | list[str] = ""
    inner: Inner = Inner()
    inners: list[Inner] = []
    alerts: dict[str, bool] = {}
    unsaid: int | msgspec.UnsetType | None = msgspec.UNSET


@once
async def test_truths_are_those_of_the_documentation(alice):
    await alice.publish("here")
    for word in ("0", "f", "F", "false", "FALSE", "off", "OFF", ""):
        assert len((await alice.get(PUBLIC, params={"remote": word})).json()) == 1, word
    for word in ("1", "t", "T", "true", "True", "on", "yes", "2", "no"):
        assert (await alice.get(PUBLIC, params={"remote": word})).json() == [], word
    answer = await alice.get(PUBLIC, params={"remote": ["true"]})
    assert answer.status_code == 200


@once
async def test_what_was_left_empty_or_is_null_was_not_said(alice, bob):
    for query in ("limit=", "limit=&local=&max_id="):
        assert (await alice.get(f"{PUBLIC}?{query}")).status_code == 200
    nothing = dict.fromkeys(("media_ids", "spoiler_text", "sensitive", "poll", "visibility"))
    answer = await alice.post("/api/v1/statuses", json={"status": "x", **nothing})
    assert (answer.status_code, answer.json()["visibility"]) == (200, "public")
    said = {"notifications": None, "duration": None}
    answer = await alice.post(f"/api/v1/accounts/{bob.account_id}/mute", json=said)
    assert answer.json()["muting_notifications"]


@once
async def test_what_is_wrong_is_still_told(alice):
    for query in ("limit=many", "limit[]=1", "remote[a]=1", "remote[]=1&remote[]=2"):
        answer = await alice.get(f"{PUBLIC}?{query}")
        assert answer.status_code == 422, query
        assert answer.json()["error"].startswith("Validation failed: ")


@once
async def test_an_id_may_be_a_number(alice, bob):
    asked = await bob.publish("a question")
    reply = await alice.publish("an answer", in_reply_to_id=int(asked["id"]))
    assert reply["in_reply_to_id"] == asked["id"]
    quote = await alice.publish("see there", quoted_status_id=int(asked["id"]))
    assert quote["quote"]["quoted_status"]["id"] == asked["id"]
    await alice.follow(bob)
    made = (await alice.post("/api/v1/lists", json={"title": "friends"})).json()
    for people in ([bob.account_id], bob.account_id):
        members = f"/api/v1/lists/{made['id']}/accounts"
        assert (await alice.post(members, json={"account_ids": people})).status_code == 200
        assert [each["acct"] for each in (await alice.get(members)).json()] == ["bob"]
        answer = await alice.http.request("DELETE", members, json={"account_ids": people})
        assert (answer.status_code, (await alice.get(members)).json()) == (200, [])


def test_a_form_is_read_to_its_depths():
    read = reader_of(Form)
    assert read({}) == {}
    assert read(
        {
            "flag": "off",
            "maybe": None,
            "number": None,
            "text": None,
            "word": 5,
            "lines": "a",
            "inner": {"flag": "on", "names": "one", "other": "0"},
            "inners": {"flag": "", "names": [None, "two", 2]},
            "alerts": {"mention": "1", "poll": "0", "update": ""},
            "unsaid": None,
            "unknown": "",
        }
    ) == {
        "flag": False,
        "maybe": None,
        "word": "5",
        "lines": ["a"],
        "inner": {"flag": True, "names": ["one"], "other": "0"},
        "inners": [{"names": ["two", "2"]}],
        "alerts": {"mention": True, "poll": False},
        "unsaid": None,
        "unknown": "",
    }
    odd = {
        "word": True,
        "text": 10**9999,
        "flag": [],
        "maybe": 1,
        "number": "x",
        "inner": "x",
        "alerts": "x",
    }
    assert read(odd) == odd
