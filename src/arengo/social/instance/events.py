"""What happened to the site's settings."""

from dataclasses import dataclass

from arengo.base.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingChanged(Event):
    """A setting has a new value."""

    name: str
