"""Mastodon's PrivacyPolicy and TermsOfService: what the operator wrote, as HTML."""

from datetime import date

import msgspec

from arengo.base.clock import iso, iso_day, now_ms
from arengo.base.errors import NotFound
from arengo.base.text import Html, render_post
from arengo.social.accounts.rendering import tag_url
from arengo.social.instance.model import SiteSettings
from arengo.social.instance.queries import terms_now


class PrivacyPolicy(msgspec.Struct, frozen=True, kw_only=True):
    """How this site treats what it knows of people."""

    updated_at: str
    content: str


class TermsOfService(msgspec.Struct, frozen=True, kw_only=True):
    """One version of the terms, from the day on which it counts."""

    effective_date: str
    effective: bool
    content: str
    succeeded_by: str | None


def privacy_policy(site: SiteSettings, changed_ms: int | None, *, origin: str) -> PrivacyPolicy:
    """Return the policy; NotFound while there is none."""
    if not site.privacy_policy or changed_ms is None:
        raise NotFound
    return PrivacyPolicy(updated_at=iso(changed_ms), content=_html(site.privacy_policy, origin))


def terms_of_service(site: SiteSettings, day: str | None, *, origin: str) -> TermsOfService:
    """Return the terms of a day, or those that count now (before the first day: those to come).

    Raises NotFound when there are none.
    """
    versions = sorted(site.terms_of_service, key=lambda each: each.since)
    today = date.fromisoformat(iso_day(now_ms()))
    dated = {each.since.isoformat(): each for each in versions}
    found = terms_now(site) if day is None else dated.get(day)
    if found is None:
        raise NotFound
    later = [each.since.isoformat() for each in versions if each.since > found.since]
    return TermsOfService(
        effective_date=found.since.isoformat(),
        effective=found.since <= today,
        content=_html(found.text, origin),
        succeeded_by=later[0] if later else None,
    )


def _html(text: str, origin: str) -> Html:
    return render_post(text, mentions={}, tag_url=lambda name: tag_url(origin, name))
