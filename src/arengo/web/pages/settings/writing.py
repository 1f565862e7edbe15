"""The page on what a post is like unless its author says otherwise."""

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
from arengo.web.pages.frames import done, frame_of, page_answer, spoken
from arengo.web.pages.settings.forms import ticks
from arengo.web.post_languages import post_languages

_PATH: Final = "/settings/writing"


class WritingForm(msgspec.Struct, frozen=True, kw_only=True):
    """What is chosen; an empty language is none."""

    visibility: Literal["public", "unlisted", "private", "direct"] = "public"
    quote_policy: Literal["public", "followers", "nobody"] = "public"
    reply_policy: Literal["everyone", "ask", "followers", "mentioned"] = "everyone"
    language: str = ""
    sensitive: bool = False
    alt_reminder: bool = False
    undo_s: Literal["0", "5", "10", "30"] = "0"


@reads(_PATH, access=Access.MEMBER, bucket="page")
def show_writing(tx: ReadTransaction, request: Request) -> Answer:
    """Show what a new post is like at first."""
    mine, habits = preferences_of(tx, request.me), habits_of(tx, request.me)
    frame = frame_of(tx, request, form=True)
    values = {
        "visibility": mine.visibility,
        "quote_policy": mine.quote_policy,
        "reply_policy": mine.reply_policy,
        "language": mine.language or "",
        "undo_s": str(habits.undo_s),
        **ticks(sensitive=mine.sensitive, alt_reminder=habits.alt_reminder),
    }
    return page_answer(
        request,
        "settings/writing.html",
        frame,
        form=Form(action=_PATH, values=values),
        tongues=post_languages(spoken(request, frame)),
    )


@acts("POST", _PATH, access=Access.MEMBER, bucket="write")
async def save_writing(request: Request, form: WritingForm) -> Answer:
    """Let posts be so from now on."""
    await request.write(_save, by=request.me, form=form)
    return done(request, _PATH, "saved")


def _save(tx: Transaction, *, by: AccountId, form: WritingForm) -> None:
    preferences: dict[str, object] = {
        "visibility": form.visibility,
        "quote_policy": form.quote_policy,
        "reply_policy": form.reply_policy,
        "sensitive": form.sensitive,
        "language": form.language or None,
    }
    change_profile(tx, by=by, changes=ProfileChanges(preferences=preferences))
    habits: dict[str, object] = {
        "alt_reminder": form.alt_reminder,
        "undo_s": int(form.undo_s),
    }
    change_habits(tx, by=by, changes=habits)
