"""Whatever is sent to the desks, the answer is a readable refusal and never a broken page."""

import re

import pytest

from arengo.auth.roles.model import RoleNumber
from arengo.gate.routes import TABLE
from tests.doors.web.desks import staff_of

pytestmark = pytest.mark.anyio
LONG = "x" * 20_000
ODD = ("", " ", "\x00", "<b>", LONG, "9" * 40, "-1", "\ud83d".encode("utf-8", "surrogatepass"), "é")
SHAPES = ("{}", "{}[]", "{}[0][a]", "{}[a]")
IDS = ("0", "1", str(2**63 - 1), "9" * 30, "x", "%00", "é")


def desks(method):
    """Return the routes of administration."""
    return [r for r in TABLE if r.method == method and r.path.startswith(("/admin", "/first-run"))]


def names(route):
    return list(route.form.__struct_fields__) if route.form else ["nothing"]


def filled(path, odd):
    """Return a path with something odd in every place that varies."""
    return re.sub(r"\{\w+\}", odd, path)


async def ask(owner, method, path, **options):
    answer = await owner.person.http.request(method, path, **options)
    assert answer.status_code < 500, (path, options)
    assert answer.status_code == 303 or "</html>" in answer.text, (path, options)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_odd_forms_and_addresses_are_refused_in_words(world):
    owner = await staff_of(world, "olga", RoleNumber.OWNER)
    await owner.open("/admin/rules")
    token = owner.page.select_one("[name=csrf_token]")["value"]
    for number, odd in enumerate(ODD):
        shape, odd_id = SHAPES[number % len(SHAPES)], IDS[number % len(IDS)]
        for route in desks("POST"):
            form = {shape.format(name): odd for name in names(route)}
            data = {**form, "csrf_token": token}
            await ask(owner, "POST", filled(route.path, odd_id), data=data)
        for route in desks("GET"):
            params = dict.fromkeys(names(route), odd)
            await ask(owner, "GET", filled(route.path, odd_id), params=params)
