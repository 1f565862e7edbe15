"""A person with a browser without scripts: opens pages, fills in forms, follows where they lead."""

from typing import Any

import httpx

from tests.doors.web.reading import parsed
from tests.markup import Tag
from tests.world import Person, World


class Visitor:
    """Keeps cookies and the page that is open."""

    def __init__(self, world: World) -> None:
        """Open no page yet."""
        self.person: Person = world.anonymous()
        self.answer: httpx.Response | None = None
        self._read: tuple[httpx.Response, Tag] | None = None

    @property
    def page(self) -> Tag:
        """Return the open page, held to the rules of all pages."""
        assert self.answer is not None
        if self._read is None or self._read[0] is not self.answer:
            self._read = self.answer, parsed(self.answer)
        return self._read[1]

    @property
    def status(self) -> int:
        """Return the status of the open page."""
        assert self.answer is not None
        return self.answer.status_code

    @property
    def location(self) -> str:
        """Return where the last answer leads, which must be elsewhere."""
        assert self.answer is not None
        assert self.answer.status_code == 303, self.answer.text
        return self.answer.headers["location"]

    @property
    def title(self) -> str:
        """Return the heading of the open page."""
        return self.page.h1.get_text()

    @property
    def problems(self) -> list[str]:
        """Return what the summary above the form says."""
        return [item.get_text() for item in self.page.select(".summary li")]

    async def open(self, path: str) -> "Visitor":
        """Open a page; stays at a redirect."""
        self.answer = await self.person.get(path)
        return self

    async def follow(self) -> "Visitor":
        """Go where the last answer leads, and on, while it stays here."""
        while self.answer is not None and self.answer.status_code == 303:
            target = self.answer.headers["location"]
            if not target.startswith("/"):
                break
            await self.open(target)
        return self

    async def submit(self, *, within: str = "main", button: Any = None, **typed: str) -> "Visitor":
        """Send the form of the open page with what was typed."""
        form = self.page.select_one(f"{within} form")
        assert isinstance(form, Tag), f"no form in {within}"
        fields = {
            tag["name"]: tag.get("value", "")
            for tag in form.select("input[name]")
            if tag.get("type") != "checkbox"
        }
        unknown = set(typed) - {tag["name"] for tag in form.select("[name]")}
        assert not unknown, f"the form has no {unknown}"
        pressed = dict([button]) if button else {}
        data = {**fields, **typed, **pressed}
        self.answer = await self.person.post(form["action"], data=data)
        return self
