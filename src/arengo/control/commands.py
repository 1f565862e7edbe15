"""The table of commands: a name, the form of its arguments and the function that runs."""

import inspect
from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeVar

import msgspec

from arengo.base.errors import Invalid, NotFound
from arengo.gate.site import Site

F = TypeVar("F", bound="Callable[..., Awaitable[Any]]")


Tell = Callable[[int, int, str], None]  # how many steps are done, of how many, and which is next


class Form(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The arguments of a command; an unknown one is a mistake."""


class Nothing(Form, frozen=True, kw_only=True):
    """No arguments."""


class Command(msgspec.Struct, frozen=True):
    """One command: `run(site, form, tell)` returns what JSON can hold."""

    name: str
    form: type[Form]
    run: Callable[[Site, Any, Tell], Awaitable[Any]]


COMMANDS: Final[dict[str, Command]] = {}


def command(name: str) -> Callable[[F], F]:
    """Declare an async function `(site, form, tell)` as a command."""

    def declare(function: F) -> F:
        _, form, _ = (each.annotation for each in inspect.signature(function).parameters.values())
        assert name not in COMMANDS, name
        COMMANDS[name] = Command(name, form, function)
        return function

    return declare


async def run_command(site: Site, name: str, arguments: dict[str, Any], tell: Tell) -> Any:
    """Run a command by its name; raises a Refusal in words for the operator."""
    chosen = COMMANDS.get(name)
    if chosen is None:
        raise NotFound(f"This server knows no command {name!r}; are both of one version?")
    try:
        form = msgspec.convert(arguments, chosen.form)
    except msgspec.ValidationError as error:
        raise Invalid(f"{name}: {error}") from None
    return await chosen.run(site, form, tell)
