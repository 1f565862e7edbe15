"""Whatever is wrong with a request, its sender is told so clearly, and nothing of it is kept."""

import json

import msgspec
import pytest

from tests.surface.callers import API, Callers

pytestmark = pytest.mark.anyio
TABLES = ("accounts", "posts", "media", "apps", "tokens", "follows", "relations", "favourites")
MEBIBYTE = 1024 * 1024
JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


async def rows(callers):
    return {table: await callers.world.count(table) for table in TABLES}


@pytest.fixture
async def alice(both):
    return await both.with_scopes("read", "write", "follow")


@pytest.fixture
async def unharmed(both, alice):
    """Hold a test to keeping nothing."""
    del alice  # her token is there before
    before = await rows(both)
    yield
    assert await rows(both) == before


def assert_refused(answer, *statuses):
    asked = str(answer.request.url)[:300], answer.request.content[:300]
    assert answer.status_code in statuses, (*asked, answer.status_code, answer.text[:300])
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    error = answer.json()
    assert isinstance(error["error"], str)
    assert 0 < len(error["error"]) < 300
    assert "Traceback" not in answer.text
    return error["error"]


# ── bodies that cannot be read ───────────────────────────────────────────────────────────────────

UNREADABLE = {
    "cut off": b'{"status": "hel',
    "no object": b'["status"]',
    "a bare word": b"hello",
    "a number": b"1",
    "broken UTF-8": b'{"status": "\xff\xfe"}',
    "an overlong NUL": b'{"status": "\xc0\x80"}',
    "half a surrogate pair": b'{"status": "\\ud83d"}',
    "UTF-16": '{"status": "x"}'.encode("utf-16"),
    "an endless number": b'{"status": "x", "in_reply_to_id": 1e999999}',
    "not a number": b'{"status": NaN}',
    "lists in lists": b'{"status": ' + b"[" * 10_000 + b"]" * 10_000 + b"}",
    "maps in maps": b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
    "two objects": b'{"status": "x"}{"status": "y"}',
    "a comment": b'{"status": "x" /* y */}',
}


@pytest.mark.usefixtures("unharmed")
async def test_json_that_cannot_be_read_is_a_bad_request(alice):
    for name, body in UNREADABLE.items():
        answer = await alice.post("/api/v1/statuses", content=body, headers=JSON)
        assert assert_refused(answer, 400), name


@pytest.mark.usefixtures("unharmed")
async def test_a_body_of_an_unknown_kind_is_a_bad_request(alice):
    for kind in ("text/xml", "application/xml", "nonsense", "image/png", "application/jsonx", "/"):
        answer = await alice.post(
            "/api/v1/statuses", content=b'{"status": "x"}', headers={"Content-Type": kind}
        )
        assert_refused(answer, 400)


@pytest.mark.usefixtures("unharmed")
async def test_forms_of_parts_that_cannot_be_read_are_a_bad_request(alice):
    part = b'--x\r\nContent-Disposition: form-data; name="status"\r\n\r\nhello\r\n--x--\r\n'
    for kind, body in (
        ("multipart/form-data", part),
        ("multipart/form-data; boundary=", part),
        ("multipart/form-data; boundary=y", part),
        ("multipart/form-data; boundary=x", part[:40]),
        ("multipart/form-data; boundary=x", b"\x00" * 1_000),
        ("multipart/form-data; boundary=x", part[:-4]),
        ("multipart/form-data; boundary=x", part[:-7] + b"--x\r\nContent-Disposition: form"),
        ("multipart/form-data; boundary=x", part.replace(b'name="status"', b"nothing")),
        ("multipart/form-data; boundary=" + "b" * 4_000, part),
    ):
        for path in ("/api/v1/statuses", "/api/v2/media"):
            answer = await alice.post(path, content=body, headers={"Content-Type": kind})
            assert_refused(answer, 400, 422)


@pytest.mark.usefixtures("unharmed")
async def test_too_many_and_too_deep_parameters_are_a_bad_request(alice):
    deep = "a" + "[b]" * 500 + "=1"
    many = "&".join(f"a{number}=1" for number in range(5_000))
    for content in (deep, many, "a" + "[" * 10_000 + "=1", "[" * 1_000 + "]" * 1_000 + "=1"):
        answer = await alice.post("/api/v1/statuses", content=content, headers=FORM)
        assert_refused(answer, 400, 422)
        answer = await alice.get(f"/api/v1/timelines/home?{content}")
        assert answer.status_code in {200, 400}


