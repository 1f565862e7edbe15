"""What an operator can set while the site runs."""

from datetime import date
from typing import Annotated, Literal

import msgspec

Registrations = Literal["open", "approval", "closed", "invite"]
Line = Annotated[str, msgspec.Meta(max_length=200)]
Paragraph = Annotated[str, msgspec.Meta(max_length=2_000)]
LongText = Annotated[str, msgspec.Meta(max_length=100_000)]
# It becomes part of headers: nothing but a host, a port and a plain path.
Mirror = Annotated[
    str,
    msgspec.Meta(max_length=200, pattern=r"^https?://[A-Za-z0-9.:\[\]-]+(/[A-Za-z0-9._~-]+)*/?\Z"),
]
Language = Annotated[str, msgspec.Meta(pattern="^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One rule of this site. Its id stays while its words stay."""

    id: int
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
    hint: Annotated[str, msgspec.Meta(max_length=2_000)] = ""


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """The terms of service as they count from a day on."""

    since: date
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=100_000)]


class SiteSettings(msgspec.Struct, frozen=True, kw_only=True):
    """The field names are the names of the settings, the annotations their limits."""

    title: Annotated[str, msgspec.Meta(min_length=1, max_length=100)] = "Arengo"
    description: Paragraph = "A community that talks, and owns the place where it does."
    extended_description: LongText = ""
    contact_email: Line = ""
    contact_account_id: int | None = None
    registrations: Registrations = "open"
    registrations_message: Paragraph = ""
    languages: tuple[Language, ...] = ("en",)
    rules: tuple[Rule, ...] = ()
    privacy_policy: LongText = ""
    terms_of_service: tuple[Terms, ...] = ()  # oldest first
    thumbnail: Line = ""
    status_url: Line = ""
    mirrors: tuple[Mirror, ...] = ()  # other places that hold our lifeboat
    featured_accounts: tuple[Line, ...] = ()
    trends_need_approval: bool = False
    trends_threshold: Annotated[int, msgspec.Meta(ge=1, le=1_000)] = 3
