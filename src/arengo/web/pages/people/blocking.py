"""The page on which one blocks somebody: what it ends does not come back, so it is asked once."""

from typing import Final

import msgspec

from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.follows import actions
from arengo.storage import ReadTransaction
from arengo.web.context import Form
from arengo.web.pages.frames import frame_of, page_answer
from arengo.web.pages.people.rows import back, person_called
from arengo.web.people import row_of

_PATH: Final = "/@{username}/block"


class BlockForm(msgspec.Struct, frozen=True, kw_only=True):
    """Where its page is."""

    return_to: str = ""


@reads(_PATH, access=Access.MEMBER, bucket="page")
def show_block(tx: ReadTransaction, request: Request, username: str) -> Answer:
    """Say what a block does, and ask."""
    account = person_called(tx, request, username)
    return page_answer(
        request,
        "people/block.html",
        frame_of(tx, request, form=True),
        form=Form(action=f"/@{account.acct}/block"),
        person=row_of(tx, request, account),
    )


@acts("POST", _PATH, access=Access.MEMBER)
async def block(request: Request, username: str, form: BlockForm) -> Answer:
    """Have nothing to do with somebody."""
    account = await request.read(person_called, request, username)
    await request.write(actions.block, by=request.me, target=account.id)
    return back(request, account, form.return_to, "blocked")
