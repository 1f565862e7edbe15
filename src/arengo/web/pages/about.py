"""What the operator says about this place, to people and to those who found a hole in it."""

from datetime import timedelta
from typing import Final

from arengo.base.clock import DAY_MS, iso, now_ms
from arengo.base.errors import NotFound
from arengo.base.text import Html, render_note
from arengo.gate.answers import Answer, redirect
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.accounts.queries import accounts_by_id
from arengo.social.accounts.rendering import tag_url
from arengo.social.instance.model import SiteSettings
from arengo.social.instance.queries import site_settings, terms_now
from arengo.storage import ReadTransaction
from arengo.web.context import About, AccountView, Rule
from arengo.web.pages.frames import frame_of, public_page
from arengo.web.pages.front import own_words
from arengo.web.views import account_view

_SECURITY: Final = "/.well-known/security.txt"
_PARTS: Final = frozenset({"rules", "privacy", "terms", "contact"})
_VALID_MS: Final = timedelta(days=180) // timedelta(milliseconds=1)


@reads("/about", access=Access.PAGE, bucket="page")
def show_about(tx: ReadTransaction, request: Request) -> Answer:
    """Show the operator's own words, the rules and whom to write to."""
    site = site_settings(tx)
    about = About(
        description=own_words(site),
        html=_paragraphs(site.extended_description, request.site.settings.origin),
        rules=tuple(Rule(text=rule.text, hint=rule.hint) for rule in site.rules),
        privacy_html=_paragraphs(site.privacy_policy, request.site.settings.origin),
        terms_html=_paragraphs(_terms(site), request.site.settings.origin),
        email=site.contact_email,
        contact=_contact(tx, request, site.contact_account_id),
    )
    return public_page(request, "about.html", frame_of(tx, request), about=about)


@reads("/about/accessibility", access=Access.PAGE, bucket="page")
def show_accessibility(tx: ReadTransaction, request: Request) -> Answer:
    """Say what people can rely on, how it is checked, and whom to tell what is in their way."""
    email = site_settings(tx).contact_email
    return public_page(request, "accessibility.html", frame_of(tx, request), email=email)


@reads("/about/{part}", access=Access.PAGE, bucket="page")
def find_part(_tx: ReadTransaction, _request: Request, part: str) -> Answer:
    """Lead on to a part of the page about this place that others know by its own address."""
    if part not in _PARTS:
        raise NotFound
    return redirect(f"/about#{part}")


@reads("/help", access=Access.PAGE, bucket="page")
def show_help(tx: ReadTransaction, request: Request) -> Answer:
    """Answer what newcomers ask."""
    return public_page(request, "help.html", frame_of(tx, request))


@reads("/.well-known/security.txt", access=Access.PAGE, bucket="page")
def show_security_contact(tx: ReadTransaction, request: Request) -> Answer:
    """Tell whom to write to about a hole (RFC 9116); absent while there is no address."""
    site, now = site_settings(tx), now_ms()
    if not site.contact_email:
        raise NotFound
    lines = (
        f"Contact: mailto:{site.contact_email}",
        f"Expires: {iso(now - now % DAY_MS + _VALID_MS)}",
        f"Preferred-Languages: {', '.join(site.languages)}",
        f"Canonical: {request.site.settings.origin}{_SECURITY}",
    )
    return Answer(
        "".join(f"{line}\n" for line in lines).encode(), type=b"text/plain; charset=utf-8"
    )


@reads("/security.txt", access=Access.PAGE, bucket="page")
def find_security_contact(_tx: ReadTransaction, _request: Request) -> Answer:
    """Lead on from where the file stood before there was a place for such files."""
    return redirect(_SECURITY)


def _terms(site: SiteSettings) -> str:
    found = terms_now(site)
    return found.text if found else ""


def _paragraphs(text: str, origin: str) -> Html:
    return render_note(text, mentions={}, tag_url=lambda name: tag_url(origin, name))


def _contact(tx: ReadTransaction, request: Request, account_id: int | None) -> AccountView | None:
    found = accounts_by_id(tx, [account_id]) if account_id else {}
    for account in found.values():
        if account.available:
            return account_view(account, origin=request.site.settings.origin)
    return None