@pytest.mark.usefixtures("unharmed")
async def test_more_bytes_than_allowed_are_too_large_wherever_they_go(both: Callers, alice):
    body = json.dumps({"status": "x" * 10 * MEBIBYTE}).encode()
    for route in API:
        if route.reads or route.max_body_bytes:
            continue
        path = route.path.replace("{", "1").replace("}", "")
        for name in route.id_names:
            path = path.replace(f"1{name}", "1")
        answer = await alice.http.request(route.method, path, content=body, headers=JSON)
        if answer.status_code not in {401, 403}:  # who may not come in is told so first
            assert_refused(answer, 413)
    for path in ("/api/v2/media", "/api/v1/media"):
        too_long = {"Content-Length": str(101 * MEBIBYTE)}
        assert_refused(await alice.post(path, content=body, headers={**JSON, **too_long}), 413)
        assert_refused(await alice.post(path, content=body, headers=JSON), 413)
    assert both.world.settings.body_max_bytes == MEBIBYTE


# ── values that are not what they should be ──────────────────────────────────────────────────────

WRONG = [
    {"status": True},
    {"status": 5.5},
    {"status": ["a"]},
    {"status": {"a": 1}},
    {"status": None},
    {"status": "x", "visibility": "everybody"},
    {"status": "x", "visibility": 3},
    {"status": "x", "visibility": "x" * 10_000},
    {"status": "x", "sensitive": ["perhaps"]},
    {"status": "x", "media_ids": "1"},
    {"status": "x", "media_ids": ["1"]},
    {"status": "x", "media_ids": [1]},
    {"status": "x", "media_ids": ["1"] * 500},
    {"status": "x", "media_ids": {"a": 1}},
    {"status": "x", "in_reply_to_id": "1"},
    {"status": "x", "in_reply_to_id": "no id"},
    {"status": "x", "in_reply_to_id": -1},
    {"status": "x", "in_reply_to_id": "9" * 400},
    {"status": ""},
    {"status": " \n\t "},
    {"status": "\u200b\u200b"},
    {"status": "\x00\x00"},
    {"status": "x" * 1_001},
    {"status": "x" * 900_000},
    {"status": "\U0001f99c" * 1_001},
    {"status": "x", "spoiler_text": "x" * 1_000},
    {},
]


@pytest.mark.usefixtures("unharmed")
async def test_a_post_that_cannot_be_is_refused_with_a_reason(alice):
    for wrong in WRONG:
        answer = await alice.post("/api/v1/statuses", json=wrong)
        assert assert_refused(answer, 404, 422) != "Validation failed", str(wrong)[:200]


async def test_of_two_values_with_one_name_the_last_counts_and_the_post_is_whole(both, alice):
    before = await both.world.count("posts")
    answer = await alice.post(
        "/api/v1/statuses",
        content=b'{"status": "first", "status": "second", "unknown": {"a": [1]}}',
        headers=JSON,
    )
    assert answer.status_code == 200
    assert "second" in answer.json()["content"]
    assert await both.world.count("posts") == before + 1


async def test_nul_and_overrides_of_direction_do_not_get_into_a_post(alice):
    text = "a\x00b \u202eright to left\u202c \u2066isolated"
    for options in ({"json": {"status": text}}, {"data": {"status": text}}):
        answer = await alice.post("/api/v1/statuses", **options)
        assert answer.status_code == 200, answer.text
        content = answer.json()["content"]
        assert "\x00" not in answer.text
        assert "\\u0000" not in answer.text
        assert content.count("\u202e") == content.count("\u202c")  # what is opened is closed
        assert content.count("\u2066") == content.count("\u2069")


async def test_broken_utf_8_in_an_address_or_a_form_is_read_as_browsers_show_it(alice):
    answer = await alice.post("/api/v1/statuses", content=b"status=a%ff%feb", headers=FORM)
    assert answer.status_code == 200
    assert "a\ufffd" in answer.json()["content"]
    for query in ("q=%ff%fe", "q=%00", "q=%u1234", "q=%", "q[=1", "q]=1", "=", "&&&", "q[a]=1"):
        answer = await alice.get(f"/api/v1/accounts/search?{query}")
        assert answer.status_code in {200, 422}, (query, answer.text)


