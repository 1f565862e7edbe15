"""Filters as they were before version 2: each is one keyword, with what its filter says."""

from typing import Final

import msgspec
from msgspec.structs import replace

from arengo.api.entities.filter import FilterV1, filter_v1
from arengo.api.routes.filters import EndForm
from arengo.base.errors import Invalid
from arengo.base.ids import AccountId
from arengo.gate.answers import EMPTY, Answer
from arengo.gate.request import Request
from arengo.gate.routes import acts, reads
from arengo.social.filters import actions as filters
from arengo.social.filters.model import (
    TITLE_MAX,
    Action,
    Context,
    FilterChanges,
    KeywordChange,
    WholeFilter,
)
from arengo.social.filters.policy import check_keyword
from arengo.social.filters.queries import filters_of, own_filter, own_keyword
from arengo.storage import ReadTransaction, Transaction

_ALL: Final = "/api/v1/filters"
_ONE: Final = "/api/v1/filters/{keyword_id}"
_SHARED: Final = "These parameters belong to a filter of several keywords: change it as a whole"


class FilterV1Form(EndForm, frozen=True, kw_only=True):
    """One phrase, and what to do about it."""

    phrase: str | None = None
    irreversible: bool | None = None
    whole_word: bool | None = None


@reads(_ALL, scope="read:filters", answers=list[FilterV1])
def list_filters(tx: ReadTransaction, request: Request) -> list[FilterV1]:
    """Return the keywords of one's filters."""
    found = filters_of(tx, request.me)
    return [filter_v1(whole.filter, keyword) for whole in found for keyword in whole.keywords]


@reads(_ONE, scope="read:filters", answers=FilterV1)
def show_filter(tx: ReadTransaction, request: Request, keyword_id: int) -> FilterV1:
    """Return one keyword."""
    return _entity(tx, request.me, keyword_id)


@acts("POST", _ALL, scope="write:filters", answers=FilterV1)
async def make_filter(request: Request, form: FilterV1Form) -> FilterV1:
    """Make a filter of one keyword."""
    phrase = form.phrase or ""
    check_keyword(phrase, called="Phrase")
    made = await request.write(
        filters.make_filter,
        by=request.me,
        title=phrase[:TITLE_MAX],
        contexts=form.contexts() or Context(0),
        action=Action.HIDE if form.irreversible else Action.WARN,
        expires_ms=form.expires_ms(),
        keywords=[KeywordChange(text=phrase, whole_word=form.whole_word or False)],
    )
    return filter_v1(made.filter, made.keywords[0])


@acts("PUT", _ONE, scope="write:filters", answers=FilterV1)
async def change_filter(request: Request, keyword_id: int, form: FilterV1Form) -> FilterV1:
    """Change a keyword, and its filter when it is the only one in it."""
    if form.phrase is not None:
        check_keyword(form.phrase, called="Phrase")
    return await request.write(_change, me=request.me, keyword_id=keyword_id, form=form)


@acts("DELETE", _ONE, scope="write:filters")
async def remove_filter(request: Request, keyword_id: int) -> Answer:
    """Remove a keyword; its filter stays."""
    await request.write(filters.remove_keyword, by=request.me, keyword_id=keyword_id)
    return EMPTY


def _change(tx: Transaction, *, me: AccountId, keyword_id: int, form: FilterV1Form) -> FilterV1:
    whole = own_filter(tx, own_keyword(tx, keyword_id, by=me).filter_id, by=me)
    filters.change_filter(
        tx,
        by=me,
        filter_id=whole.filter.id,
        changes=_changes(whole, form),
        keywords=[KeywordChange(id=keyword_id, text=form.phrase, whole_word=form.whole_word)],
    )
    return _entity(tx, me, keyword_id)


def _changes(whole: WholeFilter, form: FilterV1Form) -> FilterChanges:
    """Return what changes of the filter; Invalid when other keywords are concerned, too."""
    action = None
    if form.irreversible is not None:
        action = Action.HIDE if form.irreversible else Action.WARN
    wanted = FilterChanges(
        contexts=form.contexts(),
        action=action,
        expires=form.expires_in is not msgspec.UNSET,
        expires_ms=form.expires_ms(),
    )
    if len(whole.keywords) == 1:
        title = None if form.phrase is None else form.phrase[:TITLE_MAX]
        return replace(wanted, title=title)
    if _differs(wanted, whole):
        raise Invalid(f"Validation failed: {_SHARED}")
    return FilterChanges()


def _differs(wanted: FilterChanges, whole: WholeFilter) -> bool:
    known = whole.filter
    return (
        wanted.contexts not in {None, known.contexts}
        or wanted.action not in {None, known.action}
        or (wanted.expires and wanted.expires_ms != known.expires_ms)
    )


def _entity(tx: ReadTransaction, me: AccountId, keyword_id: int) -> FilterV1:
    keyword = own_keyword(tx, keyword_id, by=me)
    return filter_v1(own_filter(tx, keyword.filter_id, by=me).filter, keyword)
