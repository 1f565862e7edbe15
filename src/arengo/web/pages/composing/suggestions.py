"""What could be meant by the beginning of a name, a tag or an emoji."""

from typing import Final

import msgspec

from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.accounts.queries import accounts_by_id
from arengo.social.accounts.rendering import file_url
from arengo.social.instance.emojis.queries import all_emojis
from arengo.social.search.people import search_people
from arengo.social.timelines.entries.queries import tags_beginning
from arengo.storage import ReadTransaction
from arengo.web.context.composing import Suggestion
from arengo.web.pages.frames import frame_of, page_answer
from arengo.web.views import account_view

_MOST: Final = 6
_LONGEST: Final = 60


class BeginningForm(msgspec.Struct, frozen=True, kw_only=True):
    """What stands before the caret: `@ni`, `#fo`, `:sm`."""

    q: str = ""


@reads("/compose/suggestions", access=Access.MEMBER, bucket="page", bounded=False)
def suggest(tx: ReadTransaction, request: Request, form: BeginningForm) -> Answer:
    """Offer a few that begin so, the likeliest first."""
    kind, words = form.q[:1], form.q[1:_LONGEST].strip()
    known = {"@": _people, "#": _tags, ":": _emojis}
    found = known[kind](tx, request, words) if words and kind in known else ()
    frame = frame_of(tx, request)
    return page_answer(request, "parts/suggestions.html", frame, suggestions=found)


def _people(tx: ReadTransaction, request: Request, words: str) -> tuple[Suggestion, ...]:
    ids = search_people(
        tx,
        request.site.search,
        words,
        viewer=request.me,
        limit=_MOST,
        host_name=request.site.settings.host_name,
    )
    people = accounts_by_id(tx, ids)
    views = (account_view(people[i], origin=request.site.settings.origin) for i in ids)
    return tuple(
        Suggestion(
            insert=f"@{view.handle}",
            name=view.name,
            picture_url=view.avatar_url,
            note=f"@{view.handle}",
        )
        for view in views
    )


def _tags(tx: ReadTransaction, request: Request, words: str) -> tuple[Suggestion, ...]:
    found = tags_beginning(tx, words, viewer=request.me, limit=_MOST)
    return tuple(Suggestion(insert=f"#{tag.name}", name=f"#{tag.name}") for tag in found)


def _emojis(tx: ReadTransaction, request: Request, words: str) -> tuple[Suggestion, ...]:
    origin = request.site.settings.origin
    offered = [each for each in all_emojis(tx) if each.listed]
    found = [each for each in offered if each.shortcode.lower().startswith(words.lower())]
    return tuple(
        Suggestion(
            insert=f":{each.shortcode}:",
            name=f":{each.shortcode}:",
            picture_url=file_url(origin, each.static_key),
        )
        for each in found[:_MOST]
    )
