"""Pages of members send others to sign in and back; those of the staff need the role too."""

from urllib.parse import parse_qs, urlsplit

import pytest

from arengo.auth.roles.model import RoleNumber, role_of
from arengo.auth.users.actions import set_role
from arengo.base.ids import AccountId
from arengo.gate.routes import Access
from tests.doors.web.reading import sign_in
from tests.surface.callers import PAGES, Callers, name_of
from tests.surface.test_access import path_of

pytestmark = pytest.mark.anyio
MEMBERS = [route for route in PAGES if route.access is Access.MEMBER]
STAFF = [route for route in PAGES if route.permission is not None]
FORBIDDEN = 403


def test_a_page_of_the_staff_is_a_page_of_members():
    assert [name_of(route) for route in STAFF if route.access is not Access.MEMBER] == []
    admin = [route for route in PAGES if route.path.startswith("/admin")]
    assert [name_of(route) for route in admin if route.permission is None] == []


async def test_a_stranger_is_sent_to_sign_in_and_comes_back(callers: Callers):
    origin = callers.world.whole.site.settings.origin
    stranger = callers.world.anonymous()
    for route in MEMBERS:
        path = path_of(route)
        answer = await stranger.http.request(
            route.method, path, headers={"referer": f"{origin}/@alice?tab=1#x"}
        )
        assert answer.status_code == 303, name_of(route)
        target = urlsplit(answer.headers["location"])
        assert target.path == "/auth/sign_in", name_of(route)
        back = path if route.method == "GET" else "/@alice?tab=1"
        assert parse_qs(target.query)["return_to"] == [back], name_of(route)
        assert answer.headers["cache-control"] == "private, no-store", name_of(route)


async def test_a_piece_of_a_page_sends_the_whole_window(callers: Callers):
    route = MEMBERS[0]
    answer = await callers.world.anonymous().http.request(
        route.method, path_of(route), headers={"hx-request": "true"}
    )
    assert answer.status_code == 204
    assert answer.headers["hx-redirect"].startswith("/auth/sign_in?return_to=")


async def test_a_form_of_another_place_leads_home(callers: Callers):
    changing = [route for route in MEMBERS if route.method == "POST"]
    for came_from in ("", "https://elsewhere.example/x", "//elsewhere.example/x", "nonsense"):
        answer = await callers.world.anonymous().http.post(
            path_of(changing[0]), headers={"referer": came_from}
        )
        assert answer.headers["location"] == "/auth/sign_in?return_to=%2F"


async def test_pages_of_the_staff_are_closed_to_members_and_open_by_role(callers: Callers):
    world = callers.world
    olga = await world.join("olga_of_the_pages")
    browser = await sign_in(world, olga)
    for role in (RoleNumber.MEMBER, RoleNumber.MODERATOR, RoleNumber.OWNER):
        await world.db.write(set_role, account_id=AccountId(olga.account_id), role=role)
        for route in (each for each in STAFF if each.method == "GET"):
            answer = await browser.http.get(path_of(route))
            closed = not role_of(role).may(route.permission)
            assert (answer.status_code == FORBIDDEN) is closed, (name_of(route), role)
            assert "<h1" in answer.text or not closed
