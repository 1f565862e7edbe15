"""The page on which one mutes somebody: for how long, and whether notifications go too."""

from typing import Final, Literal

import msgspec

from arengo.base.clock import DAY_MS, HOUR_MS, SECOND_MS
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.follows import actions
from arengo.storage import ReadTransaction
from arengo.web.context import Form
from arengo.web.pages.frames import frame_of, page_answer
from arengo.web.pages.people.rows import back, person_called
from arengo.web.people import row_of

_PATH: Final = "/@{username}/mute"
Duration = Literal["0", "1h", "1d", "7d", "30d"]
_SECONDS: Final = {
    "0": 0,
    "1h": HOUR_MS // SECOND_MS,
    "1d": DAY_MS // SECOND_MS,
    "7d": 7 * DAY_MS // SECOND_MS,
    "30d": 30 * DAY_MS // SECOND_MS,
}


class MuteForm(msgspec.Struct, frozen=True, kw_only=True):
    """How far and how long; 0 is until further notice."""

    duration: Duration = "0"
    notifications: bool = False
    return_to: str = ""


@reads(_PATH, access=Access.MEMBER, bucket="page")
def show_mute(tx: ReadTransaction, request: Request, username: str) -> Answer:
    """Say what muting does, and ask how long."""
    account = person_called(tx, request, username)
    return page_answer(
        request,
        "people/mute.html",
        frame_of(tx, request, form=True),
        form=Form(action=f"/@{account.acct}/mute", values={"notifications": "true"}),
        person=row_of(tx, request, account),
    )


@acts("POST", _PATH, access=Access.MEMBER)
async def mute(request: Request, username: str, form: MuteForm) -> Answer:
    """See nothing of somebody."""
    account = await request.read(person_called, request, username)
    await request.write(
        actions.mute,
        by=request.me,
        target=account.id,
        notifications=form.notifications,
        duration_s=_SECONDS[form.duration],
    )
    return back(request, account, form.return_to, "muted")
