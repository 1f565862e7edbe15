"""Passkeys of somebody who has two, of somebody who has none, one that is made; invitations."""

from collections.abc import Mapping
from typing import Any, Final

from arengo.base.clock import DAY_MS
from arengo.web import context as c
from arengo.web.context.passkeys import Passkeys, PasskeyView
from tests.web.samples.base import ENROLLING, HAZEL, NOW, OFF, ON


def _passkey(number: int, name: str, used_at_ms: int | None) -> PasskeyView:
    action = f"/settings/security/passkeys/{number}"
    return PasskeyView(
        id=str(number),
        name=name,
        made_at_ms=NOW - 40 * DAY_MS,
        used_at_ms=used_at_ms,
        remove_action=f"{action}/remove",
        rename_action=action,
    )


NONE: Final = Passkeys(own=(), form=c.Form(action="/settings/security/passkeys"))
TWO: Final = Passkeys(
    own=(_passkey(1, "Firefox · Linux", NOW - DAY_MS), _passkey(2, "<i>Chiave</i> blu", None)),
    form=c.Form(
        action="/settings/security/passkeys",
        errors=(c.FieldError(field="password", key="password_wrong"),),
    ),
    second_factor=True,
)
FULL: Final = Passkeys(own=TWO.own, form=NONE.form, full=True)
PAGES: Final[dict[str, tuple[str, Mapping[str, Any]]]] = {
    "security-off": ("auth/security.html", {"security": OFF, "passkeys": NONE}),
    "security-enrolling": ("auth/security.html", {"security": ENROLLING, "passkeys": FULL}),
    "security-on": ("auth/security.html", {"security": ON, "passkeys": TWO}),
    "invitation": (
        "auth/invitation.html",
        {"host": HAZEL, "join_url": "/auth/sign_up"},
    ),
    "invitation-over": ("auth/invitation.html", {"host": None, "join_url": ""}),
    "new-passkey": (
        "auth/new_passkey.html",
        {
            "form": c.Form(action="/settings/security/passkeys/new", values={"name": "Firefox"}),
            "options": '{"challenge":"AAAA","rp":{"id":"montelarco.example"}}',
        },
    ),
}
