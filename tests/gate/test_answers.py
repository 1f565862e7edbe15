"""What every answer carries: CORS, security headers, shapes of errors; HEAD, PUT and limits."""

import json

import pytest

from arengo.gate.proxies import client_ip
from arengo.gate.routes import TABLE
from tests.world import open_world

pytestmark = [pytest.mark.anyio, pytest.mark.parametrize("engine", ["sqlite"], indirect=True)]
ORIGIN = {"Origin": "https://app.example"}
PAGES = [r for r in TABLE if r.is_page and r.method == "GET" and r.bucket != "files"]


def address_of(route):
    for name in ("username", "post_id", "name", "session_id", "app_id"):
        route = route.replace("{" + name + "}", "1")
    return route


# ── other origins ────────────────────────────────────────────────────────────────────────────────


async def test_apps_of_any_origin_may_ask_and_read_what_they_need_for_paging(alice):
    for path in (
        "/api/v1/timelines/home",
        "/api/v1/instance",
        "/api/v1/statuses/1",
        "/oauth/token",
    ):
        answer = await alice.get(path, headers=ORIGIN)
        assert answer.headers["access-control-allow-origin"] == "*"
        exposed = {
            each.strip() for each in answer.headers["access-control-expose-headers"].split(",")
        }
        assert {
            "Link",
            "X-RateLimit-Limit",
            "X-RateLimit-Remaining",
            "X-RateLimit-Reset",
        } <= exposed
        assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/api/v1/statuses", {"GET", "POST"}),
        ("/api/v1/statuses/1", {"GET", "PUT", "DELETE"}),
        ("/api/v1/accounts/update_credentials", {"PATCH", "PUT"}),
        ("/oauth/token", {"POST"}),
        ("/oauth/revoke", {"POST"}),
        ("/.well-known/oauth-authorization-server", {"GET"}),
    ],
)
async def test_a_browser_that_asks_before_is_told_what_it_may(anonymous, path, methods):
    for headers in (ORIGIN, {**ORIGIN, "Access-Control-Request-Method": "POST"}):
        answer = await anonymous.http.options(path, headers=headers)
        assert answer.status_code in {200, 204}
        assert answer.headers["access-control-allow-origin"] == "*"
        told = answer.headers["access-control-allow-methods"].split(", ")
        assert methods <= set(told)
        allowed = answer.headers["access-control-allow-headers"].lower().split(", ")
        assert {"authorization", "content-type", "idempotency-key"} <= set(allowed)
        assert int(answer.headers["access-control-max-age"]) > 0


async def test_pages_are_for_no_other_origin(anonymous):
    for path in ("/", "/about", "/auth/sign_in", "/oauth/authorize"):
        answer = await anonymous.get(path, headers=ORIGIN)
        assert "access-control-allow-origin" not in answer.headers
        assert (await anonymous.http.options(path, headers=ORIGIN)).status_code == 404


# ── methods ──────────────────────────────────────────────────────────────────────────────────────


async def test_head_answers_as_get_without_the_body(alice):
    for path in ("/api/v1/instance", "/api/v1/timelines/home", "/about", "/api/v1/statuses/1"):
        get, head = await alice.get(path), await alice.http.head(path)
        assert head.status_code == get.status_code
        assert head.content == b""
        assert head.headers["content-length"] == get.headers["content-length"]
        assert head.headers["content-type"] == get.headers["content-type"]


async def test_put_does_what_patch_does(alice):
    answer = await alice.put("/api/v1/accounts/update_credentials", json={"display_name": "A."})
    assert answer.status_code == 200
    assert answer.json()["display_name"] == "A."


async def test_a_method_that_is_not_there_is_told_which_are(anonymous):
    answer = await anonymous.delete("/api/v1/timelines/home")
    assert answer.status_code == 405
    assert answer.json() == {"error": "Method not allowed"}
    assert answer.headers["allow"] == "GET"
    for method in ("TRACE", "CONNECT", "PROPFIND", "X" * 200):
        answer = await anonymous.http.request(method, "/api/v1/instance")
        assert answer.status_code == 405


