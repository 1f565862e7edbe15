"""The page with the links of somebody that are proved to be theirs, and how that is done."""

from typing import Final

from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.accounts.proofs.actions import ask_for_proofs
from arengo.social.accounts.queries import account_by_id
from arengo.social.accounts.rendering import account_url
from arengo.storage import ReadTransaction
from arengo.web.pages.frames import done, frame_of, page_answer
from arengo.web.views import profile_view

_PATH: Final = "/settings/verification"


@reads(_PATH, access=Access.MEMBER, bucket="page")
def show_verification(tx: ReadTransaction, request: Request) -> Answer:
    """Show which links of one's profile are proved, and how that is done."""
    account, origin = account_by_id(tx, request.me), request.site.settings.origin
    return page_answer(
        request,
        "settings/verification.html",
        frame_of(tx, request, form=True),
        profile=profile_view(account, origin=origin),
        proof=f'<a rel="me" href="{account_url(origin, account.username)}">{account.username}</a>',
    )


@acts("POST", _PATH, access=Access.MEMBER, bucket="delete")
async def look_at_links(request: Request) -> Answer:
    """Look at all of one's links anew; a job does it."""
    await request.write(ask_for_proofs, by=request.me)
    return done(request, _PATH, "looking")
