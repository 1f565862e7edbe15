"""The page with what somebody has here: an address, a login, a place for pictures."""

from typing import Final

from arengo.auth.roles.model import Permission, role_of
from arengo.auth.users.queries import user_by_id
from arengo.base.ids import time_of
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.accounts.queries import account_by_id
from arengo.social.media.queries import kept_bytes
from arengo.storage import ReadTransaction
from arengo.web.context.settings import AccountFacts
from arengo.web.pages.frames import frame_of, page_answer
from arengo.web.pages.settings.standing import standing_of

_PATH: Final = "/settings/account"


@reads(_PATH, access=Access.MEMBER, bucket="page")
def show_account(tx: ReadTransaction, request: Request) -> Answer:
    """Show one's address, login and what is kept; what can be changed has pages of its own."""
    account, user = account_by_id(tx, request.me), user_by_id(tx, request.me)
    settings = request.site.settings
    facts = AccountFacts(
        address=f"@{account.username}@{settings.host_name}",
        since_ms=time_of(account.id),
        email=user.email,
        new_email=user.new_email or "",
        posts=account.stats.posts,
        kept_bytes=kept_bytes(tx, account.id),
        most_bytes=settings.media_quota_bytes,
        judged=bool(standing_of(tx, account.id).decisions),
        may_invite=role_of(user.role).may(Permission.INVITE_USERS),
    )
    return page_answer(request, "settings/account.html", frame_of(tx, request), account=facts)
