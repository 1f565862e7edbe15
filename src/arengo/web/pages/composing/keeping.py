"""Keeps what somebody is writing every few seconds, while scripts run in their page."""

from msgspec.structs import replace

from arengo.base.errors import Forbidden, Invalid, NotFound
from arengo.gate.answers import Answer
from arengo.gate.authentication import is_welcome
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts
from arengo.social.posts.plans.composing import keep
from arengo.social.posts.plans.model import Plan
from arengo.web.composing.fields import MOST_KEY, ComposeForm
from arengo.web.composing.wishing import descriptions_of, source_of, wish_of
from arengo.web.context.composing import Kept
from arengo.web.pages.frames import frame_of, page_answer


@acts("POST", "/compose/keep", access=Access.PAGE, bucket="page")
async def keep_writing(request: Request, form: ComposeForm) -> Answer:
    """Keep it as a draft; what cannot be kept now stays in the page.

    Whoever is not signed in any more is told so, and not sent away from what they write.
    """
    kept = Kept(plan_id=form.draft, version=form.version)
    if request.viewer is None or not is_welcome(request.viewer):
        kept = replace(kept, lost=True)
    elif form.key and not form.edit and not (form.is_empty and not form.draft):
        kept = await _kept(request, form) or kept
    frame = await request.read(frame_of, request, form=True)
    return page_answer(request, "parts/kept.html", frame, kept=kept)


async def _kept(request: Request, form: ComposeForm) -> Kept | None:
    try:
        plan: Plan | None = await request.write(
            keep,
            by=request.me,
            wish=wish_of(form),
            source=source_of(form),
            descriptions=descriptions_of(form),
            key=form.key[:MOST_KEY],
        )
    except (Forbidden, Invalid, NotFound):
        return None
    if plan is None:
        return Kept(sent=True)
    return Kept(plan_id=str(plan.id), version=plan.ver, at_ms=plan.changed_ms)
