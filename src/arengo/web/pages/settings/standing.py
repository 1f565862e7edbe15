"""The page with what the team decided about somebody, and what of it counts now."""

from typing import Final

from arengo.base.ids import AccountId
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.moderation.audit.model import Act
from arengo.moderation.audit.queries import entries_about
from arengo.social.accounts.model import AccountFlag
from arengo.social.accounts.queries import account_by_id
from arengo.social.instance.queries import site_settings
from arengo.storage import ReadTransaction
from arengo.web.context.settings import Decision, Standing
from arengo.web.pages.frames import frame_of, page_answer

_PATH: Final = "/settings/standing"
_SHOWN: Final = 100
# What concerns somebody themselves; who did it, and that somebody only looked, is the team's.
_TOLD: Final = frozenset(
    {
        Act.DISABLE,
        Act.ENABLE,
        Act.SENSITIVE,
        Act.UNSENSITIVE,
        Act.SILENCE,
        Act.UNSILENCE,
        Act.SUSPEND,
        Act.UNSUSPEND,
    }
)


@reads(_PATH, access=Access.MEMBER, bucket="page")
def show_standing(tx: ReadTransaction, request: Request) -> Answer:
    """Show what the team decided about one, the last decision first."""
    return page_answer(
        request,
        "settings/standing.html",
        frame_of(tx, request),
        standing=standing_of(tx, request.me),
        email=site_settings(tx).contact_email,
    )


def standing_of(tx: ReadTransaction, account_id: AccountId) -> Standing:
    """Return what the team decided about somebody."""
    flags = account_by_id(tx, account_id).flags
    entries = entries_about(tx, account_id, limit=_SHOWN)
    return Standing(
        limited=AccountFlag.SILENCED in flags,
        covered=AccountFlag.SENSITIVE in flags,
        decisions=tuple(
            Decision(what=each.deed.act.value, at_ms=each.at_ms)
            for each in entries
            if each.deed.act in _TOLD
        ),
    )
