"""What the pages about passkeys are told.

auth/security → passkeys: Passkeys · auth/new_passkey → form: Form, options: str (JSON)
"""

import msgspec

from arengo.web.context import Form


class PasskeyView(msgspec.Struct, frozen=True, kw_only=True):
    """A passkey as its owner sees it."""

    id: str
    name: str
    made_at_ms: int
    used_at_ms: int | None
    remove_action: str
    rename_action: str


class Passkeys(msgspec.Struct, frozen=True, kw_only=True):
    """All passkeys of somebody, and the form that begins another: `password`, perhaps `code`."""

    own: tuple[PasskeyView, ...]
    form: Form
    second_factor: bool = False
    full: bool = False
