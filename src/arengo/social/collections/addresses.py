"""The addresses of collections, and what leads to one of this site."""

import re
from collections.abc import Iterable

from arengo.base.ids import parse_id


def collection_url(origin: str, collection_id: int) -> str:
    """Return the address of the page of a collection."""
    return f"{origin}/collections/{collection_id}"


def may_name_collections(text: str) -> bool:
    """Tell whether it is worth looking for addresses of collections in a text."""
    return "/collections/" in text


def collections_at(addresses: Iterable[str], *, origin: str) -> list[int]:
    """Return the ids that addresses of this site name, each once, in order."""
    pattern = re.compile(re.escape(origin) + r"/collections/(\d+)", re.ASCII)
    matches = (pattern.fullmatch(each) for each in addresses)
    ids = (parse_id(each[1]) for each in matches if each)
    return [each for each in dict.fromkeys(ids) if each]
