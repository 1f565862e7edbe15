"""Every route lets in whom its declaration names, and nobody else; generated from the table.

A test asks all routes: an item of pytest for each would take longer than the question.
"""

import httpx
import msgspec
import pytest

from arengo.gate.limits import BUCKETS
from arengo.gate.routes import TABLE, Access, Route
from tests.surface.callers import API, ASKS_FOR_THE_APP, CLOSED, OPEN, PAGES, Callers, name_of

pytestmark = pytest.mark.anyio
OUTSIDE = "This action is outside the authorized scopes"
NO_USER = "This method requires an authenticated user"
DISABLED = "Your login is currently disabled"
STATES = {
    "unconfirmed": "Your login is missing a confirmed e-mail address",
    "waiting": "Your login is currently pending approval",
}
ABSURD = [
    "0",
    "00",
    "-1",
    "1.5",
    "9e30",
    "9" * 19,
    "9" * 40,
    str(2**63 - 1),
    str(2**63),
    "letters",
    "%00",
    "a%00b",
    "%F0%9F%A6%9C",
    "%E2%80%AE",
    "%D9%A1%D9%A2",
    "%ff%fe",
    "%27%20OR%201%3D1--",
    "%25%30%30",
    "x" * 3_000,
    "@",
]


def path_of(route, value="1"):
    path = route.path
    while "{" in path:
        path = path[: path.index("{")] + value + path[path.index("}") + 1 :]
    return path


async def call(who, route, value="1", **options):
    return await who.http.request(route.method, path_of(route, value), **options)


def said(answer: httpx.Response) -> str:
    """Return what was asked and answered, for who reads that it is wrong."""
    asked = f"{answer.request.method} {answer.request.url.raw_path.decode()}"
    return f"{asked} → {answer.status_code} {answer.text[:500]}"


def assert_refused(answer, status, words):
    assert answer.status_code == status, said(answer)
    assert answer.headers["content-type"] == "application/json; charset=utf-8", said(answer)
    assert answer.json()["error"] == words, said(answer)


def assert_let_in(answer):
    """The gate let it pass; the handler may still have its own reasons against it."""
    assert_sound(answer)
    assert answer.status_code != 401, said(answer)
    if answer.status_code == 403:
        assert answer.json()["error"] not in {OUTSIDE, DISABLED, *STATES.values()}, said(answer)


def assert_sound(answer: httpx.Response):
    """Nothing broke, and a refusal is JSON with an error in words."""
    assert answer.status_code < 500, said(answer)
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/json; charset=utf-8", said(answer)
        assert isinstance(answer.json()["error"], str), said(answer)


def assert_sound_page(answer: httpx.Response):
    """Nothing broke, and a refusal is a page."""
    assert answer.status_code < 500, said(answer)
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "text/html; charset=utf-8", said(answer)
        assert "<h1" in answer.text, said(answer)


# ── what is declared ─────────────────────────────────────────────────────────────────────────────


def test_every_route_draws_from_a_known_bucket_and_nothing_is_unlimited():
    assert {route.bucket for route in TABLE} <= set(BUCKETS)
    assert all(0 < each.anonymous <= each.limit for each in BUCKETS.values())
    assert all(each.period_s > 0 for each in BUCKETS.values())


def test_every_route_that_asks_for_a_user_names_a_scope():
    users = [each for each in API if each.access in {Access.USER, Access.LIMITED_USER}]
    assert len(users) > 40
    assert [name_of(each) for each in users if not each.scope] == []


def test_what_changes_something_is_never_open_to_everybody_but_to_apps():
    changing = {name_of(each) for each in OPEN if each.method != "GET"}
    assert changing == {"POST /api/v1/apps", "POST /oauth/token", "POST /oauth/revoke"}


# ── who gets in ──────────────────────────────────────────────────────────────────────────────────


