"""The page on what is in somebody's home, and how much of it is open at once."""

from typing import Final, Literal

import msgspec

from arengo.base.ids import AccountId
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.accounts.actions import change_habits, change_profile
from arengo.social.accounts.model import ProfileChanges
from arengo.social.accounts.queries import habits_of, preferences_of
from arengo.storage import ReadTransaction, Transaction
from arengo.web.context import Form
from arengo.web.pages.frames import done, frame_of, page_answer
from arengo.web.pages.settings.forms import ticks

_PATH: Final = "/settings/timeline"


class TimelineForm(msgspec.Struct, frozen=True, kw_only=True):
    """What is chosen and ticked."""

    boosts_at_home: bool = False
    replies_at_home: bool = False
    endless: bool = False
    expand_media: Literal["default", "show_all", "hide_all"] = "default"
    expand_spoilers: bool = False
    autoplay: bool = False


@reads(_PATH, access=Access.MEMBER, bucket="page")
def show_timeline_settings(tx: ReadTransaction, request: Request) -> Answer:
    """Show what is in one's home, and what of it is open at once."""
    mine, habits = preferences_of(tx, request.me), habits_of(tx, request.me)
    values = {
        "expand_media": mine.expand_media,
        **ticks(
            boosts_at_home=habits.boosts_at_home,
            replies_at_home=habits.replies_at_home,
            endless=habits.endless,
            expand_spoilers=mine.expand_spoilers,
            autoplay=mine.autoplay,
        ),
    }
    return page_answer(
        request,
        "settings/timeline.html",
        frame_of(tx, request, form=True),
        form=Form(action=_PATH, values=values),
    )


@acts("POST", _PATH, access=Access.MEMBER, bucket="write")
async def save_timeline_settings(request: Request, form: TimelineForm) -> Answer:
    """Let home be so from now on, and what is open at once."""
    await request.write(_save, by=request.me, form=form)
    return done(request, _PATH, "saved")


def _save(tx: Transaction, *, by: AccountId, form: TimelineForm) -> None:
    preferences: dict[str, object] = {
        "expand_media": form.expand_media,
        "expand_spoilers": form.expand_spoilers,
        "autoplay": form.autoplay,
    }
    change_profile(tx, by=by, changes=ProfileChanges(preferences=preferences))
    habits: dict[str, object] = {
        "boosts_at_home": form.boosts_at_home,
        "replies_at_home": form.replies_at_home,
        "endless": form.endless,
    }
    change_habits(tx, by=by, changes=habits)
