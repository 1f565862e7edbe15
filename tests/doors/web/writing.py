"""Somebody who writes without scripts: fills in the composer and presses its buttons."""

from typing import Any

from tests.doors.web.reading import SESSION, sign_in
from tests.doors.web.visiting import Visitor
from tests.markup import Tag
from tests.world import Person, World

TEXT = "pieces[0][text]"
FILES = "pieces[0][files][]"


class Writer(Visitor):
    """A visitor who is signed in."""

    session = ""

    @classmethod
    async def signed_in(cls, world: World, person: Person) -> "Writer":
        """Return the browser of somebody."""
        writer = cls(world)
        writer.person = await sign_in(world, person)
        writer.session = writer.person.http.cookies[SESSION]
        return writer

    @property
    def fields(self) -> dict[str, Any]:
        """Return what a browser would send of the composer as it stands, without any button."""
        form = self.page.select_one("#composer")
        assert isinstance(form, Tag), self.page.main
        sent: dict[str, Any] = {}
        for tag in form.select("input[name]:not([type=file]), textarea[name], select[name]"):
            if tag.get("type") in {"checkbox", "radio"} and not tag.has_attr("checked"):
                continue
            value = _value(tag)
            if str(tag["name"]).endswith("[]"):
                sent.setdefault(tag["name"], []).append(value)
            else:
                sent[tag["name"]] = value
        return sent

    @property
    def text(self) -> str:
        """Return what stands in the first field."""
        return str(self.fields[TEXT])

    async def press(self, name: str, value: str, **typed: Any) -> "Writer":
        """Press a button of the composer after typing; keys are names without `pieces[0]`."""
        files = typed.pop("files", ())
        data = {**self.fields, **{_name(key): each for key, each in typed.items()}, name: value}
        data = {key: each for key, each in data.items() if each is not None}
        sent = [(FILES, (f"{n}.png", content, "image/png")) for n, content in enumerate(files)]
        self.answer = await self.person.post("/compose", data=data, files=sent or None)
        return self

    def signed_out(self) -> None:
        """Let the session end while the page is open."""
        self.person.http.cookies.delete(SESSION)

    def signed_in_with(self, session: str) -> None:
        """Sign in while the page is open, in another tab."""
        self.person.http.cookies.delete(SESSION)
        self.person.http.cookies.set(SESSION, session)

    async def publish(self, **typed: Any) -> "Writer":
        """Press Publish."""
        return await self.press("do", "publish", **typed)


def _name(key: str) -> str:
    return {"text": TEXT, "options": "options[]"}.get(key, key)


def _value(tag: Tag) -> str:
    if tag.name == "textarea":
        return tag.get_text()
    if tag.name == "select":
        chosen = tag.select_one("option[selected]") or tag.select_one("option")
        assert chosen is not None
        return str(chosen["value"])
    return str(tag.get("value", ""))
