"""The page on whom somebody wants to hear of at once, and whose notifications wait apart."""

from typing import Final, Literal

import msgspec

from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.notifications.requests.actions import change_policy
from arengo.social.notifications.requests.model import Rule, Rules, Verdict
from arengo.social.notifications.requests.queries import pending, rules_of
from arengo.storage import ReadTransaction
from arengo.web.context import Form
from arengo.web.pages.frames import done, frame_of, page_answer

_PATH: Final = "/settings/notifications"
Choice = Literal["accept", "filter", "drop"]


class PolicyForm(msgspec.Struct, frozen=True, kw_only=True):
    """What is to become of the notifications of whom each rule is about."""

    not_following: Choice = "accept"
    not_followers: Choice = "accept"
    new_accounts: Choice = "accept"
    private_mentions: Choice = "filter"
    limited_accounts: Choice = "filter"

    def rules(self) -> Rules:
        """Return what was chosen in our words."""
        return {rule: Verdict[getattr(self, rule.name.lower()).upper()] for rule in Rule}


@reads(_PATH, access=Access.MEMBER, bucket="page")
def show_notification_settings(tx: ReadTransaction, request: Request) -> Answer:
    """Show of whom one hears at once, and how much waits apart."""
    rules = rules_of(tx, request.me)
    values = {rule.name.lower(): verdict.name.lower() for rule, verdict in rules.items()}
    return page_answer(
        request,
        "settings/notifications.html",
        frame_of(tx, request, form=True),
        form=Form(action=_PATH, values=values),
        waiting=pending(tx, request.me).requests,
    )


@acts("POST", _PATH, access=Access.MEMBER, bucket="write")
async def save_notification_settings(request: Request, form: PolicyForm) -> Answer:
    """Decide about notifications that come from now on."""
    await request.write(change_policy, by=request.me, rules=form.rules())
    return done(request, _PATH, "saved")