# ── headers ──────────────────────────────────────────────────────────────────────────────────────


async def test_pages_run_our_own_files_alone_and_nobody_frames_them(world):
    for route in PAGES:
        path = address_of(route.path)
        answer = await world.anonymous().get(path)
        headers = answer.headers
        assert answer.status_code < 500, path
        parts = headers["content-security-policy"].split(";")
        policy = dict(part.strip().partition(" ")[::2] for part in parts)
        assert policy["default-src"] == "'none'", path
        assert policy["frame-ancestors"] == "'none'", path
        assert policy["base-uri"] == "'none'", path
        assert policy["script-src"] == "'self'", path
        assert not any("unsafe" in each or "*" in each for each in policy.values()), path
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["x-frame-options"] == "DENY", path
        assert headers["referrer-policy"] == "same-origin", path
        assert headers["strict-transport-security"].startswith("max-age=63072000"), path
        assert "geolocation=()" in headers["permissions-policy"], path
        if not headers["cache-control"].startswith("public"):
            assert "no-store" in headers["cache-control"], path
        assert "server" not in headers, path


async def test_answers_of_the_api_are_never_kept_nor_shown_as_pages(alice):
    for path in ("/api/v1/timelines/home", "/api/v1/accounts/verify_credentials", "/api/nothing"):
        headers = (await alice.get(path)).headers
        assert headers["content-type"] == "application/json; charset=utf-8"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert headers["cache-control"] == "private, no-store"
        assert "Authorization" in headers["vary"]
        assert "set-cookie" not in headers


@pytest.mark.settings(origin="http://localhost:8000")
async def test_without_https_nobody_is_bound_to_it(anonymous):
    answer = await anonymous.get("/auth/sign_in")
    assert "strict-transport-security" not in answer.headers
    assert "Secure" not in answer.headers["set-cookie"]
    assert "__Host-" not in answer.headers["set-cookie"]


async def test_cookies_are_out_of_reach_for_scripts_and_other_sites(anonymous):
    cookie = (await anonymous.get("/auth/sign_in")).headers["set-cookie"]
    assert cookie.startswith("__Host-")
    parts = {part.strip() for part in cookie.split(";")}
    assert {"Path=/", "HttpOnly", "SameSite=Lax", "Secure"} <= parts


# ── errors ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/api/v1/statuses/12", 404, "Record not found"),
        ("/api/v1/accounts/12", 404, "Record not found"),
        ("/api/v1/accounts/abc", 404, "Record not found"),
        ("/api/v1/nothing", 404, "Not found"),
        ("/api/v1/timelines/home", 401, "The access token is invalid"),
    ],
)
async def test_errors_of_the_api_have_one_shape(anonymous, path, status, words):
    answer = await anonymous.get(path)
    assert answer.status_code == status
    assert answer.json() == {"error": words}
    assert answer.headers["x-request-id"]


async def test_a_wrong_address_of_a_page_is_a_page(anonymous):
    for path in ("/nothing", "/@nobody", "/tags/", "/m/aa/bb", "/%2e%2e/etc"):
        answer = await anonymous.get(path)
        assert answer.status_code == 404, path


