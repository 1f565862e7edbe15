"""Whom somebody keeps away, a page at a time: also those with whom nothing else is possible."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from arengo.gate.request import Request
from arengo.storage import ReadTransaction
from arengo.web.context.people import PeoplePage
from arengo.web.pages.listings import OlderForm
from arengo.web.people import people_rows

_PER_PAGE: Final = 20
_Read = Callable[..., Sequence[tuple[Any, ...]]]


def relations_shown(
    tx: ReadTransaction, request: Request, form: OlderForm, path: str, read: _Read
) -> PeoplePage:
    """Return one page of (cursor, who, …); one more tells whether it goes on."""
    found = read(before=form.before, after=0, upwards=False, limit=_PER_PAGE + 1)
    shown = found[:_PER_PAGE]
    return PeoplePage(
        rows=people_rows(tx, request, [row[1] for row in shown], with_blocked=True),
        older_url=f"{path}?before={shown[-1][0]}" if len(found) > _PER_PAGE else "",
    )
