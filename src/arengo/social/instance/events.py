"""What happened to the site's settings."""

from arengo.base.events import Event
from arengo.base.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingChanged(Event):
    """A setting has a new value."""

    name: str
