"""What this site says about itself."""

from typing import Final

import msgspec

from arengo.api.entities.activity import Week, activity
from arengo.api.entities.instance import (
    ExtendedDescription,
    InstanceV1,
    InstanceV2,
    RuleEntity,
    extended_description,
    instance_v1,
    instance_v2,
    rules,
)
from arengo.api.entities.language import LANGUAGES, Language
from arengo.api.entities.site_texts import (
    PrivacyPolicy,
    TermsOfService,
    privacy_policy,
    terms_of_service,
)
from arengo.gate.paging import LimitForm
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.accounts.queries import known_hosts
from arengo.social.instance.queries import changed_ms, site_settings
from arengo.social.notifications.push.signing import vapid_key
from arengo.storage import ReadTransaction

_MOST_PEERS: Final = 40


class PeersForm(LimitForm, frozen=True, kw_only=True):
    """How other servers are searched."""

    q: str = ""


@reads("/api/v1/instance", access=Access.ANYONE, answers=InstanceV1)
def show_instance_v1(tx: ReadTransaction, request: Request) -> InstanceV1:
    """Return the older description."""
    return instance_v1(tx, request.site.settings, request.site.db)


@reads("/api/v2/instance", access=Access.ANYONE, answers=InstanceV2)
def show_instance(tx: ReadTransaction, request: Request) -> msgspec.Raw:
    """Return the description."""
    site = request.site
    return instance_v2(
        tx, site.settings, site.db, vapid_key=vapid_key(site.keys, site.settings.origin)
    )


@reads("/api/v1/instance/rules", access=Access.ANYONE, answers=list[RuleEntity])
def list_rules(tx: ReadTransaction, request: Request) -> list[RuleEntity]:
    """Return the rules of this site."""
    del request
    return rules(site_settings(tx))


@reads("/api/v1/instance/extended_description", access=Access.ANYONE, answers=ExtendedDescription)
def show_extended_description(tx: ReadTransaction, request: Request) -> ExtendedDescription:
    """Return the long text about this site."""
    return extended_description(tx, origin=request.site.settings.origin)


@reads("/api/v1/instance/privacy_policy", access=Access.ANYONE, answers=PrivacyPolicy)
def show_privacy_policy(tx: ReadTransaction, request: Request) -> PrivacyPolicy:
    """Return how this site treats what it knows of people."""
    changed = changed_ms(tx, "privacy_policy")
    return privacy_policy(site_settings(tx), changed, origin=request.site.settings.origin)


@reads("/api/v1/instance/terms_of_service", access=Access.ANYONE, answers=TermsOfService)
def show_terms(tx: ReadTransaction, request: Request) -> TermsOfService:
    """Return the terms that count now."""
    return terms_of_service(site_settings(tx), None, origin=request.site.settings.origin)


@reads("/api/v1/instance/terms_of_service/{day}", access=Access.ANYONE, answers=TermsOfService)
def show_terms_of_day(tx: ReadTransaction, request: Request, day: str) -> TermsOfService:
    """Return the terms that count from a day on."""
    return terms_of_service(site_settings(tx), day, origin=request.site.settings.origin)


@reads("/api/v1/instance/languages", access=Access.ANYONE, answers=list[Language])
def list_languages(tx: ReadTransaction, request: Request) -> tuple[Language, ...]:
    """Return the languages that a post may be in."""
    del tx, request
    return LANGUAGES


@reads("/api/v1/peers/search", access=Access.ANYONE, bounded=False, answers=list[str])
def search_peers(tx: ReadTransaction, request: Request, form: PeersForm) -> list[str]:
    """Return other servers that this one has heard of and whose names begin so."""
    del request
    wanted = form.q.strip().lower()
    found = [each for each in known_hosts(tx) if each.startswith(wanted)] if wanted else []
    return found[: form.most(default=10, most=_MOST_PEERS)]


@reads("/api/v1/instance/peers", access=Access.ANYONE, bounded=False, answers=list[str])
def list_peers(tx: ReadTransaction, request: Request) -> list[str]:
    """Return the other servers that this one has heard of."""
    del request
    return known_hosts(tx)


@reads("/api/v1/instance/activity", access=Access.ANYONE, bounded=False, answers=list[Week])
def list_activity(tx: ReadTransaction, request: Request) -> list[Week]:
    """Return how much went on in each of the last twelve weeks."""
    return activity(tx, request.site.db)
