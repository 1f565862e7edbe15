"""Filters: what somebody does not want to read, and how clients show it."""

from typing import Any, Final

import msgspec

from arengo.api.entities.filter import (
    ACTIONS_BY_NAME,
    CONTEXTS_BY_NAME,
    FilterEntity,
    FilterKeyword,
    FilterStatus,
    filter_entity,
    filter_keyword,
    filter_status,
)
from arengo.base.clock import DAY_MS, SECOND_MS, now_ms
from arengo.base.errors import Invalid, NotFound
from arengo.base.ids import PostId, parse_id
from arengo.gate.answers import EMPTY, Answer
from arengo.gate.request import Request
from arengo.gate.routes import acts, reads
from arengo.social.filters import actions as filters
from arengo.social.filters.model import Action, Context, FilterChanges, KeywordChange
from arengo.social.filters.queries import (
    filters_of,
    own_filter,
    own_filtered_post,
    own_keyword,
)
from arengo.storage import ReadTransaction

_ALL: Final = "/api/v2/filters"
_ONE: Final = "/api/v2/filters/{filter_id}"
_KEYWORD: Final = "/api/v2/filters/keywords/{keyword_id}"
_STATUS: Final = "/api/v2/filters/statuses/{row_id}"
_LONGEST_S: Final = 100 * 365 * DAY_MS // SECOND_MS


class KeywordAttributes(msgspec.Struct, frozen=True, kw_only=True):
    """A keyword within the form of a filter: added without an id, else changed or removed."""

    id: str | None = None
    keyword: str | None = None
    whole_word: bool | None = None
    destroy: bool | None = msgspec.field(default=None, name="_destroy")

    def change(self) -> KeywordChange:
        """Return it in our words; an id that cannot be one names nothing."""
        known = parse_id(self.id) if self.id else None
        if self.id and known is None:
            raise NotFound
        return KeywordChange(
            id=known,
            text=self.keyword,
            whole_word=self.whole_word,
            remove=self.destroy or False,
        )


class EndForm(msgspec.Struct, frozen=True, kw_only=True):
    """Where and how long a filter counts."""

    context: list[str] | None = None
    expires_in: int | float | str | msgspec.UnsetType | None = msgspec.UNSET

    def contexts(self) -> Context | None:
        """Return where it counts, None when that was not said; of names some must be good."""
        return None if self.context is None else contexts_named(self.context)

    def expires_ms(self) -> int | None:
        """Return the end, None for never."""
        return end_in(self.expires_in)


class FilterForm(EndForm, frozen=True, kw_only=True):
    """A filter."""

    title: str | None = None
    filter_action: str | None = None
    keywords_attributes: list[KeywordAttributes] = []

    def action(self) -> Action | None:
        """Return what clients do, None when nothing was said; raises Invalid."""
        if not self.filter_action:
            return None
        if self.filter_action not in ACTIONS_BY_NAME:
            raise Invalid(f"'{self.filter_action[:30]}' is not a valid filter_action")
        return ACTIONS_BY_NAME[self.filter_action]

    def keywords(self) -> list[KeywordChange]:
        """Return what changes among the keywords."""
        return [each.change() for each in self.keywords_attributes]


class KeywordForm(msgspec.Struct, frozen=True, kw_only=True):
    """A keyword."""

    keyword: str | None = None
    whole_word: bool | None = None


class StatusForm(msgspec.Struct, frozen=True, kw_only=True):
    """A status."""

    status_id: str = ""


def contexts_named(names: list[str]) -> Context:
    """Return places by their names; a wrong one makes all of it wrong."""
    found = Context(0)
    for name in names:
        if name.strip() and name.strip() not in CONTEXTS_BY_NAME:
            raise Invalid("Validation failed: Context None or invalid context supplied")
        found |= CONTEXTS_BY_NAME.get(name.strip(), Context(0))
    return found


def end_in(seconds: Any) -> int | None:
    """Return when something is over that lasts some seconds; None for never."""
    if seconds is None or seconds is msgspec.UNSET or seconds == "":
        return None
    try:
        number = int(float(seconds))
    except (ValueError, OverflowError):
        raise Invalid("Validation failed: Expires in is not a number") from None
    return now_ms() + min(max(number, -_LONGEST_S), _LONGEST_S) * SECOND_MS


@reads(_ALL, scope="read:filters", answers=list[FilterEntity])
def list_filters(tx: ReadTransaction, request: Request) -> list[FilterEntity]:
    """Return one's filters."""
    return [filter_entity(each) for each in filters_of(tx, request.me)]


