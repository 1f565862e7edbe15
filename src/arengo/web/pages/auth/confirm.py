"""The page behind the link that confirms an address."""

import msgspec

from arengo.auth.users.actions import confirm_email
from arengo.base.errors import Invalid
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts
from arengo.web.context import Form
from arengo.web.pages.auth.problems import wrong
from arengo.web.pages.frames import frame_of, page_answer


class LinkForm(msgspec.Struct, frozen=True, kw_only=True):
    """The code that a letter carries."""

    code: str = ""


@acts("GET", "/auth/confirm", access=Access.PAGE, bucket="sign_in")
async def confirm(request: Request, form: LinkForm) -> Answer:
    """Take the address. A link that is over leads to signing in, which sends another letter."""
    frame = await request.read(frame_of, request, form=True)
    try:
        user = await request.write(confirm_email, code=form.code, keys=request.site.keys)
    except Invalid:
        shown = Form(action="/auth/sign_in", errors=(wrong("", "link_invalid"),))
        return page_answer(request, "auth/sign_in.html", frame, form=shown)
    return page_answer(request, "auth/confirmed.html", frame, waiting=not user.may_sign_in)
