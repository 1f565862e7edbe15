"""The first run: whoever holds the code founds the site, once."""

import asyncio

import pytest

from arengo.auth.roles.model import RoleNumber
from arengo.auth.users.queries import staff
from arengo.moderation.audit.queries import entries
from arengo.moderation.founding.actions import Founding
from arengo.moderation.founding.actions import found as found_site
from arengo.moderation.founding.policy import founding_code
from arengo.social.accounts.actions import delete_account
from arengo.social.instance.queries import site_settings
from tests.doors.api.staff import make_staff
from tests.doors.web.visiting import Visitor
from tests.world import PASSWORD

pytestmark = pytest.mark.anyio
PATH = "/first-run"


@pytest.fixture
def visitor(world) -> Visitor:
    return Visitor(world)


def filled(world, **changes):
    return {
        "code": founding_code(world.whole.site.keys),
        "title": "Montelarco",
        "username": "nives",
        "email": "nives@example.org",
        "password": PASSWORD,
        **changes,
    }


async def found(visitor, world, **changes):
    form = filled(world, **changes)
    await visitor.open(f"{PATH}?code={form['code']}")
    return await visitor.submit(**form, button=("mode", form.pop("mode", "invite")))


async def test_whoever_holds_the_code_founds_the_site_and_owns_it(world, visitor):
    await found(visitor, world)
    assert visitor.location == "/admin?said=founded"
    await visitor.follow()
    assert visitor.status == 200
    site = await world.db.read(site_settings)
    assert (site.title, site.registrations) == ("Montelarco", "invite")
    (owner,) = await world.db.read(staff)
    assert (owner.role, owner.email) == (RoleNumber.OWNER, "nives@example.org")
    (entry,) = await world.db.read(entries, limit=9)
    assert (entry.deed.person, entry.deed.about) == (owner.id, "owner")


async def test_it_is_founded_once(world, visitor):
    other = Visitor(world)
    await other.open(PATH)
    await found(visitor, world)
    await other.submit(**filled(world, username="eve", email="eve@example.org"))
    assert other.status == 404
    assert (await Visitor(world).open(PATH)).status == 404
    assert len(await world.db.read(staff)) == 1


async def test_it_does_not_begin_again_when_the_last_owner_has_left(world, visitor):
    await found(visitor, world)
    (owner,) = await world.db.read(staff)
    await world.db.write(delete_account, owner.id)
    await world.run_jobs()
    assert await world.db.read(staff) == []
    assert (await Visitor(world).open(PATH)).status == 404


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"code": "0" * 24}, "This is not the code of this place."),
        ({"code": "ä"}, "This is not the code of this place."),
        ({"title": " "}, "Write something here."),
        ({"username": "no name"}, "A user name has letters without accents"),
        ({"email": "nowhere"}, "This does not look like an e-mail address."),
        ({"password": "short"}, "The password needs at least 8 characters."),
    ],
)
async def test_what_is_wrong_is_said_and_founds_nothing(world, visitor, changes, problem):
    await found(visitor, world, **changes)
    assert visitor.status == 422
    assert visitor.problems[0].startswith(problem)
    for name, value in filled(world, **changes).items():
        tag = visitor.page.select_one(f"[name={name}]")
        assert tag.get("value", "") == ("" if name == "password" else value)
    assert await world.count("users") == 0


async def test_staff_change_what_the_place_says_about_itself(world, visitor, alice):
    await found(visitor, world)
    await visitor.open(PATH)
    await visitor.submit(title="Il Portico", description="Una <valle>.", contact_email="a@b.test")
    assert visitor.location == f"{PATH}?said=saved"
    site = await world.db.read(site_settings)
    assert (site.title, site.description) == ("Il Portico", "Una <valle>.")
    await visitor.open(PATH)
    await visitor.submit(title=" ", description="x" * 2_001)
    assert visitor.problems == [
        "Please keep it within 2000 characters.",
        "Write something here.",
    ]
    member = Visitor(world)
    await member.open("/auth/sign_in")
    await member.submit(username="alice", password=PASSWORD)
    assert (await member.open(PATH)).status == 404
    await make_staff(world, alice, RoleNumber.MODERATOR)
    assert (await member.open(PATH)).status == 404
    await make_staff(world, alice)
    assert (await member.open(PATH)).status == 200


async def test_of_two_at_once_one_founds_the_site(world):
    def founding(name):
        return Founding(
            username=name,
            email=f"{name}@example.org",
            password_hash="x",
            title=name,
            registrations="open",
        )

    keys = world.whole.site.keys
    tries = [world.db.write(found_site, founding(name), keys=keys) for name in ("ada", "eve")]
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert sorted(type(each).__name__ for each in outcomes) == ["NotFound", "User"]
    assert (await world.count("users"), await world.count("audit_entries")) == (1, 1)
