"""What this site says about itself."""

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
from arengo.api.pushing.signing import vapid_key
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.instance.queries import site_settings
from arengo.storage import ReadTransaction


@reads("/api/v1/instance", access=Access.ANYONE, answers=InstanceV1)
def show_instance_v1(tx: ReadTransaction, request: Request) -> InstanceV1:
    """Return the older description."""
    return instance_v1(tx, request.site.settings, request.site.db)


@reads("/api/v2/instance", access=Access.ANYONE, answers=InstanceV2)
def show_instance(tx: ReadTransaction, request: Request) -> InstanceV2:
    """Return the description."""
    site = request.site
    return instance_v2(tx, site.settings, site.db, vapid_key=vapid_key(site))


@reads("/api/v1/instance/rules", access=Access.ANYONE, answers=list[RuleEntity])
def list_rules(tx: ReadTransaction, request: Request) -> list[RuleEntity]:
    """Return the rules of this site."""
    del request
    return rules(site_settings(tx))


@reads("/api/v1/instance/extended_description", access=Access.ANYONE, answers=ExtendedDescription)
def show_extended_description(tx: ReadTransaction, request: Request) -> ExtendedDescription:
    """Return the long text about this site."""
    return extended_description(tx, origin=request.site.settings.origin)
