"""What the pages about passkeys are told.

auth/security → passkeys: Passkeys · auth/new_passkey → form: Form, options: str (JSON)
"""

from arengo.base.records import dataclass
from arengo.web.context import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class PasskeyView:
    """A passkey as its owner sees it."""

    id: str
    name: str
    made_at_ms: int
    used_at_ms: int | None
    remove_action: str
    rename_action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passkeys:
    """All passkeys of somebody, and the form that begins another: `password`, perhaps `code`."""

    own: tuple[PasskeyView, ...]
    form: Form
    second_factor: bool = False
    full: bool = False
