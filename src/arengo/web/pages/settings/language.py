"""The page on the language of these pages, and of what we write to somebody."""

from typing import Final

import msgspec

from arengo.auth.users.actions import change_locale
from arengo.auth.users.queries import user_by_id
from arengo.base.ids import AccountId
from arengo.base.phrases import LANGUAGES, known
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.accounts.actions import change_habits
from arengo.social.accounts.queries import habits_of
from arengo.storage import ReadTransaction, Transaction
from arengo.web.context import Form
from arengo.web.pages.frames import done, frame_of, page_answer

_PATH: Final = "/settings/language"
_BROWSER: Final = "browser"  # a choice that names none of ours


class LanguageForm(msgspec.Struct, frozen=True, kw_only=True):
    """What is chosen; whatever is none of ours leaves it to the browser."""

    pages: str = _BROWSER
    letters: str = ""


@reads(_PATH, access=Access.MEMBER, bucket="page")
def show_language(tx: ReadTransaction, request: Request) -> Answer:
    """Show in which language one reads pages and gets letters."""
    values = {
        "pages": habits_of(tx, request.me).language or _BROWSER,
        "letters": known(user_by_id(tx, request.me).locale),
    }
    return page_answer(
        request,
        "settings/language.html",
        frame_of(tx, request, form=True),
        form=Form(action=_PATH, values=values),
    )


@acts("POST", _PATH, access=Access.MEMBER, bucket="write")
async def save_language(request: Request, form: LanguageForm) -> Answer:
    """Speak so from now on."""
    await request.write(_save, by=request.me, form=form)
    request.query = b""  # the language that the address asked for is not the chosen one any more
    return done(request, _PATH, "saved")


def _save(tx: Transaction, *, by: AccountId, form: LanguageForm) -> None:
    pages = form.pages if form.pages in LANGUAGES else ""
    change_habits(tx, by=by, changes={"language": pages})
    if form.letters in LANGUAGES:
        change_locale(tx, account_id=by, locale=form.letters)
