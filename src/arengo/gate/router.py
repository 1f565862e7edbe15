"""Finds the route of a path: a tree of segments, one dict look-up each."""

from collections.abc import Iterable
from typing import Any, Final

from arengo.base.errors import MethodNotAllowed, NotFound
from arengo.gate.routes import Route

# Names of branches that no segment of a path can have.
_WILD: Final = "/{}"
_AT: Final = "/@{}"
_LEAF: Final = "/"
_ALIASES: Final = {"HEAD": "GET", "PUT": "PATCH"}


class Router:
    """Built once from the table. PUT finds PATCH and HEAD finds GET, as clients expect."""

    def __init__(self, routes: Iterable[Route]) -> None:
        """Plant the tree; two routes for one method and path are a mistake."""
        self._tree: dict[str, Any] = {}
        for route in routes:
            self._plant(route)

    def find(self, method: str, path: str) -> tuple[Route, dict[str, str]]:
        """Return the route and its path parameters; raises NotFound or MethodNotAllowed."""
        if "\0" in path:
            raise NotFound("Not found")  # no name holds it, and no database takes it
        node, values = self._tree, []
        for segment in path.strip("/").split("/"):
            child = node.get(segment)
            if child is None and segment:
                child, value = _branch(node, segment)
                values.append(value)
            if child is None:
                raise NotFound("Not found")
            node = child
        leaf: dict[str, tuple[Route, tuple[str, ...]]] | None = node.get(_LEAF)
        if leaf is None:
            raise NotFound("Not found")
        found = leaf.get(method) or leaf.get(_ALIASES.get(method, ""))
        if found is None:
            raise MethodNotAllowed(headers={"Allow": ", ".join(sorted(leaf))})
        route, names = found
        return route, dict(zip(names, values, strict=True))

    def methods(self, path: str) -> list[str]:
        """Return the methods of a path, for preflight answers."""
        return [m for m in ("GET", "POST", "PUT", "PATCH", "DELETE") if self._has(m, path)]

    def _has(self, method: str, path: str) -> bool:
        try:
            self.find(method, path)
        except (NotFound, MethodNotAllowed):
            return False
        return True

    def _plant(self, route: Route) -> None:
        node, names = self._tree, []
        for segment in route.path.strip("/").split("/"):
            key = segment
            name, brace, ending = segment.lstrip("@").removeprefix("{").partition("}")
            if brace:  # `{name}`, `@{name}`, and either with an ending such as `.rss`
                key = (_AT if segment.startswith("@") else _WILD) + ending
                names.append(name)
            node = node.setdefault(key, {})
        leaf = node.setdefault(_LEAF, {})
        if route.method in leaf:
            raise ValueError(f"{route.method} {route.path} is declared twice")
        leaf[route.method] = (route, tuple(names))


def _branch(node: dict[str, Any], segment: str) -> tuple[Any, str]:
    """Return the branch for a segment that is not written in the table, and the value in it.

    One with an ending of the table comes before one without, one behind an @ before any other.
    """
    dot = segment.rfind(".")
    for way, start in ((_AT, 1), (_WILD, 0)) if segment[0] == "@" else ((_WILD, 0),):
        if dot > 0 and (found := node.get(way + segment[dot:])):
            return found, segment[start:dot]
        if found := node.get(way):
            return found, segment[start:]
    return None, segment
