"""The statuses of one account."""

from arengo.api.entities.status import Status
from arengo.api.routes.timelines import stretch_of, timeline, visible_page
from arengo.base.errors import NotFound
from arengo.base.ids import AccountId
from arengo.gate.answers import Answer
from arengo.gate.paging import PageForm
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.accounts.queries import account_by_id
from arengo.social.reactions.queries import pinned_posts
from arengo.social.timelines import queries as timelines
from arengo.social.timelines.entries.actions import tag_named
from arengo.social.timelines.model import AccountFilter
from arengo.storage import ReadTransaction


class AccountStatusesForm(PageForm, frozen=True, kw_only=True):
    """Which statuses of an account are wanted."""

    only_media: bool = False
    exclude_replies: bool = False
    exclude_reblogs: bool = False
    pinned: bool = False
    tagged: str | None = None


def is_bounded(form: AccountStatusesForm) -> bool:
    """Tell whether nothing is filtered: a rare kind of post may be long to look for."""
    return not (form.only_media or form.exclude_replies or form.exclude_reblogs or form.tagged)


@reads(
    "/api/v1/accounts/{account_id}/statuses",
    access=Access.ANYONE,
    scope="read:statuses",
    bounded=is_bounded,
    answers=list[Status],
)
def list_account_statuses(
    tx: ReadTransaction, request: Request, account_id: AccountId, form: AccountStatusesForm
) -> Answer:
    """Return what an account published, as far as the viewer may see it."""
    if not account_by_id(tx, account_id).available:
        raise NotFound
    if form.pinned:
        return timeline(tx, request, visible_page(tx, request, pinned_posts(tx, account_id)))
    chosen = AccountFilter(
        only_media=form.only_media,
        exclude_replies=form.exclude_replies,
        exclude_boosts=form.exclude_reblogs,
        tag_id=tag_named(form.tagged).id if form.tagged else None,
    )
    found = timelines.of_account(
        tx, stretch_of(form), account_id=account_id, chosen=chosen, viewer=request.viewer_id
    )
    return timeline(tx, request, found)
