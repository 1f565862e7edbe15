"""Routes of the staff need the scope and the role, both: every route with every kind of caller."""

import pytest

from arengo.auth.roles.model import ROLES, RoleNumber, role_of
from arengo.auth.users.actions import set_role
from arengo.base.ids import AccountId
from tests.surface.callers import API, Callers, name_of
from tests.surface.test_access import assert_let_in, assert_refused, call

pytestmark = pytest.mark.anyio
OUTSIDE = "This action is outside the authorized scopes"
NOT_ALLOWED = "This action is not allowed"
STAFF = [route for route in API if route.path.startswith(("/api/v1/admin", "/api/v2/admin"))]


@pytest.fixture(scope="module")
async def staff(callers: Callers):
    """Give olga, who owns the site, with a token for everything; tests change her role."""
    return await callers.owner("admin:read", "admin:write")


async def become(callers, person, role):
    await callers.world.db.write(set_role, account_id=AccountId(person.account_id), role=role)


def test_every_admin_route_asks_for_a_permission_and_an_admin_scope():
    assert len(STAFF) >= 10
    for route in STAFF:
        assert route.permission, name_of(route)
        verb = "admin:read" if route.method == "GET" else "admin:"
        assert (route.scope or "").startswith(verb), name_of(route)
    assert [name_of(each) for each in API if each.permission and each not in STAFF] == []


async def test_scope_and_role_are_both_needed(callers: Callers, staff):
    stranger = callers.world.anonymous()
    member = await callers.with_scopes("admin:read", "admin:write")
    everything_else = await callers.owner("read", "write", "follow", "push", "profile")
    for route in STAFF:
        assert (await call(stranger, route)).status_code == 401, name_of(route)
        assert_refused(await call(member, route), 403, OUTSIDE)
        assert_refused(await call(everything_else, route), 403, OUTSIDE)
        await become(callers, staff, RoleNumber.MODERATOR)
        answer = await call(staff, route)
        if role_of(RoleNumber.MODERATOR).may(route.permission):
            assert_let_in(answer)
        else:
            assert_refused(answer, 403, NOT_ALLOWED)
        await become(callers, staff, RoleNumber.ADMIN)
        assert ROLES[RoleNumber.ADMIN].may(route.permission), name_of(route)
        assert_let_in(await call(staff, route))
        await become(callers, staff, RoleNumber.OWNER)
