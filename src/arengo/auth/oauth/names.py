"""What apps call themselves, kept by a process: every post says what it was written with."""

from typing import Final, NamedTuple

from arengo.auth.oauth.queries import app_by_id
from arengo.storage import ReadTransaction

MOST: Final = 2_000


class AppName(NamedTuple):
    """A name and the page of an app."""

    name: str
    website: str | None


class AppNames:
    """An app never changes what it said when it was registered, so nothing goes stale."""

    def __init__(self) -> None:
        """Know none yet."""
        self._known: dict[int, AppName] = {}

    def name_of(self, tx: ReadTransaction, app_id: int) -> AppName | None:
        """Return what an app calls itself, or None when there is none."""
        known = self._known.get(app_id)
        return known or self._read(tx, app_id)

    def _read(self, tx: ReadTransaction, app_id: int) -> AppName | None:
        app = app_by_id(tx, app_id)
        if app is None:
            return None
        if len(self._known) >= MOST:
            self._known.clear()
        found = self._known[app_id] = AppName(app.name, app.website)
        return found
