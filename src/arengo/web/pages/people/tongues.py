"""The page that says in which languages one wants the posts of somebody whom one follows."""

from typing import Final

import msgspec

from arengo.base.phrases import LANGUAGES as OURS
from arengo.base.text.language import LANGUAGES, normalise_language
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.accounts.queries import preferences_of
from arengo.social.follows import actions
from arengo.social.follows.model import FollowOptions
from arengo.storage import ReadTransaction
from arengo.web.context import Form
from arengo.web.context.people import TongueChoice
from arengo.web.pages.frames import frame_of, page_answer, spoken
from arengo.web.pages.people.rows import back, person_followed
from arengo.web.people import row_of
from arengo.web.post_languages import post_languages

_PATH: Final = "/@{username}/languages"


class TonguesForm(msgspec.Struct, frozen=True, kw_only=True):
    """The codes that were ticked; none is all of them."""

    chosen: list[str] = msgspec.field(default_factory=list)


@reads(_PATH, access=Access.MEMBER, bucket="page")
def show_tongues(tx: ReadTransaction, request: Request, username: str) -> Answer:
    """Show the languages of posts, the likely ones first, those that one wants ticked."""
    account = person_followed(tx, request, username)
    person, frame = row_of(tx, request, account), frame_of(tx, request, form=True)
    wanted = person.between.languages if person.between else ()
    likely = {*wanted, *OURS, preferences_of(tx, request.me).language}
    tongues = tuple(
        TongueChoice(code=code, name=name, chosen=code in wanted, likely=code in likely)
        for code, name in post_languages(spoken(request, frame))
    )
    return page_answer(
        request,
        "people/languages.html",
        frame,
        form=Form(action=f"/@{account.acct}/languages"),
        person=person,
        tongues=tongues,
    )


@acts("POST", _PATH, access=Access.MEMBER, bucket="follow")
async def choose_tongues(request: Request, username: str, form: TonguesForm) -> Answer:
    """See posts of somebody in these languages only; what is no language is left out."""
    account = await request.read(person_followed, request, username)
    known = {normalise_language(each) for each in form.chosen} & LANGUAGES
    options = FollowOptions(languages=tuple(sorted(each for each in known if each)))
    await request.write(actions.follow, by=request.me, target=account.id, options=options)
    return back(request, account, "", "saved")
