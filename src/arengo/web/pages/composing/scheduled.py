"""What is scheduled: shown, put off, taken back among the drafts."""

from arengo.base.errors import Invalid
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.posts.plans.actions import reschedule
from arengo.social.posts.plans.composing import unschedule
from arengo.storage import ReadTransaction
from arengo.web.composing.fields import TimeForm
from arengo.web.composing.problems import problems_of
from arengo.web.composing.wishing import wanted_ms
from arengo.web.context import FieldError
from arengo.web.pages.composing.drafts import plans_answer
from arengo.web.pages.frames import done
from arengo.web.pages.listings import OlderForm


@reads("/scheduled", access=Access.MEMBER, bucket="page", bounded=False)
def show_scheduled(tx: ReadTransaction, request: Request, form: OlderForm) -> Answer:
    """Show it, what was planned last first."""
    return plans_answer(tx, request, form, drafts=False)


@acts("POST", "/scheduled/{plan_id}/time", access=Access.MEMBER, bucket="page")
async def put_off(request: Request, plan_id: int, form: TimeForm) -> Answer:
    """Publish it at another time."""
    try:
        due_ms = wanted_ms(form)
        await request.write(reschedule, by=request.me, plan_id=plan_id, due_ms=due_ms)
    except Invalid as refusal:
        errors = problems_of(refusal, most=0)
        return await request.read(_again, request, errors, plan_id=plan_id)
    return done(request, "/scheduled", "scheduled")


@acts("POST", "/scheduled/{plan_id}/draft", access=Access.MEMBER, bucket="page")
async def take_back(request: Request, plan_id: int) -> Answer:
    """Publish it never: it is a draft from now on."""
    await request.write(unschedule, by=request.me, plan_id=plan_id)
    return done(request, "/drafts", "taken_back")


def _again(
    tx: ReadTransaction, request: Request, errors: tuple[FieldError, ...], *, plan_id: int
) -> Answer:
    return plans_answer(tx, request, OlderForm(), drafts=False, errors=errors, wrong_id=plan_id)
