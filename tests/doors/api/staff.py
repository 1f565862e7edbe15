"""People of the staff, with tokens for the admin API."""

from arengo.auth.oauth.actions import issue_token
from arengo.auth.oauth.queries import app_by_client_id
from arengo.auth.roles.model import RoleNumber
from arengo.auth.users.actions import set_role
from arengo.base.ids import AccountId

ADMIN = "admin:read admin:write"


async def make_staff(world, person, role=RoleNumber.ADMIN):
    """Give somebody a place in the staff."""
    await world.db.write(set_role, account_id=AccountId(person.account_id), role=role)
    return person


async def with_token(world, person, scopes=ADMIN):
    """Return somebody with a token of these scopes."""
    app = await world.app(scopes=f"read write follow push profile {ADMIN}")
    found = await world.db.read(app_by_client_id, app["client_id"])
    issued = await world.db.write(
        issue_token,
        app_id=found.id,
        account_id=AccountId(person.account_id),
        scopes=tuple(scopes.split()),
        keys=world.whole.site.keys,
    )
    return world.holder(person.name, issued.text, person.account_id)


async def admin_of(world, name="adam", role=RoleNumber.ADMIN):
    """Sign somebody of the staff up, with a token for the whole admin API."""
    return await with_token(world, await make_staff(world, await world.join(name), role))
