"""Invitations: made and ended by their authors, followed by those who get the link."""

from urllib.parse import quote

import pytest
from msgspec.structs import replace

from arengo.auth.roles.model import ROLES, Permission, RoleNumber
from arengo.base.ids import AccountId
from arengo.social.accounts.actions import suspend
from tests.doors.web.test_own_login import FRESH, signed_in, typed
from tests.doors.web.visiting import Visitor
from tests.travelling import travelling

pytestmark = pytest.mark.anyio


def links(visitor) -> list[str]:
    return [tag.get_text() for tag in visitor.page.select("section[aria-labelledby=good] code")]


async def invite(visitor, **terms):
    await visitor.open("/settings/security/invites")
    await visitor.submit(within="section[aria-labelledby=new]", **terms)
    return await visitor.follow()


async def test_an_invitation_lets_people_in_until_it_is_used_up_or_over(world, alice):
    visitor = await signed_in(world)
    await invite(visitor, max_uses="2", days="7")
    (link,) = links(visitor)
    newcomer = Visitor(world)
    await newcomer.open(link.removeprefix(world.settings.origin))
    assert newcomer.title == "alice invites you"
    await newcomer.open(newcomer.page.select_one("a.filled")["href"])
    await newcomer.submit(
        username="dora", email="dora@example.org", password=FRESH, agreement="true"
    )
    await visitor.open("/settings/security/invites")
    assert "joined: 1 of 2" in visitor.page.get_text()
    with travelling(8 * 24 * 3600):
        await visitor.open("/settings/security/invites")
        assert links(visitor) == []
        await newcomer.open(link.removeprefix(world.settings.origin))
        assert (newcomer.status, newcomer.title) == (404, "This invitation is over")
    assert alice.token


@pytest.mark.parametrize("code", ["never", "%00", "...", "a" * 500, "<b>"])
async def test_an_invitation_that_never_was_looks_like_one_that_is_over(world, code):
    visitor = await Visitor(world).open(f"/invite/{quote(code)}")
    assert visitor.status == 404
    assert visitor.page.select("a[href^='/auth/sign_up']") == []


async def test_nobody_joins_by_the_invitation_of_somebody_who_left(world, alice):
    visitor = await signed_in(world)
    await invite(visitor)
    (link,) = links(visitor)
    await world.db.write(suspend, AccountId(alice.account_id))
    assert (await Visitor(world).open(link.removeprefix(world.settings.origin))).status == 404


async def test_an_invitation_without_bounds_counts_until_it_is_ended(world, alice, bob):
    visitor, other = await signed_in(world), await signed_in(world, "bob")
    await invite(visitor)
    (link,) = links(visitor)
    end = visitor.page.select_one("section[aria-labelledby=good] form")
    await invite(other)
    token = typed(other, "csrf_token")
    await other.person.post(end["action"], data={"csrf_token": token})
    await visitor.open("/settings/security/invites")
    assert links(visitor) == [link], "only its author ends it"
    await visitor.submit(within="section[aria-labelledby=good]")
    await visitor.follow()
    assert links(visitor) == []
    assert len(links(await other.open("/settings/security/invites"))) == 1
    assert alice.token
    assert bob.token


@pytest.mark.parametrize(
    ("field", "value"), [("max_uses", "0"), ("max_uses", "1001"), ("days", "-1"), ("days", "٣")]
)
async def test_bounds_that_are_none_are_refused_and_shown_again(world, alice, field, value):
    visitor = await signed_in(world)
    await visitor.open("/settings/security/invites")
    await visitor.submit(within="section[aria-labelledby=new]", **{field: value})
    assert visitor.status == 422
    assert len(visitor.problems) == 1
    assert typed(visitor, field) == value
    assert await world.count("invites") == 0
    assert alice.token


async def test_too_many_invitations_are_told_in_words(world, alice, monkeypatch):
    monkeypatch.setattr("arengo.auth.signup.actions.INVITES_MAX", 1)
    visitor = await signed_in(world)
    await invite(visitor)
    await invite(visitor)
    assert visitor.status == 422
    assert "too many invitations" in visitor.problems[0]
    assert alice.token


async def test_a_role_that_may_not_invite_sees_no_invitations(world, alice, monkeypatch):
    member = replace(ROLES[RoleNumber.MEMBER], permissions=Permission(0))
    monkeypatch.setitem(ROLES, RoleNumber.MEMBER, member)
    visitor = await signed_in(world)
    assert visitor.page.select('a[href="/settings/security/invites"]') == []
    token = visitor.page.select_one("input[name=csrf_token]")["value"]
    assert (await visitor.open("/settings/security/invites")).status == 403
    answer = await visitor.person.post("/settings/security/invites", data={"csrf_token": token})
    assert answer.status_code == 403
    assert await world.count("invites") == 0
    assert alice.token
