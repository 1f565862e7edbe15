"""What somebody shows of themselves besides posts: since when, tags, people, collections."""

from typing import Final

from arengo.base.ids import MAX_ID
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.accounts.model import Account, AccountFlag
from arengo.social.collections.addresses import collection_url
from arengo.social.collections.model import MOST_COLLECTIONS
from arengo.social.collections.queries import collections_by
from arengo.social.follows.model import Kind
from arengo.social.follows.queries import relations_page
from arengo.social.timelines.featured.queries import featured_tags, suggested_tags
from arengo.storage import ReadTransaction
from arengo.web.context import Form
from arengo.web.context.people import CollectionLine, FeaturedLine, PersonRow, ProfileAbout
from arengo.web.pages.frames import frame_of, page_answer, public_page
from arengo.web.pages.profiles.finding import local_account
from arengo.web.pages.profiles.heads import profile_head
from arengo.web.people import people_rows

_MOST_ENDORSED: Final = 40
_NOTHING: Final = ProfileAbout()
_FORM: Final = Form(action="/featured_tags")


@reads("/@{username}/about", access=Access.PAGE, bucket="page", bounded=False)
def show_about_person(tx: ReadTransaction, request: Request, username: str) -> Answer:
    """Show what somebody features, and whether the team has limited them."""
    return about_page(tx, request, username, _FORM)


def about_page(tx: ReadTransaction, request: Request, username: str, form: Form) -> Answer:
    """Render it, with the form that is its owner's."""
    account = local_account(tx, request, username)
    head = profile_head(tx, request, account, "about")
    answer = page_answer if form.errors else public_page
    return answer(
        request,
        "profiles/about.html",
        frame_of(tx, request),
        head=head,
        about=_NOTHING if head.withheld else _about(tx, request, account),
        form=form,
    )


def _about(tx: ReadTransaction, request: Request, account: Account) -> ProfileAbout:
    limited = AccountFlag.SILENCED in account.flags
    if AccountFlag.NO_FEATURED_TAB in account.flags and request.viewer_id != account.id:
        return ProfileAbout(limited=limited)
    tags = featured_tags(tx, account.id)
    return ProfileAbout(
        limited=limited,
        tags=tuple(FeaturedLine(name=each.name, posts=each.posts) for each in tags),
        suggested=_suggested(tx, request, account),
        endorsed=_endorsed(tx, request, account),
        collections=_collections(tx, request, account),
    )


def _suggested(tx: ReadTransaction, request: Request, account: Account) -> tuple[str, ...]:
    """Return tags that the owner used lately and could feature; nobody else is told."""
    if request.viewer_id != account.id:
        return ()
    return tuple(each.name for each in suggested_tags(tx, account.id))


def _endorsed(tx: ReadTransaction, request: Request, account: Account) -> tuple[PersonRow, ...]:
    kinds = [Kind.ENDORSED]
    limits = {"before": MAX_ID, "after": 0, "limit": _MOST_ENDORSED}
    found = relations_page(tx, account.id, kinds=kinds, upwards=False, **limits)
    return people_rows(tx, request, [who for _, who, _ in found])


def _collections(
    tx: ReadTransaction, request: Request, account: Account
) -> tuple[CollectionLine, ...]:
    found = collections_by(
        tx, account.id, viewer=request.viewer_id, limit=MOST_COLLECTIONS, offset=0
    )
    return tuple(
        CollectionLine(
            url=collection_url(request.site.settings.origin, each.collection.id),
            name=each.collection.name,
            language=each.collection.language or "",
            people=len(each.items),
        )
        for each in found
    )