@pytest.mark.usefixtures("unharmed")
async def test_limits_and_cursors_beyond_reason_are_kept_in_range_or_refused(both, alice):
    lists = [r for r in API if r.method == "GET" and r.form and r.reads and not r.permission]
    assert len(lists) > 12
    values = ["-1", "0", "9" * 18, "9" * 40]
    if both.world.db.engine == "sqlite":  # what is no number reaches neither engine
        values += ["-0", "\u0663", "1e3", "1.5", "x", "", "%00"]
    for route in lists:
        path = route.path
        for name in route.id_names:
            path = path.replace(f"{{{name}}}", str(both.alice.account_id))
        path = path.replace("{hashtag}", "bread").replace("{group_key}", "x")
        known = {field.encode_name for field in msgspec.structs.fields(route.form)}
        for name in ("limit", "max_id", "min_id", "since_id", "offset", "id[]", "limit[]"):
            for value in values if name.removesuffix("[]") in known else values[:1]:
                answer = await alice.get(f"{path}?{name}={value}")
                if answer.status_code != 200:
                    assert_refused(answer, 400, 404, 422)


async def test_a_huge_or_strange_header_breaks_nothing(alice):
    for name, value in (
        ("X-Something", "x" * 60_000),
        ("Accept-Language", "de;q=" + "9" * 10_000),
        ("Cookie", "a=" + "b" * 30_000),
        ("Range", "bytes=" + "9" * 4_000),
        ("X-Forwarded-For", ", ".join(["192.0.2.1"] * 3_000)),
        ("If-None-Match", "*" * 10_000),
    ):
        answer = await alice.get("/api/v1/timelines/home", headers={name: value})
        assert answer.status_code == 200, name
    for token in ("x" * 50_000, "\xff" * 32, "a b", "", "Bearer"):
        answer = await alice.http.get(
            "/api/v1/timelines/home", headers={"Authorization": f"Bearer {token}".encode("latin-1")}
        )
        assert_refused(answer, 401)


async def test_a_key_against_doing_it_twice_is_taken_as_it_comes(alice):
    for key in (b"k" * 5_000, b"\xff\xfe", "\u0663".encode(), b"'; DROP TABLE posts; --", b"a\tb"):
        ids = set()
        for _ in range(2):
            answer = await alice.http.post(
                "/api/v1/statuses", json={"status": "Once"}, headers={b"Idempotency-Key": key}
            )
            if answer.status_code != 200:
                assert_refused(answer, 400, 422)
            ids.add(answer.text and answer.json().get("id"))
        assert len(ids) == 1, key


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/api/v1/apps", {}),
        ("/api/v1/apps", {"client_name": "x" * 5_000, "redirect_uris": "https://a.example"}),
        ("/api/v1/apps", {"client_name": "x", "redirect_uris": "javascript:alert(1)"}),
        ("/api/v1/apps", {"client_name": "x", "redirect_uris": "no address"}),
        (
            "/api/v1/apps",
            {"client_name": "x", "redirect_uris": [f"https://a.example/{n}" for n in range(5_000)]},
        ),
        ("/api/v1/apps", {"client_name": ["x"], "redirect_uris": {"a": "b"}}),
        (
            "/api/v1/apps",
            {"client_name": "x", "redirect_uris": "https://a.example", "scopes": "everything"},
        ),
    ],
)
@pytest.mark.usefixtures("unharmed")
async def test_an_app_that_cannot_be_is_refused(both, path, form):
    assert_refused(await both.world.anonymous().post(path, json=form), 422)


async def test_a_profile_beyond_the_limits_stays_as_it_was(alice):
    before = (await alice.get("/api/v1/accounts/verify_credentials")).json()
    for form in (
        {"display_name": "x" * 500},
        {"note": "x" * 50_000},
        {"fields_attributes": [{"name": "x", "value": "y"}] * 50},
        {"fields_attributes": [{"name": "x" * 5_000, "value": "y"}]},
        {"fields_attributes": "x"},
        {"fields_attributes": {"0": "x"}},
        {"locked": ["perhaps"]},
        {"bot": [1]},
        {"source": {"privacy": "everybody"}},
        {"source": "x"},
        {"avatar": "no picture"},
        {"display_name": "new", "note": "x" * 50_000},  # both or neither
    ):
        answer = await alice.patch("/api/v1/accounts/update_credentials", json=form)
        if answer.status_code != 200:
            assert_refused(answer, 422)
        after = (await alice.get("/api/v1/accounts/verify_credentials")).json()
        assert after == before, form
