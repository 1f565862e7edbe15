"""The desk of invitations: those of everybody, and ending one."""

from functools import partial
from typing import Annotated, Final

import msgspec

from arengo.auth.roles.model import Permission
from arengo.auth.signup.actions import expire_invite
from arengo.auth.signup.model import Invite
from arengo.auth.signup.queries import invite_by_id, newest_invites
from arengo.base.clock import now_ms
from arengo.base.ids import MAX_ID
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.moderation.audit.actions import note
from arengo.moderation.audit.model import Act, Deed
from arengo.storage import ReadTransaction, Transaction
from arengo.web.context import AccountView
from arengo.web.context.admin import StaffInvite
from arengo.web.desks import HOME
from arengo.web.pages.admin.lines import views_of
from arengo.web.pages.frames import done, frame_of, page_answer

_PATH: Final = f"{HOME}/invites"
_PER_PAGE: Final = 20


class OlderForm(msgspec.Struct, frozen=True, kw_only=True):
    """Which part of them is wanted."""

    before: Annotated[int, msgspec.Meta(ge=1, le=MAX_ID)] = MAX_ID


@reads(
    _PATH, access=Access.MEMBER, permission=Permission.MANAGE_INVITES, bucket="page", bounded=False
)
def show_invites(tx: ReadTransaction, request: Request, form: OlderForm) -> Answer:
    """Show invitations, newest first, those that are over included."""
    found = newest_invites(tx, before=form.before, limit=_PER_PAGE + 1)
    shown = found[:_PER_PAGE]
    known = views_of(tx, request, [each.account_id for each in shown])
    return page_answer(
        request,
        "admin/invites.html",
        frame_of(tx, request, form=True),
        invites=tuple(
            _view(each, known[each.account_id]) for each in shown if each.account_id in known
        ),
        older_url=f"{_PATH}?before={shown[-1].id}" if len(found) > _PER_PAGE else "",
    )


@acts(
    "POST",
    f"{_PATH}/{{invite_id}}/expire",
    access=Access.MEMBER,
    permission=Permission.MANAGE_INVITES,
)
async def end_invite(request: Request, invite_id: int) -> Answer:
    """End somebody's invitation; who joined with it stays."""
    await request.write(partial(_end, request, invite_id))
    return done(request, _PATH, "invite_ended")


def _end(request: Request, invite_id: int, tx: Transaction) -> None:
    invite = invite_by_id(tx, invite_id)
    if not invite.is_good(now_ms()):
        return
    expire_invite(tx, by=invite.account_id, invite_id=invite.id)
    deed = Deed(by=request.me, act=Act.EXPIRE_INVITE, person=invite.account_id, entry=invite.id)
    note(tx, deed)


def _view(invite: Invite, by: AccountView) -> StaffInvite:
    return StaffInvite(
        code=invite.code,
        by=by,
        uses=invite.uses,
        max_uses=invite.max_uses,
        expires_at_ms=invite.expires_ms,
        good=invite.is_good(now_ms()),
        expire_action=f"{_PATH}/{invite.id}/expire",
    )
