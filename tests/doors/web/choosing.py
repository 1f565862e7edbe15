"""How a person fills in the forms of settings, and what the page says then."""

from typing import Any

from arengo.gate.csrf import FIELD
from tests.doors.web.visiting import Visitor
from tests.markup import Tag


def filled(visitor: Visitor, within: str = "main") -> dict[str, str]:
    """Return what a browser would send of the first form in `within`, as it stands."""
    form = visitor.page.select_one(f"{within} form")
    assert isinstance(form, Tag)
    found = {}
    for tag in form.select("input[name], textarea[name], select[name]"):
        name = str(tag["name"])
        if tag.name == "textarea":
            found[name] = tag.get_text()
        elif tag.name == "select":
            chosen = tag.select_one("option[selected]") or tag.select_one("option")
            found[name] = str(chosen["value"])
        elif tag.get("type") in {"checkbox", "radio"}:
            if tag.has_attr("checked"):
                found[name] = str(tag["value"])
        elif tag.get("type") != "file":
            found[name] = str(tag.get("value", ""))
    return found


async def save(
    visitor: Visitor,
    path: str,
    *,
    without: tuple[str, ...] = (),
    within: str = "main",
    files: Any = None,
    **changes: str,
) -> Visitor:
    """Open a page, change some of its form, send it and go where it leads."""
    await visitor.open(f"/settings/{path}")
    fields = {k: v for k, v in filled(visitor, within).items() if k not in without} | changes
    form = visitor.page.select_one(f"{within} form")
    assert isinstance(form, Tag)
    action = str(form["action"])
    visitor.answer = await visitor.person.post(action, data=fields, files=files)
    return await visitor.follow()


async def press(visitor: Visitor, action: str, **fields: str) -> Visitor:
    """Press a button of another form of the open page."""
    token = visitor.page.select_one(f"input[name={FIELD}]")["value"]
    assert visitor.page.select_one(f'form[action="{action}"]'), action
    visitor.answer = await visitor.person.post(action, data={FIELD: token, **fields})
    return await visitor.follow()


def said(visitor: Visitor) -> str:
    """Return what the page says about what was just done."""
    found = visitor.page.select_one("[role=status]")
    return found.get_text() if found else ""


def rows(visitor: Visitor) -> list[str]:
    """Return what the rows of the page say."""
    return [tag.get_text(" ", strip=True) for tag in visitor.page.select("ul.rows > li")]
