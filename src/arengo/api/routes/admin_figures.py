"""admin/measures, admin/dimensions and admin/retention: figures for the staff."""

from collections.abc import Collection
from datetime import UTC, date, datetime
from typing import Annotated, Any, Final

import msgspec

from arengo.api.entities.admin_figures import (
    AdminCohort,
    AdminDimension,
    AdminMeasure,
    admin_cohort,
    admin_dimension,
    admin_measure,
)
from arengo.auth.roles.model import Permission
from arengo.base.clock import DAY_MS, today
from arengo.base.errors import Invalid
from arengo.base.ids import parse_id
from arengo.gate.request import Request
from arengo.gate.routes import acts
from arengo.moderation.figures.model import Span
from arengo.moderation.figures.queries import (
    DIMENSIONS,
    MEASURES,
    dimension,
    measure,
    retention,
)
from arengo.storage import ReadTransaction

_SCOPE: Final = "admin:read"
_STAFF: Final = Permission.VIEW_DASHBOARD
_LONGEST: Final = 400
_LAST_YEAR: Final = 2_200
_WEEKS: Final = 28
Keys = Annotated[tuple[str, ...], msgspec.Meta(max_length=50)]


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What a measure is about: a tag or a server."""

    id: str = ""
    domain: str = ""


class FiguresForm(msgspec.Struct, frozen=True, kw_only=True):
    """Which figures, of which days, and about what."""

    keys: Keys = ()
    start_at: str = ""
    end_at: str = ""
    limit: int = 10
    frequency: str = "day"
    tag_accounts: About = About()
    tag_uses: About = About()
    tag_servers: About = About()
    tag_languages: About = About()
    instance_accounts: About = About()
    instance_media_attachments: About = About()
    instance_reports: About = About()
    instance_statuses: About = About()
    instance_follows: About = About()
    instance_followers: About = About()
    instance_languages: About = About()

    def asked(self, known: Collection[str]) -> list[tuple[str, int, str]]:
        """Return the figures that are known, each once, with the tag or server it is about.

        Raises Invalid when that is missing.
        """
        return [(key, *self._subject(key)) for key in dict.fromkeys(self.keys) if key in known]

    def _subject(self, key: str) -> tuple[int, str]:
        about: About = getattr(self, key, None) or About()
        tag_id = parse_id(about.id) or 0
        if key.startswith("tag_") and not tag_id:
            raise Invalid(f"Validation failed: {key}[id] can't be blank")
        if key.startswith("instance_") and not about.domain.strip():
            raise Invalid(f"Validation failed: {key}[domain] can't be blank")
        return tag_id, about.domain.strip().lower()


@acts(
    "POST",
    "/api/v1/admin/measures",
    scope=_SCOPE,
    permission=_STAFF,
    bucket="search",
    answers=list[AdminMeasure],
)
async def show_measures(request: Request, form: FiguresForm) -> list[AdminMeasure]:
    """Return how much happened, by day; a key that is none is left out."""
    span, asked = _span(form, required=True), form.asked(MEASURES)

    def question(tx: ReadTransaction) -> list[AdminMeasure]:
        return [
            admin_measure(measure(tx, key, span, tag_id=tag_id, domain=domain), span)
            for key, tag_id, domain in asked
        ]

    return await request.site.db.read(question)


@acts(
    "POST",
    "/api/v1/admin/dimensions",
    scope=_SCOPE,
    permission=_STAFF,
    bucket="search",
    answers=list[AdminDimension],
)
async def show_dimensions(request: Request, form: FiguresForm) -> list[AdminDimension]:
    """Return who or what has the largest shares; a key that is none is left out."""
    span, asked = _span(form, required=False), form.asked(DIMENSIONS)
    how: Any = {"most": _most(form), "search": request.site.settings.data / "search"}

    def question(tx: ReadTransaction) -> list[AdminDimension]:
        return [
            admin_dimension(key, dimension(tx, key, span, **how, tag_id=tag_id, domain=domain))
            for key, tag_id, domain in asked
        ]

    return await request.site.db.read(question)


@acts(
    "POST",
    "/api/v1/admin/retention",
    scope=_SCOPE,
    permission=_STAFF,
    bucket="search",
    answers=list[AdminCohort],
)
async def show_retention(request: Request, form: FiguresForm) -> list[AdminCohort]:
    """Return how many of those who joined in a period are still active in later ones."""
    span = _span(form, required=True)
    monthly = form.frequency == "month"
    found = await request.site.db.read(retention, span, monthly=monthly)
    return [admin_cohort(each, "month" if monthly else "day") for each in found]


def _most(form: FiguresForm) -> int:
    return min(max(form.limit, 1), 100)


def _span(form: FiguresForm, *, required: bool) -> Span:
    """Return the days that are asked for; without any, the last four weeks where that may be."""
    if not required and not form.start_at and not form.end_at:
        return Span(today() - _WEEKS + 1, today())
    span = Span(_day("Start at", form.start_at), _day("End at", form.end_at))
    if not 0 <= span.last - span.first < _LONGEST:
        raise Invalid(f"Validation failed: End at must be within {_LONGEST} days after start at")
    return span


def _day(name: str, text: str) -> int:
    """Return the day of a date or a time, which is ignored."""
    try:
        day = date.fromisoformat(text.strip()[:10])
    except ValueError:
        raise Invalid(f"Validation failed: {name} is invalid") from None
    if not 1971 <= day.year <= _LAST_YEAR:  # noqa: PLR2004  where ids begin, with room before
        raise Invalid(f"Validation failed: {name} is invalid")
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) * 1000 // DAY_MS