async def test_a_fault_of_ours_says_so_and_tells_nothing_of_itself(
    world, alice, monkeypatch, capfd
):
    def broken(*_args, **_options):
        raise RuntimeError("secret inside")

    for method, path, name in (
        ("GET", "/api/v1/timelines/home", "read_bounded"),
        ("GET", "/about", "read_bounded"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(world.db, name, broken)
            answer = await alice.http.request(method, path)
        assert answer.status_code == 500
        assert "secret inside" not in answer.text
        assert "Traceback" not in answer.text
        kind = "text/html" if path == "/about" else "application/json"
        assert answer.headers["content-type"].startswith(kind)
    capfd.readouterr()


# ── size ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.settings(body_max_bytes=2_000)
async def test_the_limit_of_a_body_is_exact(alice):
    frame = len(json.dumps({"status": ""}))
    fits = {"status": "x" * 900, "unknown": ""}
    fits["unknown"] = "y" * (2_000 - len(json.dumps(fits)))
    headers = {"Content-Type": "application/json"}
    body = json.dumps(fits).encode()
    assert len(body) == 2_000 > frame
    answer = await alice.post("/api/v1/statuses", content=body, headers=headers)
    assert answer.status_code == 200
    answer = await alice.post("/api/v1/statuses", content=body + b" ", headers=headers)
    assert answer.status_code == 413
    assert answer.json() == {"error": "Payload too large"}


async def test_a_body_that_never_ends_is_cut_off_at_the_limit(alice):
    sent = 0

    async def endless():
        nonlocal sent
        while sent < 100 * 1024 * 1024:
            sent += 65_536
            yield b"x" * 65_536

    answer = await alice.post("/api/v1/statuses", content=endless())
    assert answer.status_code == 413
    assert sent < 2 * 1024 * 1024


# ── whose address ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        ("192.0.2.9", "203.0.113.5", "192.0.2.9"),
        ("127.0.0.1", "203.0.113.5", "203.0.113.5"),
        ("127.0.0.1", "198.51.100.1, 203.0.113.5", "203.0.113.5"),
        ("127.0.0.1", "203.0.113.5, 10.0.0.1", "203.0.113.5"),
        ("127.0.0.1", "127.0.0.1, 10.0.0.1", "127.0.0.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("10.0.0.1", "2001:db8::1", "2001:db8::1"),
    ],
)
def test_only_our_own_front_is_believed_about_addresses(engine, peer, forwarded, expected):
    del engine
    headers = [(b"x-forwarded-for", forwarded.encode())]
    assert client_ip(peer, headers, ["127.0.0.1", "10.0.0.1"]) == expected


def test_a_header_that_our_front_adds_counts_more_than_the_clients_own(engine):
    del engine
    made_up, told = (b"x-forwarded-for", b"203.0.113.5"), (b"x-forwarded-for", b"192.0.2.9")
    assert client_ip("127.0.0.1", [made_up, told], ["127.0.0.1"]) == "192.0.2.9"


# ── the log ──────────────────────────────────────────────────────────────────────────────────────


async def test_the_log_holds_no_token_no_body_and_no_whole_address(settings, capfd):
    secret, address = "my-secret-words", "203.0.113.77"
    async with open_world(settings) as world:
        alice = await world.join("alice")
        headers = {"X-Forwarded-For": address}
        await alice.post("/api/v1/statuses", json={"status": secret}, headers=headers)
        await alice.get(f"/api/v1/accounts/search?q={secret}", headers=headers)
        await alice.get(f"/api/v1/{secret}", headers=headers)
        form = {"username": "alice@example.org", "password": secret, "grant_type": "password"}
        await alice.post("/oauth/token", data=form, headers=headers)
        await alice.post("/api/v1/statuses", content=b"{", headers=headers)
    written = "".join(capfd.readouterr())
    lines = [json.loads(line) for line in written.splitlines() if line.startswith("{")]
    requests = [line for line in lines if line.get("part") == "request"]
    assert {line["ip"] for line in requests} == {"203.0.113.0/24", "127.0.0.0/24"}
    assert {"POST /api/v1/statuses", "unknown"} <= {line["route"] for line in requests}
    assert {str(alice.account_id), None} == {line["account"] for line in requests}
    assert len({line["id"] for line in requests}) == len(requests)
    for word in (secret, alice.token, address, "alice@example.org", "correct horse"):
        assert word not in written


@pytest.mark.settings(log_ip_bits=0)
async def test_addresses_can_be_left_out_of_the_log(world, capfd):
    await world.anonymous().get("/api/v1/instance")
    await world.whole.stop()
    written = "".join(capfd.readouterr())
    assert '"ip":null' in written
    assert "127.0.0" not in written
    await world.whole.start(work=False)
