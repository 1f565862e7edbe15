"""The page on who may follow somebody, who finds them, and what others see of them."""

from typing import Final

import msgspec

from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.accounts.actions import change_profile
from arengo.social.accounts.model import AccountFlag, ProfileChanges
from arengo.social.accounts.queries import account_by_id
from arengo.storage import ReadTransaction
from arengo.web.context import Form
from arengo.web.pages.frames import done, frame_of, page_answer
from arengo.web.pages.settings.forms import ticks

_PATH: Final = "/settings/privacy"
_SAYS_YES: Final = {
    "locked": AccountFlag.LOCKED,
    "discoverable": AccountFlag.DISCOVERABLE,
    "indexable": AccountFlag.INDEXABLE,
}
_SAYS_NO: Final = {
    "show_follows": AccountFlag.HIDE_COLLECTIONS,
    "show_media": AccountFlag.NO_MEDIA_TAB,
    "show_media_of_replies": AccountFlag.NO_MEDIA_OF_REPLIES,
    "show_featured": AccountFlag.NO_FEATURED_TAB,
}


class PrivacyForm(msgspec.Struct, frozen=True, kw_only=True):
    """What is ticked; what is not is not wanted."""

    locked: bool = False
    discoverable: bool = False
    indexable: bool = False
    show_follows: bool = False
    show_media: bool = False
    show_media_of_replies: bool = False
    show_featured: bool = False

    def flags(self) -> dict[AccountFlag, bool]:
        """Return all of it as an account has it."""
        wanted = {flag: getattr(self, name) for name, flag in _SAYS_YES.items()}
        return wanted | {flag: not getattr(self, name) for name, flag in _SAYS_NO.items()}


@reads(_PATH, access=Access.MEMBER, bucket="page")
def show_privacy(tx: ReadTransaction, request: Request) -> Answer:
    """Show who may follow and find one, and what a profile shows."""
    flags = account_by_id(tx, request.me).flags
    chosen = {name: flag in flags for name, flag in _SAYS_YES.items()}
    chosen |= {name: flag not in flags for name, flag in _SAYS_NO.items()}
    return page_answer(
        request,
        "settings/privacy.html",
        frame_of(tx, request, form=True),
        form=Form(action=_PATH, values=ticks(**chosen)),
    )


@acts("POST", _PATH, access=Access.MEMBER, bucket="write")
async def save_privacy(request: Request, form: PrivacyForm) -> Answer:
    """Be followed, found and shown as it is ticked."""
    await request.write(change_profile, by=request.me, changes=ProfileChanges(flags=form.flags()))
    return done(request, _PATH, "saved")
