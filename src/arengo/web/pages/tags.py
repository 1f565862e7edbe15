"""What was published under a tag."""

from urllib.parse import quote

from arengo.base.errors import NotFound
from arengo.base.text import is_tag, normalise_tag, tag_id
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.timelines import queries as timelines
from arengo.storage import ReadTransaction
from arengo.web.pages.frames import frame_of, public_page
from arengo.web.pages.listings import OlderForm, listing


@reads("/tags/{name}", access=Access.PAGE, bucket="page", bounded=False)
def show_tag(tx: ReadTransaction, request: Request, name: str, form: OlderForm) -> Answer:
    """Show public posts that bear a tag, in whatever way it is written."""
    name = normalise_tag(name)
    if not is_tag(name):
        raise NotFound
    posts = listing(
        tx,
        request,
        form,
        f"/tags/{quote(name, safe='')}",
        lambda stretch: timelines.tagged(tx, stretch, tag_id=tag_id(name), viewer=None),
    )
    return public_page(request, "tag.html", frame_of(tx, request), name=name, listing=posts)
