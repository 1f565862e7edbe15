"""Describes our whole API as OpenAPI 3.1, from the route table and the types it names."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import msgspec

from arengo.gate.parameters import UploadedFile
from arengo.gate.routes import TABLE, Access, Route
from arengo.version import VERSION

_REF: Final = "#/components/schemas/{name}"
_PATH_NAME: Final = re.compile(r"\{(\w+)\}")
_IN_QUERY: Final = frozenset({"GET", "HEAD", "DELETE"})


class Error(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What every refusal looks like."""

    error: str
    error_description: str | None = None
    details: dict[str, Any] | None = None


@lru_cache(maxsize=1)
def description() -> dict[str, Any]:
    """Return the document; built once, when somebody first asks."""
    routes = [route for route in TABLE if not route.is_page]
    types = [route.form for route in routes if route.form]
    types += [kind for route in routes for kind in _answers(route)]
    schemas, components = msgspec.json.schema_components(
        [*types, Error], schema_hook=_schema_of, ref_template=_REF
    )
    known = dict(zip(map(_key, [*types, Error]), schemas, strict=True))
    return {
        "openapi": "3.1.0",
        "info": {"title": "Arengo", "version": VERSION, "description": _ABOUT},
        "paths": _paths(routes, known, components),
        "components": {"schemas": components, "securitySchemes": _SECURITY},
    }


_ABOUT: Final = (
    "The client API of this server. It follows the Mastodon API, so that its clients work "
    "unmodified; docs/api.md says where it is silent."
)
_SECURITY: Final = {"token": {"type": "http", "scheme": "bearer"}}


def _schema_of(kind: type) -> dict[str, Any]:
    if kind is UploadedFile:
        return {"type": "string", "format": "binary"}
    if kind is msgspec.Raw:
        return {}
    if kind is Path:  # of a large upload, inside; nobody can send one
        return {"type": "null"}
    raise NotImplementedError(kind)


def _key(kind: Any) -> str:
    return repr(kind)


def _paths(
    routes: Iterable[Route], known: dict[str, Any], components: dict[str, Any]
) -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for route in routes:
        operation = _operation(route, known, components)
        paths.setdefault(route.path, {})[route.method.lower()] = operation
    return paths


def _operation(route: Route, known: dict[str, Any], components: dict[str, Any]) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": f"{route.method.lower()} {route.path}",
        "summary": (route.handler.__doc__ or "").partition("\n")[0],
        "parameters": [_path_parameter(name, route) for name in _PATH_NAME.findall(route.path)],
        "responses": {
            "200": _answer([known[_key(kind)] for kind in _answers(route)]),
            "default": _answer([known[_key(Error)]]),
        },
        "x-rate-limit-bucket": route.bucket,
    }
    if route.access is not Access.ANYONE:
        operation["security"] = [{"token": []}]
        operation["x-scope"] = route.scope
    if route.form:
        _describe_form(operation, route, known[_key(route.form)], components)
    return operation


def _path_parameter(name: str, route: Route) -> dict[str, Any]:
    schema = (
        {"type": "string", "pattern": "^[0-9]+$"} if name in route.id_names else {"type": "string"}
    )
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _describe_form(
    operation: dict[str, Any], route: Route, schema: dict[str, Any], components: dict[str, Any]
) -> None:
    if route.method not in _IN_QUERY:
        types: Sequence[str] = (
            "application/json",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
        )
        operation["requestBody"] = {"content": {each: {"schema": schema} for each in types}}
        return
    whole = components[schema["$ref"].rpartition("/")[2]]
    assert route.form is not None
    lists = _list_fields(route.form)
    for name, field in whole["properties"].items():
        wanted = f"{name}[]" if name in lists else name
        operation["parameters"].append(
            {
                "name": wanted,
                "in": "query",
                "schema": field,
                "required": name in whole.get("required", ()),
            }
        )


def _list_fields(form: type[msgspec.Struct]) -> frozenset[str]:
    """Return the parameters that are lists, as a query names them with brackets."""
    found = set()
    for each in msgspec.structs.fields(form):
        kind = msgspec.inspect.type_info(each.type)
        kinds = kind.types if isinstance(kind, msgspec.inspect.UnionType) else (kind,)
        if any(isinstance(k, msgspec.inspect.CollectionType) for k in kinds):
            found.add(each.encode_name)
    return frozenset(found)


def _answers(route: Route) -> tuple[Any, ...]:
    """Return what a route may answer with: nothing described, one kind, or one of several."""
    if route.answers is None:
        return ()
    return route.answers if isinstance(route.answers, tuple) else (route.answers,)


def _answer(schemas: list[dict[str, Any]]) -> dict[str, Any]:
    answer: dict[str, Any] = {"description": "OK"}
    if schemas:
        schema = schemas[0] if len(schemas) == 1 else {"anyOf": schemas}
        answer["content"] = {"application/json": {"schema": schema}}
    return answer
