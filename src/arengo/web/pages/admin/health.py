"""The first desk: how this place is, and what somebody should look at."""

from typing import Final

from arengo.auth.roles.model import Permission
from arengo.base.clock import MINUTE_MS, today
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.jobs.model import LaneState
from arengo.jobs.queries import lane_states
from arengo.moderation.figures.model import Share, Span
from arengo.moderation.figures.queries import dimension
from arengo.moderation.people.model import State, Wanted
from arengo.moderation.people.queries import people
from arengo.social.accounts.queries import totals
from arengo.social.instance.model import SiteSettings
from arengo.social.instance.queries import site_settings
from arengo.storage import ReadTransaction
from arengo.web.context.admin import Alarm, Fact, Health
from arengo.web.desks import HOME, may
from arengo.web.pages.frames import frame_of, page_answer

_COUNTED: Final = 100  # more who wait are not counted
_LATE_MIN: Final = 5
_MOST: Final = 10


@reads(
    HOME, access=Access.MEMBER, permission=Permission.VIEW_DASHBOARD, bucket="page", bounded=False
)
def show_health(tx: ReadTransaction, request: Request) -> Answer:
    """Show figures, versions, room taken, and whatever is not as it should be."""
    frame = frame_of(tx, request, form=True)
    found = _health(tx, request)
    alarms = tuple(
        alarm
        for alarm, permission in _alarms(found, site_settings(tx), letters=frame.letters)
        if may(frame, permission)
    )
    return page_answer(request, "admin/health.html", frame, health=found, alarms=alarms)


def _health(tx: ReadTransaction, request: Request) -> Health:
    here, lanes = totals(tx), lane_states(tx)
    waiting = people(tx, Wanted(local=True, states=frozenset({State.PENDING}), limit=_COUNTED))
    return Health(
        people=here.people,
        active=here.active_month,
        posts=here.posts,
        waiting=len(waiting),
        given_up=sum(lane.given_up for lane in lanes),
        behind_min=_behind(lanes),
        versions=_facts(tx, request, "software_versions", "name"),
        space=_facts(tx, request, "space_usage", "key"),
    )


def _behind(lanes: list[LaneState]) -> int:
    return max((lane.oldest_due_ms // MINUTE_MS for lane in lanes), default=0)


def _facts(tx: ReadTransaction, request: Request, key: str, name: str) -> tuple[Fact, ...]:
    span = Span(today(), today())
    search = request.site.settings.data / "search"
    shares: list[Share] = dimension(tx, key, span, most=_MOST, search=search)
    return tuple(Fact(name=getattr(each, name), value=each.shown or each.value) for each in shares)


def _alarms(
    found: Health, site: SiteSettings, *, letters: bool
) -> list[tuple[Alarm, Permission | None]]:
    """Return what is not as it should be, and who can do something about it."""
    named = bool(site.contact_email or site.contact_account_id)
    checked = (
        (found.given_up, "given_up", f"{HOME}/jobs", Permission.DEVOPS),
        (max(found.behind_min - _LATE_MIN, 0), "behind", f"{HOME}/jobs", Permission.DEVOPS),
        (found.waiting, "waiting", f"{HOME}/registrations", Permission.MANAGE_USERS),
        (not letters, "no_letters", "", Permission.DEVOPS),
        (not site.rules, "no_rules", f"{HOME}/rules", Permission.MANAGE_RULES),
        (not named, "no_contact", "/first-run", Permission.MANAGE_SETTINGS),
    )
    numbers = {"behind": found.behind_min}
    return [
        (Alarm(key=key, number=numbers.get(key, int(wrong)), url=url), permission)
        for wrong, key, url, permission in checked
        if wrong
    ]
