"""Drafts: what was begun, to go on with it or to throw it away."""

from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.posts.plans.drafts import drop_draft
from arengo.social.posts.plans.queries import plans_page
from arengo.storage import ReadTransaction
from arengo.web.composing.views import plan_views
from arengo.web.context import FieldError, Form
from arengo.web.pages.frames import done, frame_of, page_answer
from arengo.web.pages.listings import OlderForm

PER_PAGE = 20


@reads("/drafts", access=Access.MEMBER, bucket="page", bounded=False)
def show_drafts(tx: ReadTransaction, request: Request, form: OlderForm) -> Answer:
    """Show them, newest first."""
    return plans_answer(tx, request, form, drafts=True)


@acts("POST", "/drafts/{draft_id}/delete", access=Access.MEMBER, bucket="page")
async def delete_draft(request: Request, draft_id: int) -> Answer:
    """Forget one for good."""
    await request.write(drop_draft, by=request.me, plan_id=draft_id, version=None)
    return done(request, "/drafts", "draft_deleted")


def plans_answer(
    tx: ReadTransaction,
    request: Request,
    form: OlderForm,
    *,
    drafts: bool,
    errors: tuple[FieldError, ...] = (),
    wrong_id: int = 0,
) -> Answer:
    """Return a page of drafts, or of what is scheduled."""
    found = plans_page(
        tx,
        request.me,
        drafts=drafts,
        before=form.before,
        after=0,
        upwards=False,
        limit=PER_PAGE + 1,
    )
    shown = found[:PER_PAGE]
    name = "drafts" if drafts else "scheduled"
    return page_answer(
        request,
        f"composing/{name}.html",
        frame_of(tx, request, form=True),
        plans=plan_views(tx, request, shown, by=request.me),
        older_url=f"/{name}?before={shown[-1].id}" if len(found) > PER_PAGE else "",
        form=Form(action=f"/{name}", errors=errors),
        wrong_id=wrong_id,
    )
