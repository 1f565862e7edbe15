"""Query, urlencoded, multipart and JSON parameters as one nested dict (bracket rules)."""

import re
from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import parse_qsl

import msgspec
from python_multipart.multipart import parse_options_header
from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from arengo.base.errors import BadRequest

MAX_FIELDS: Final = 1_000
MAX_DEPTH: Final = 32
_KEY: Final = re.compile(r"\[([^\[\]]*)\]")
_decoder: Final = msgspec.json.Decoder()


class UploadedFile(msgspec.Struct, frozen=True):
    """One file of a multipart body, already in memory: bodies are bounded."""

    name: str
    type: str
    data: bytes


def parse_query(raw: bytes) -> dict[str, Any]:
    """Read a query string. Broken percent codes and UTF-8 become U+FFFD, as browsers show them."""
    if not raw:
        return {}
    try:
        pairs = parse_qsl(raw.decode("latin-1"), keep_blank_values=True, max_num_fields=MAX_FIELDS)
    except ValueError:
        raise BadRequest("Too many parameters") from None
    return nest(pairs)


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


async def parse_multipart(content_type: str, body: bytes) -> dict[str, Any]:
    """Read a multipart form with files."""

    async def stream() -> Any:
        yield body
        yield b""

    headers = Headers({"content-type": content_type})
    parser = MultiPartParser(
        headers, stream(), max_files=8, max_fields=MAX_FIELDS, max_part_size=len(body) + 1
    )
    parser.spool_max_size = len(body) + 1  # what is in memory stays there: no upload touches a disk
    try:
        form = await parser.parse()
        _check_whole(content_type, body)
    except (MultiPartException, KeyError, UnicodeDecodeError, ValueError):
        raise BadRequest("The request body is not a valid multipart form") from None
    pairs: list[tuple[str, Any]] = []
    for name, value in form.multi_items():
        pairs.append((name, await _read_file(value) if isinstance(value, UploadFile) else value))
    await form.close()
    return nest(pairs)


def _check_whole(content_type: str, body: bytes) -> None:
    """Raise MultiPartException when the end is missing: half a form is not what was meant."""
    boundary = parse_options_header(content_type)[1][b"boundary"]
    if b"--" + boundary + b"--" not in body:
        raise MultiPartException("The form does not end")


async def _read_file(upload: UploadFile) -> UploadedFile:
    return UploadedFile(
        name=upload.filename or "", type=upload.content_type or "", data=await upload.read()
    )


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
        child = node.setdefault(key or str(len(node)), {})
        if not isinstance(child, dict):
            return  # the same name as a value and as a map: the first one stands
        node = child
    node[last] = value


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
