"""Mastodon's Admin::Measure, Admin::Dimension and Admin::Cohort."""

from collections.abc import Sequence

import msgspec

from arengo.base.clock import DAY_MS, iso
from arengo.moderation.figures.model import Cohort, Measure, Share, Span
from arengo.moderation.figures.queries import in_words


class DayValue(msgspec.Struct, frozen=True):
    """How much on one day."""

    date: str
    value: str


class AdminMeasure(msgspec.Struct, frozen=True, kw_only=True):
    """How much of something there was."""

    key: str
    unit: str | None
    total: str
    human_value: str | msgspec.UnsetType = msgspec.UNSET
    previous_total: str | msgspec.UnsetType = msgspec.UNSET
    data: list[DayValue]


class DimensionValue(msgspec.Struct, frozen=True, kw_only=True):
    """One share."""

    key: str
    human_key: str
    value: str
    unit: str | msgspec.UnsetType = msgspec.UNSET
    human_value: str | msgspec.UnsetType = msgspec.UNSET


class AdminDimension(msgspec.Struct, frozen=True):
    """Who or what has how large a share."""

    key: str
    data: list[DimensionValue]


class CohortValue(msgspec.Struct, frozen=True):
    """How many of a cohort were active in one period."""

    date: str
    rate: float
    value: str


class AdminCohort(msgspec.Struct, frozen=True):
    """Who joined in one period."""

    period: str
    frequency: str
    data: list[CohortValue]


def admin_measure(measure: Measure, span: Span) -> AdminMeasure:
    """Show a measure, with a value for each day of its span."""
    return AdminMeasure(
        key=measure.key,
        unit=measure.unit,
        total=str(measure.total),
        human_value=in_words(measure.total) if measure.unit == "bytes" else msgspec.UNSET,
        previous_total=msgspec.UNSET if measure.previous is None else str(measure.previous),
        data=[DayValue(_date(day), str(measure.days.get(day, 0))) for day in span.days],
    )


def admin_dimension(key: str, shares: Sequence[Share]) -> AdminDimension:
    """Show a dimension."""
    return AdminDimension(
        key,
        [
            DimensionValue(
                key=each.key,
                human_key=each.name,
                value=each.value,
                unit=each.unit or msgspec.UNSET,
                human_value=each.shown or msgspec.UNSET,
            )
            for each in shares
        ],
    )


def admin_cohort(cohort: Cohort, frequency: str) -> AdminCohort:
    """Show a cohort."""
    return AdminCohort(
        _date(cohort.period),
        frequency,
        [
            CohortValue(_date(day), active / cohort.size if cohort.size else 0.0, str(active))
            for day, active in cohort.active
        ],
    )


def _date(day: int) -> str:
    return iso(day * DAY_MS)
