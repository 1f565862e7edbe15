"""S9: what somebody may do here is told to nobody else."""

import json

import pytest

from arengo.api.openapi import description
from arengo.auth.roles.model import RoleNumber
from arengo.auth.users.actions import set_role
from arengo.base.ids import AccountId

pytestmark = pytest.mark.anyio
POWERS = ("permission", "capabilit", "is_admin", "is_moderator", "is_staff", "privilege")


def keys_of(value):
    """Return every key in a JSON value, however deep."""
    if isinstance(value, dict):
        return set(value) | {key for each in value.values() for key in keys_of(each)}
    if isinstance(value, list):
        return {key for each in value for key in keys_of(each)}
    return set()


def tells_powers(value):
    return [key for key in keys_of(value) if any(word in key.lower() for word in POWERS)]


@pytest.mark.parametrize("role", [RoleNumber.MODERATOR, RoleNumber.ADMIN, RoleNumber.OWNER])
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_nothing_public_differs_between_the_staff_and_others(
    world, anonymous, alice, bob, role
):
    post = await alice.publish("Hello @bob")
    await bob.follow(alice)
    paths = [
        f"/api/v1/accounts/{alice.account_id}",
        "/api/v1/accounts/lookup?acct=alice",
        f"/api/v1/statuses/{post['id']}",
        "/api/v1/timelines/public",
        f"/api/v1/accounts/{bob.account_id}/following",
        "/@alice",
        f"/@alice/{post['id']}",
    ]
    own = ["/api/v1/notifications", "/api/v1/timelines/home", "/api/v1/accounts/search?q=alice"]

    async def seen():
        answers = [await anonymous.get(path) for path in paths]
        answers += [await bob.get(path) for path in [*paths, *own]]
        assert {each.status_code for each in answers} == {200}
        return answers

    before = await seen()
    await world.db.write(set_role, account_id=AccountId(alice.account_id), role=role)
    after = await seen()
    assert [each.content for each in after] == [each.content for each in before]
    for each in after:
        if "json" in each.headers["content-type"]:
            assert tells_powers(each.json()) == []


async def test_oneself_is_told_ones_role(world, alice):
    await world.db.write(
        set_role, account_id=AccountId(alice.account_id), role=RoleNumber.MODERATOR
    )
    me = (await alice.get("/api/v1/accounts/verify_credentials")).json()
    assert me["role"]["name"] == "Moderator"
    assert tells_powers(me) == ["permissions"]


def test_no_schema_but_that_of_the_own_account_leads_to_powers():
    document = description()
    schemas = document["components"]["schemas"]
    filters = {"SecondFilters"}  # what the staff asks for, not what anybody is told
    telling = [name for name, each in schemas.items() if tells_powers(each["properties"])]
    (role,) = set(telling) - filters
    reference = f"#/components/schemas/{role}"
    users = {name for name, each in schemas.items() if f'"{reference}"' in json.dumps(each)}
    assert users == {"CredentialAccount", "AdminAccount"}
    answering = {
        path
        for path, methods in document["paths"].items()
        for each in methods.values()
        if "CredentialAccount" in json.dumps(each["responses"])
    }
    for_the_staff = {
        path
        for path, methods in document["paths"].items()
        for each in methods.values()
        if "AdminAccount" in json.dumps(each["responses"])
    }
    assert all(path.split("/")[3] == "admin" for path in for_the_staff)
    assert answering == {
        "/api/v1/accounts/verify_credentials",
        "/api/v1/accounts/update_credentials",
        "/api/v1/profile/avatar",
        "/api/v1/profile/header",
    }
