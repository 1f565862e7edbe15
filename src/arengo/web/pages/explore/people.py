"""People to meet: suggested to whoever is signed in, and those who want to be found."""

from collections.abc import Iterable, Mapping
from typing import Final

from arengo.base.ids import AccountId
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.accounts.queries import accounts_by_id
from arengo.social.discover.showcase.queries import people_to_meet
from arengo.social.discover.suggestions.actions import dismiss_suggestion
from arengo.social.discover.suggestions.model import Source
from arengo.social.discover.suggestions.queries import suggestions_for
from arengo.storage import ReadTransaction
from arengo.web.context.finding import FoundPerson, Meeting, Reason
from arengo.web.pages.explore.posts import PER_PAGE, FromForm
from arengo.web.pages.frames import done, frame_of, public_page
from arengo.web.people import people_rows

_PATH: Final = "/explore/people"
_SUGGESTED: Final = 10
_REASONS: Final[Mapping[Source, Reason]] = {
    Source.FEATURED: "team",
    Source.FRIENDS_OF_FRIENDS: "friends",
    Source.MOST_INTERACTIONS: "liked",
}


@reads(_PATH, access=Access.PAGE, bucket="search", bounded=False)
def explore_people(tx: ReadTransaction, request: Request, form: FromForm) -> Answer:
    """Show people whom one could follow, and why each of them is here."""
    found, more = (_to_meet(tx, request, form.start + skip) for skip in (0, PER_PAGE))
    suggested = {} if form.start else _suggested(tx, request)
    others = [each for each in found if each not in suggested and each != request.viewer_id]
    meeting = Meeting(
        suggested=_people(tx, request, suggested),
        others=_people(tx, request, dict.fromkeys(others, ())),
        older_url=f"{_PATH}?start={form.start + PER_PAGE}" if more else "",
    )
    return public_page(request, "explore/people.html", frame_of(tx, request), meeting=meeting)


@acts("POST", f"{_PATH}/{{account_id}}/dismiss", access=Access.MEMBER, bucket="write")
async def dismiss_person(request: Request, account_id: AccountId) -> Answer:
    """See somebody suggested no more."""
    await request.write(dismiss_suggestion, by=request.me, target_id=account_id)
    return done(request, _PATH, "suggestion_dismissed")


def _to_meet(tx: ReadTransaction, request: Request, start: int) -> list[AccountId]:
    return people_to_meet(
        tx, viewer=request.viewer_id, order="active", limit=PER_PAGE, offset=start
    )


def _suggested(tx: ReadTransaction, request: Request) -> dict[AccountId, tuple[Reason, ...]]:
    if request.viewer_id is None:
        return {}
    host_name = request.site.settings.host_name
    found = suggestions_for(tx, request.viewer_id, limit=_SUGGESTED, host_name=host_name)
    return {each.account_id: tuple(_REASONS[it] for it in each.sources) for each in found}


def _people(
    tx: ReadTransaction, request: Request, reasons: Mapping[AccountId, Iterable[Reason]]
) -> tuple[FoundPerson, ...]:
    rows = {row.path: row for row in people_rows(tx, request, reasons)}
    ids = {f"/@{each.acct}": who for who, each in accounts_by_id(tx, reasons).items()}
    return tuple(
        FoundPerson(
            person=row,
            reasons=tuple(reasons[ids[path]]),
            dismiss_action=f"{_PATH}/{ids[path]}/dismiss",
        )
        for path, row in rows.items()
    )
