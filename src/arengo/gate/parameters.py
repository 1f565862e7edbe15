"""Query, urlencoded and JSON parameters as one nested dict (bracket rules)."""

import re
from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import parse_qsl

import msgspec

from arengo.base.errors import BadRequest
from arengo.gate.multipart import MAX_FIELDS, UploadedFile

MAX_DEPTH: Final = 32
_KEY: Final = re.compile(r"\[([^\[\]]*)\]")
_decoder: Final = msgspec.json.Decoder()

__all__ = [
    "MAX_DEPTH",
    "MAX_FIELDS",
    "UploadedFile",
    "decoded",
    "nest",
    "parse_json",
    "parse_query",
]


def parse_query(raw: bytes) -> dict[str, Any]:
    """Read a query string. Broken percent codes and UTF-8 become U+FFFD, as browsers show them."""
    if not raw:
        return {}
    try:
        pairs = parse_qsl(decoded(raw), keep_blank_values=True, max_num_fields=MAX_FIELDS)
    except ValueError:
        raise BadRequest("Too many parameters") from None
    return nest(pairs)


def decoded(raw: bytes) -> str:
    """Return the text of a query or a form: letters that were not escaped are UTF-8."""
    return raw.decode(errors="replace")


def parse_json(body: bytes) -> dict[str, Any]:
    """Read a JSON object; anything else is a bad request."""
    try:
        value = _decoder.decode(body)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise BadRequest("The request body is not valid JSON") from None
    if not isinstance(value, dict):
        raise BadRequest("The request body must be a JSON object")
    cleaned = _clean(value, 0)
    assert isinstance(cleaned, dict)
    return cleaned


def nest(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Turn `a[b][]=1` into `{"a": {"b": ["1"]}}`; maps with numbers for keys become lists."""
    root: dict[str, Any] = {}
    for name, value in pairs:
        head, bracket, _ = name.partition("[")
        path = [head, *(_KEY.findall(name[len(head) :]) if bracket else [])]
        if len(path) > MAX_DEPTH:
            raise BadRequest("Parameters are nested too deeply")
        _put(root, path, value)
    cleaned = _clean(root, 0)
    assert isinstance(cleaned, dict) or not root
    return cleaned if isinstance(cleaned, dict) else {}


def _put(node: dict[str, Any], path: list[str], value: Any) -> None:
    *parents, last = path
    for position, key in enumerate(parents):
        if path[position + 1] == "" and position + 1 == len(path) - 1:
            bag = node.setdefault(key, [])
            if isinstance(bag, list):
                bag.append(value)
            return
        child = node.setdefault(key or _place_for(node, path[position + 1 :]), {})
        if not isinstance(child, dict):
            return  # the same name as a value and as a map: the first one stands
        node = child
    node[last] = value


def _place_for(items: dict[str, Any], rest: list[str]) -> str:
    """Return where `[][a]` belongs: to the last item, or to a new one when that has its `a`."""
    last: Any = items.get(str(len(items) - 1))
    if not isinstance(last, dict):
        return str(len(items))
    for key in rest:
        if not isinstance(last, dict) or key not in last:
            return str(len(items) - 1)
        last = last[key]
    return str(len(items))


def _clean(value: Any, depth: int) -> Any:
    """Drop NUL (no database takes it) and give numbered maps their list shape."""
    if depth > MAX_DEPTH:
        raise BadRequest("Parameters are nested too deeply")
    if isinstance(value, str):
        return value.replace("\x00", "") if "\x00" in value else value
    if isinstance(value, list):
        return [_clean(each, depth + 1) for each in value]
    if isinstance(value, dict):
        cleaned = {key: _clean(each, depth + 1) for key, each in value.items()}
        if depth and cleaned and all(key.isdigit() for key in cleaned):
            return list(cleaned.values())
        return cleaned
    return value
