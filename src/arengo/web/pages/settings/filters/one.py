"""The page of one filter: a new one, or one to change or to remove."""

from typing import Final

from arengo.base.errors import Invalid
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.filters import actions
from arengo.social.filters.model import MOST_FILTERS, MOST_KEYWORDS, FilterChanges
from arengo.social.filters.queries import own_filter, own_filtered_post
from arengo.storage import ReadTransaction
from arengo.web.context import FieldError, Form
from arengo.web.context.filters import PLACES
from arengo.web.pages.auth.problems import wrong
from arengo.web.pages.frames import done, frame_of, page_answer
from arengo.web.pages.settings.filters.forms import FilterForm, form_of
from arengo.web.pages.settings.filters.views import PATH, filtered_views
from arengo.web.pages.settings.forms import typed

_NEW: Final = f"{PATH}/new"
_ONE: Final = f"{PATH}/{{filter_id}}"
_AT_FIRST: Final = FilterForm(home=True, public=True, thread=True, notifications=True, ends="never")


@reads(_NEW, access=Access.MEMBER, bucket="page")
def show_new_filter(tx: ReadTransaction, request: Request) -> Answer:
    """Show the form of a new filter."""
    return _page(tx, request, _AT_FIRST, None)


async def show_new_again(request: Request, form: FilterForm) -> Answer:
    """Show what was typed once more."""
    return await request.read(_page, request, form, None, wrong("", "expired"))


@acts("POST", _NEW, access=Access.MEMBER, bucket="write", expired=show_new_again)
async def make_filter(request: Request, form: FilterForm) -> Answer:
    """Begin to filter."""
    if errors := tuple(form.problems()):
        return await request.read(_page, request, form, None, *errors)
    try:
        await request.write(
            actions.make_filter,
            by=request.me,
            title=form.title,
            contexts=form.contexts(),
            action=form.verdict(),
            expires_ms=form.expires_ms(),
            keywords=form.changes(),
        )
    except Invalid:
        return await request.read(_page, request, form, None, _too_many())
    return done(request, PATH, "saved")


@reads(_ONE, access=Access.MEMBER, bucket="page")
def show_filter(tx: ReadTransaction, request: Request, filter_id: int) -> Answer:
    """Show an own filter, to be changed."""
    return _page(tx, request, form_of(own_filter(tx, filter_id, by=request.me)), filter_id)


async def show_filter_again(request: Request, filter_id: int, form: FilterForm) -> Answer:
    """Show what was typed once more."""
    return await request.read(_page, request, form, filter_id, wrong("", "expired"))


@acts("POST", _ONE, access=Access.MEMBER, bucket="write", expired=show_filter_again)
async def change_filter(request: Request, filter_id: int, form: FilterForm) -> Answer:
    """Filter differently from now on."""
    if errors := tuple(form.problems()):
        return await request.read(_page, request, form, filter_id, *errors)
    changes = FilterChanges(
        title=form.title,
        contexts=form.contexts(),
        action=form.verdict(),
        expires=form.ends != "keep",
        expires_ms=form.expires_ms(),
    )
    try:
        await request.write(
            actions.change_filter,
            by=request.me,
            filter_id=filter_id,
            changes=changes,
            keywords=form.changes(),
        )
    except Invalid:
        return await request.read(_page, request, form, filter_id, _too_many())
    return done(request, PATH, "saved")


@acts("POST", f"{_ONE}/remove", access=Access.MEMBER, bucket="write")
async def remove_filter(request: Request, filter_id: int) -> Answer:
    """End an own filter."""
    await request.write(actions.remove_filter, by=request.me, filter_id=filter_id)
    return done(request, PATH, "filter_removed")


@acts("POST", f"{_ONE}/posts/{{row_id}}/remove", access=Access.MEMBER, bucket="write")
async def unfilter(request: Request, filter_id: int, row_id: int) -> Answer:
    """Take a post out of an own filter."""
    row = await request.read(own_filtered_post, row_id, by=request.me)
    await request.write(actions.unfilter_post, by=request.me, row_id=row.id)
    return done(request, f"{PATH}/{filter_id}", "unfiltered")


def _too_many() -> FieldError:
    return wrong("", "filters_many", most=MOST_FILTERS, words=MOST_KEYWORDS)


def _page(
    tx: ReadTransaction,
    request: Request,
    form: FilterForm,
    filter_id: int | None,
    *errors: FieldError,
) -> Answer:
    whole = own_filter(tx, filter_id, by=request.me) if filter_id else None
    path = f"{PATH}/{filter_id}" if filter_id else _NEW
    return page_answer(
        request,
        "settings/filters/one.html",
        frame_of(tx, request, form=True),
        form=Form(action=path, values=typed(form), errors=errors),
        where=PLACES,
        keywords=form.rows(),
        posts=tuple(filtered_views(tx, request, whole.posts)) if whole else (),
        remove_action=f"{path}/remove" if whole else "",
        until_ms=whole.filter.expires_ms if whole else None,
    )
