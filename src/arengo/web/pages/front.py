"""The front page: what this place is, what was written last, how to connect an app."""

from typing import Final

from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.instance.model import SiteSettings
from arengo.social.instance.queries import site_settings
from arengo.social.timelines import queries as timelines
from arengo.social.timelines.model import Stretch
from arengo.storage import ReadTransaction
from arengo.web.context import Front
from arengo.web.pages.frames import frame_of, public_page
from arengo.web.pages.home.home import home_answer
from arengo.web.pages.listings import OlderForm
from arengo.web.views import post_views

_NEWEST: Final = Stretch(limit=20)
_UNCHANGED: Final = SiteSettings()


@reads("/", access=Access.PAGE, bucket="page", bounded=False)
def show_front(tx: ReadTransaction, request: Request) -> Answer:
    """Show the place to whoever comes by, and home to whoever is signed in."""
    if request.viewer_id is not None:
        return home_answer(tx, request, OlderForm())
    site = site_settings(tx)
    newest = timelines.public(tx, _NEWEST, viewer=None)
    front = Front(
        posts=post_views(tx, newest, origin=request.site.settings.origin),
        sign_up_mode=site.registrations,
        about=own_words(site),
        rules=tuple(rule.text for rule in site.rules),
    )
    return public_page(request, "front.html", frame_of(tx, request), front=front)


def own_words(site: SiteSettings) -> str:
    """Return how the operator describes the place; empty while ours stand in each language."""
    return "" if site.description == _UNCHANGED.description else site.description
