"""Paging by ids: `max_id`, `since_id`, `min_id`, `limit`; by offset; and the Link header."""

from collections.abc import Sequence
from typing import Any, TypedDict
from urllib.parse import parse_qsl, quote, urlencode

import msgspec

from arengo.base.ids import MAX_ID, parse_id
from arengo.gate.answers import Answer, json_bytes
from arengo.gate.parameters import decoded
from arengo.gate.request import Request

_FURTHEST = 1_000_000
_CURSORS = frozenset({"max_id", "since_id", "min_id", "offset"})


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """Ids strictly between `after` and `before`; `upwards` takes the oldest of them first."""

    before: int
    after: int
    upwards: bool
    limit: int


class Bounds(TypedDict):
    """A window as the arguments of a question about a list."""

    before: int
    after: int
    upwards: bool
    limit: int


class PageForm(msgspec.Struct, frozen=True, kw_only=True):
    """The paging parameters of every list; a form of a list inherits from it."""

    max_id: str | None = None
    since_id: str | None = None
    min_id: str | None = None
    limit: int | None = None

    def window(self, *, default: int = 20, most: int = 40) -> Window:
        """Return the window; what is no id is as if absent, a limit is kept in range."""
        upper = parse_id(self.max_id or "")
        lower = parse_id(self.min_id or "")
        since = parse_id(self.since_id or "")
        return Window(
            before=MAX_ID if upper is None else upper,
            after=max(lower or 0, since or 0),
            upwards=lower is not None,
            limit=min(max(self.limit if self.limit is not None else default, 1), most),
        )

    def bounds(self, *, default: int = 20, most: int = 40) -> Bounds:
        """Return the window as the arguments of a question: `rows(tx, **form.bounds())`."""
        window = self.window(default=default, most=most)
        return Bounds(
            before=window.before, after=window.after, upwards=window.upwards, limit=window.limit
        )


class LimitForm(msgspec.Struct, frozen=True, kw_only=True):
    """How much of a list that has no pages."""

    limit: int | None = None

    def most(self, *, default: int, most: int) -> int:
        """Return how many to show, within bounds."""
        return min(max(default if self.limit is None else self.limit, 1), most)


class OffsetForm(LimitForm, frozen=True, kw_only=True):
    """Which part of a list that is in no order of ids."""

    offset: int = 0

    @property
    def start(self) -> int:
        """Return how many to skip."""
        return min(max(self.offset, 0), _FURTHEST)


def page(
    request: Request,
    items: Sequence[Any] | bytes,
    cursors: Sequence[int],
    *,
    within: Bounds | None = None,
) -> Answer:
    """Answer with a list, newest first; `cursors` are the ids to page by, in the same order.

    When they are all that lies `within` bounds, the last page says that no other follows.
    """
    if not cursors:
        return Answer(json_bytes(items))
    older, newer = f"max_id={cursors[-1]}", f"min_id={cursors[0]}"
    if within and not within["after"] and len(cursors) < within["limit"]:
        return _linked(request, items, prev=newer)
    return _linked(request, items, next=older, prev=newer)


def page_by_offset(
    request: Request, items: Sequence[Any] | bytes, *, start: int, limit: int, count: int
) -> Answer:
    """Answer with a part of a list that is in no order of ids; `count` of it were looked at."""
    links = {}
    if count >= limit:
        links["next"] = f"offset={start + limit}"
    if start:
        links["prev"] = f"offset={max(start - limit, 0)}"
    return _linked(request, items, **links)


def _linked(request: Request, items: Sequence[Any] | bytes, **cursors: str) -> Answer:
    """Answer with a list and, by their relation to it, where its neighbours are."""
    if not cursors:
        return Answer(json_bytes(items))
    path = quote(request.path, errors="replace")
    address = f"{request.site.settings.origin}{path}?{_kept(request.query)}"
    links = ", ".join(f'<{address}{cursor}>; rel="{rel}"' for rel, cursor in cursors.items())
    return Answer(json_bytes(items), headers=((b"link", links.encode()),))


def _kept(query: bytes) -> str:
    """Return what else was asked for, ready to be followed by a cursor."""
    if not query:
        return ""
    pairs = [(n, v) for n, v in parse_qsl(decoded(query)) if n not in _CURSORS]
    return urlencode(pairs) + "&" if pairs else ""
