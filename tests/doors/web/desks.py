"""People of the staff at the desks of administration, in a browser without scripts."""

from arengo.moderation.audit.queries import entries
from tests.doors.api.staff import make_staff
from tests.doors.web.visiting import Visitor
from tests.world import PASSWORD


async def visit(world, person) -> Visitor:
    """Sign somebody in with a browser."""
    visitor = Visitor(world)
    await visitor.open("/auth/sign_in")
    await visitor.submit(username=person.name, password=PASSWORD)
    assert visitor.status == 303
    return visitor


async def staff_of(world, name, role) -> Visitor:
    return await visit(world, await make_staff(world, await world.join(name), role))


async def press(visitor, page, action, **fields):
    """Open a page and press the button whose form goes to `action`."""
    await visitor.open(page)
    form = visitor.page.select_one(f'form[action="{action}"]')
    assert form, f"no button leads to {action}"
    token = form.select_one("[name=csrf_token]")["value"]
    return await send(visitor, action, csrf_token=token, **fields)


async def send(visitor, action, **fields):
    visitor.answer = await visitor.person.post(action, data=fields)
    return visitor


async def log(world):
    found = await world.db.read(entries, limit=50)
    return [(each.deed.act, each.deed.by, each.deed.person) for each in found][::-1]


def words(visitor, selector="main"):
    return " ".join(visitor.page.select_one(selector).get_text(" ").split())
