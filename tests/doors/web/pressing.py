"""Somebody at a browser without scripts, signed in, who presses the buttons of a page."""

from typing import Any

from tests.doors.web.reading import sign_in
from tests.doors.web.visiting import Visitor
from tests.markup import Tag
from tests.world import Person, World


async def at_browser(world: World, person: Person) -> Visitor:
    """Return somebody at a browser, signed in."""
    visiting = Visitor(world)
    visiting.person = await sign_in(world, person)
    return visiting


async def press(visiting: Visitor, button: str, **typed: Any) -> Visitor:
    """Press the first such button of the open page after typing, and go where that leads."""
    found = visiting.page.select_one(f"main {button}")
    assert found, f"nothing to press: {button} in {visiting.page.main}"
    form = found.within("form")
    assert isinstance(form, Tag)
    data = {**_filled_in(form), **typed}
    if found.get("name"):
        data[str(found["name"])] = found["value"]
    data = {name: value for name, value in data.items() if value is not None}
    visiting.answer = await visiting.person.post(
        str(found.get("formaction", form["action"])), data=data
    )
    return await visiting.follow()


def said(visiting: Visitor) -> str:
    """Return what the open page says about what was just done."""
    return visiting.page.select_one("[role=status]").get_text()


def _filled_in(form: Tag) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for tag in form.select("input[name], textarea[name]"):
        if tag.get("type") in {"checkbox", "radio"} and not tag.has_attr("checked"):
            continue
        data[str(tag["name"])] = tag.get_text() if tag.name == "textarea" else tag.get("value", "")
    for tag in form.select("select[name]"):
        chosen = tag.select_one("option[selected]") or tag.option
        data[str(tag["name"])] = chosen["value"]
    return data
