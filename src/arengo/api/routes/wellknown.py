"""What programs of other places ask by convention: what this is, and where somebody is found."""

from typing import Any, Final
from urllib.parse import quote

import msgspec

from arengo.api.entities.instance import usage
from arengo.base.errors import BadRequest, NotFound
from arengo.base.text import escape
from arengo.gate.answers import Answer, json_bytes
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.accounts.model import Account
from arengo.social.accounts.queries import find_account
from arengo.social.accounts.rendering import account_url, file_url
from arengo.social.instance.queries import site_settings
from arengo.social.posts.addresses import account_at
from arengo.storage import ReadTransaction
from arengo.version import VERSION

_SCHEMA: Final = "http://nodeinfo.diaspora.software/ns/schema/2.0"
_JRD: Final = b"application/jrd+json; charset=utf-8"
_XRD: Final = b"application/xrd+xml; charset=utf-8"


class ResourceForm(msgspec.Struct, frozen=True, kw_only=True):
    """Who is looked for: `acct:name@host`, or an address of a profile."""

    resource: str = ""


@reads("/.well-known/nodeinfo", access=Access.ANYONE, answers=dict[str, Any])
def find_nodeinfo(tx: ReadTransaction, request: Request) -> dict[str, Any]:
    """Lead to the description for programs."""
    del tx
    return {"links": [{"rel": _SCHEMA, "href": f"{request.site.settings.origin}/nodeinfo/2.0"}]}


@reads("/nodeinfo/2.0", access=Access.ANYONE, answers=dict[str, Any])
def show_nodeinfo(tx: ReadTransaction, request: Request) -> dict[str, Any]:
    """Tell what this is and how much it is used; no protocol, for there is no federation yet."""
    site = site_settings(tx)
    used = usage(tx, request.site.db)
    return {
        "version": "2.0",
        "software": {"name": "arengo", "version": VERSION},
        "protocols": [],
        "services": {"inbound": [], "outbound": []},
        "usage": {
            "users": {
                "total": used.people,
                "activeMonth": used.active_month,
                "activeHalfyear": used.active_halfyear,
            },
            "localPosts": used.posts,
        },
        "openRegistrations": site.registrations in {"open", "approval"},
        "metadata": {"nodeName": site.title, "nodeDescription": site.description},
    }


@reads("/.well-known/host-meta", access=Access.ANYONE)
def show_host_meta(tx: ReadTransaction, request: Request) -> Answer:
    """Say where to ask for people."""
    del tx
    template = escape(f"{request.site.settings.origin}/.well-known/webfinger?resource={{uri}}")
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0">\n'
        f'  <Link rel="lrdd" template="{template}"/>\n'
        "</XRD>\n"
    )
    return Answer(text.encode(), type=_XRD)


@reads("/.well-known/webfinger", access=Access.ANYONE, answers=dict[str, Any])
def find_person(tx: ReadTransaction, request: Request, form: ResourceForm) -> Answer:
    """Lead from a name or an address to somebody's profile (RFC 7033)."""
    if not form.resource.strip():
        raise BadRequest("Say in `resource` whom you look for")
    account = _meant(tx, request, form.resource.strip())
    if account is None or not account.available or not account.local:
        raise NotFound
    return Answer(json_bytes(_descriptor(account, request)), type=_JRD)


def _meant(tx: ReadTransaction, request: Request, resource: str) -> Account | None:
    settings = request.site.settings
    if resource.lower().startswith(("http://", "https://")):
        return account_at(tx, resource, origin=settings.origin)
    name = resource[5:] if resource.lower().startswith("acct:") else resource
    return find_account(tx, name, settings.host_name)


def _descriptor(account: Account, request: Request) -> dict[str, Any]:
    settings = request.site.settings
    page = account_url(settings.origin, account.username)
    links = [{"rel": "http://webfinger.net/rel/profile-page", "type": "text/html", "href": page}]
    if account.avatar:
        href = file_url(settings.origin, account.avatar.key)
        links.append(
            {"rel": "http://webfinger.net/rel/avatar", "type": account.avatar.type, "href": href}
        )
    return {
        "subject": f"acct:{account.username}@{settings.host_name}",
        "aliases": [page, f"{settings.origin}/users/{quote(account.username)}"],
        "links": links,
    }