async def test_a_closed_route_asks_for_a_token_then_for_a_user_then_for_the_scope(callers: Callers):
    stranger, forger = callers.world.anonymous(), callers.world.holder("", "f" * 32)
    app = await callers.app()
    for route in CLOSED:
        assert_refused(await call(stranger, route), 401, "The access token is invalid")
        assert_refused(await call(forger, route), 401, "The access token is invalid")

        answer = await call(app, route)
        if route.access is Access.APP:
            assert_let_in(answer)
        else:
            assert_refused(answer, 401, NO_USER)

        if route.scope:
            assert_refused(await call(await callers.wrong(route), route), 403, OUTSIDE)
        assert_let_in(await call(await callers.right(route), route))


async def test_an_open_route_answers_everybody_but_a_token_that_does_not_cover_it(
    callers: Callers,
):
    for route in OPEN:
        if route.scope:  # it shows more to who is signed in: not through a token for something else
            assert_refused(await call(await callers.wrong(route), route), 403, OUTSIDE)
        people = [callers.world.anonymous(), await callers.right(route), await callers.app()]
        people += [] if route.scope else [await callers.wrong(route)]
        for who in people:
            answer = await call(who, route)
            assert_sound(answer)
            if route.path in ASKS_FOR_THE_APP:
                assert answer.json().get("error") != "The access token is invalid", said(answer)
            else:
                assert answer.status_code not in {401, 403}, said(answer)


@pytest.mark.parametrize("state", ["suspended", "disabled"])
async def test_who_is_barred_is_refused_everywhere(callers: Callers, state):
    barred = await callers.in_state(state)
    for route in API:
        assert_refused(await call(barred, route), 403, DISABLED)


@pytest.mark.parametrize("state", STATES)
async def test_who_still_waits_gets_as_far_as_is_needed_to_go_on(callers: Callers, state):
    waiting = await callers.in_state(state)
    for route in API:
        answer = await call(waiting, route)
        if route.access is Access.ANYONE:
            anonymous = await call(callers.world.anonymous(), route)
            assert answer.status_code == anonymous.status_code, said(answer)
            asks_for_the_app = route.path in ASKS_FOR_THE_APP
            assert answer.status_code not in {401, 403} or asks_for_the_app, said(answer)
        elif route.access in {Access.APP, Access.LIMITED_USER}:
            assert_let_in(answer)
        else:
            assert_refused(answer, 403, STATES[state])


# ── nothing breaks ───────────────────────────────────────────────────────────────────────────────


async def test_every_operation_without_arguments_answers_in_json(both: Callers):
    anonymous = both.world.anonymous()
    alice = await both.with_scopes("read", "write", "follow")
    for route in API:
        for who in (alice, anonymous):
            for options in ({}, {"json": {}}, {"data": {}}):
                assert_sound(await call(who, route, **options))


def _lacks_something(route: Route) -> bool:
    """Tell whether the form must say more than nothing: that is looked at before the id."""
    fields = msgspec.structs.fields(route.form) if route.form else ()
    return any(field.required for field in fields)


async def test_absurd_names_and_ids_name_nothing_that_exists(both: Callers):
    who = await both.with_scopes("read", "write", "follow")
    routes = [route for route in API if "{" in route.path]
    assert len(routes) > 30
    for route in routes:
        for value in ABSURD:
            answer = await call(who, route, value)
            if route.path.startswith(("/m/", "/archives/")):  # files: people open them in a browser
                assert answer.status_code == 404, said(answer)
                continue
            assert_sound(answer)
            if route.id_names and route.permission is None:  # the staff's: test_permissions
                expected = {404, 422} if _lacks_something(route) else {404}
                assert answer.status_code in expected, said(answer)


async def test_absurd_addresses_of_pages_answer_with_a_page(both: Callers):
    for route in PAGES:
        anonymous = both.world.anonymous()
        for value in ABSURD if "{" in route.path else [""]:
            answer = await call(anonymous, route, value)
            if not route.path.startswith(("/static", "/robots", "/favicon", "/.well-known")):
                assert_sound_page(answer)
            assert answer.status_code < 500, said(answer)
