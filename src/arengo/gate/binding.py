"""Turns what came in into the arguments of a handler: path parameters and its form."""

from typing import Any

import msgspec

from arengo.base.errors import Invalid, NotFound
from arengo.base.ids import parse_id
from arengo.gate.forms import reader_of
from arengo.gate.request import Request
from arengo.gate.routes import Route


def bind_path(route: Route, values: dict[str, str]) -> dict[str, Any]:
    """Return path parameters; what cannot be an id names nothing that exists."""
    if not values:
        return values
    bound: dict[str, Any] = dict(values)
    for name in route.id_names:
        number = parse_id(values[name])
        if number is None:
            raise NotFound
        bound[name] = number
    return bound


def bind_form(route: Route, request: Request) -> Any:
    """Return the form of a route; raises Invalid with the name of what is wrong."""
    assert route.form is not None
    try:
        return msgspec.convert(reader_of(route.form)(request.params), route.form, strict=False)
    except msgspec.ValidationError as error:
        raise Invalid(f"Validation failed: {error}") from None