@reads(_ONE, scope="read:filters", answers=FilterEntity)
def show_filter(tx: ReadTransaction, request: Request, filter_id: int) -> FilterEntity:
    """Return one of one's filters."""
    return filter_entity(own_filter(tx, filter_id, by=request.me))


@acts("POST", _ALL, scope="write:filters", answers=FilterEntity)
async def make_filter(request: Request, form: FilterForm) -> FilterEntity:
    """Make a filter."""
    made = await request.write(
        filters.make_filter,
        by=request.me,
        title=form.title or "",
        contexts=form.contexts() or Context(0),
        action=form.action() or Action.WARN,
        expires_ms=form.expires_ms(),
        keywords=form.keywords(),
    )
    return filter_entity(made)


@acts("PUT", _ONE, scope="write:filters", answers=FilterEntity)
async def change_filter(request: Request, filter_id: int, form: FilterForm) -> FilterEntity:
    """Change a filter, and keywords of it."""
    changes = FilterChanges(
        title=form.title,
        contexts=form.contexts(),
        action=form.action(),
        expires=form.expires_in is not msgspec.UNSET,
        expires_ms=form.expires_ms(),
    )
    changed = await request.write(
        filters.change_filter,
        by=request.me,
        filter_id=filter_id,
        changes=changes,
        keywords=form.keywords(),
    )
    return filter_entity(changed)


@acts("DELETE", _ONE, scope="write:filters")
async def remove_filter(request: Request, filter_id: int) -> Answer:
    """Remove a filter."""
    await request.write(filters.remove_filter, by=request.me, filter_id=filter_id)
    return EMPTY


@reads(f"{_ONE}/keywords", scope="read:filters", answers=list[FilterKeyword])
def list_keywords(tx: ReadTransaction, request: Request, filter_id: int) -> list[FilterKeyword]:
    """Return the keywords of a filter."""
    whole = own_filter(tx, filter_id, by=request.me)
    return [filter_keyword(each) for each in whole.keywords]


@acts("POST", f"{_ONE}/keywords", scope="write:filters", answers=FilterKeyword)
async def add_keyword(request: Request, filter_id: int, form: KeywordForm) -> FilterKeyword:
    """Add a keyword to a filter."""
    added = await request.write(
        filters.add_keyword,
        by=request.me,
        filter_id=filter_id,
        text=form.keyword or "",
        whole_word=form.whole_word is not False,
    )
    return filter_keyword(added)


@reads(_KEYWORD, scope="read:filters", answers=FilterKeyword)
def show_keyword(tx: ReadTransaction, request: Request, keyword_id: int) -> FilterKeyword:
    """Return a keyword."""
    return filter_keyword(own_keyword(tx, keyword_id, by=request.me))


@acts("PUT", _KEYWORD, scope="write:filters", answers=FilterKeyword)
async def change_keyword(request: Request, keyword_id: int, form: KeywordForm) -> FilterKeyword:
    """Change a keyword."""
    changed = await request.write(
        filters.change_keyword,
        by=request.me,
        keyword_id=keyword_id,
        text=form.keyword,
        whole_word=form.whole_word,
    )
    return filter_keyword(changed)


@acts("DELETE", _KEYWORD, scope="write:filters")
async def remove_keyword(request: Request, keyword_id: int) -> Answer:
    """Remove a keyword."""
    await request.write(filters.remove_keyword, by=request.me, keyword_id=keyword_id)
    return EMPTY


@reads(f"{_ONE}/statuses", scope="read:filters", answers=list[FilterStatus])
def list_statuses(tx: ReadTransaction, request: Request, filter_id: int) -> list[FilterStatus]:
    """Return the statuses that were put into a filter."""
    return [filter_status(each) for each in own_filter(tx, filter_id, by=request.me).posts]


@acts("POST", f"{_ONE}/statuses", scope="write:filters", answers=FilterStatus)
async def filter_one(request: Request, filter_id: int, form: StatusForm) -> FilterStatus:
    """Put a status into a filter."""
    post_id = PostId(parse_id(form.status_id) or 0)
    added = await request.write(
        filters.filter_post, by=request.me, filter_id=filter_id, post_id=post_id
    )
    return filter_status(added)


@reads(_STATUS, scope="read:filters", answers=FilterStatus)
def show_status(tx: ReadTransaction, request: Request, row_id: int) -> FilterStatus:
    """Return one entry of a filter that names a status."""
    return filter_status(own_filtered_post(tx, row_id, by=request.me))


@acts("DELETE", _STATUS, scope="write:filters")
async def unfilter_one(request: Request, row_id: int) -> Answer:
    """Take a status out of a filter."""
    await request.write(filters.unfilter_post, by=request.me, row_id=row_id)
    return EMPTY
