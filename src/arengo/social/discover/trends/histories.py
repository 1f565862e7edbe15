"""How much tags and links were used on each of the last seven days: of many in one statement."""

from collections import defaultdict
from collections.abc import Sequence

from arengo.base.clock import DAY_MS, today
from arengo.base.ids import first_id_at
from arengo.social.discover.trends import store
from arengo.social.discover.trends.model import DAYS, TrendKind
from arengo.storage import ReadTransaction

History = tuple[tuple[int, int, int], ...]  # (Unix day, uses, people), today first


def histories(tx: ReadTransaction, kind: TrendKind, ids: Sequence[int]) -> dict[int, History]:
    """Return the history of each of these, as far as it was public."""
    if not ids:
        return {}
    used: dict[int, dict[int, tuple[int, int]]] = defaultdict(dict)
    last = today()
    after = first_id_at((last - DAYS + 1) * DAY_MS)
    for each, day, uses, people in store.days_of(tx, kind, ids, after=after):
        used[each][day] = (uses, people)
    days = range(last, last - DAYS, -1)
    return {each: tuple((day, *used[each].get(day, (0, 0))) for day in days) for each in ids}
