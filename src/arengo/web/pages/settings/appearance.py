"""The page on how these pages look, and whether keys do something."""

from typing import Final

import msgspec

from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.accounts.actions import change_habits
from arengo.social.accounts.model import Theme
from arengo.social.accounts.queries import habits_of
from arengo.storage import ReadTransaction
from arengo.web.context import Form
from arengo.web.pages.frames import done, frame_of, page_answer
from arengo.web.pages.settings.forms import ticks

_PATH: Final = "/settings/appearance"


class AppearanceForm(msgspec.Struct, frozen=True, kw_only=True):
    """What is chosen and ticked."""

    theme: Theme = "system"
    shortcuts: bool = False


@reads(_PATH, access=Access.MEMBER, bucket="page")
def show_appearance(tx: ReadTransaction, request: Request) -> Answer:
    """Show the colours one chose, and whether keys do something."""
    habits = habits_of(tx, request.me)
    values = {"theme": habits.theme, **ticks(shortcuts=habits.shortcuts)}
    return page_answer(
        request,
        "settings/appearance.html",
        frame_of(tx, request, form=True),
        form=Form(action=_PATH, values=values),
    )


@acts("POST", _PATH, access=Access.MEMBER, bucket="write")
async def save_appearance(request: Request, form: AppearanceForm) -> Answer:
    """Let pages look so from now on, in every browser of theirs."""
    changes: dict[str, object] = {"theme": form.theme, "shortcuts": form.shortcuts}
    await request.write(change_habits, by=request.me, changes=changes)
    return done(request, _PATH, "saved")
